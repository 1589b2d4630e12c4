#include "engine/assembly/basis_inverse.h"

#include <Eigen/Core>
#include <cmath>
#include <utility>

namespace adaptest {
namespace {

constexpr double kLeastPivot = 1e-11;

}  // namespace

BasisInverse::BasisInverse(int m) : m_(m), elements_(m_ * m_, 0) {
  for (size_t r = 0; r < m_; ++r) elements_[r * m_ + r] = -1;
}

bool BasisInverse::Compute(std::vector<double> matrix) {
  std::vector<double> inverse(m_ * m_, 0);  // [position][row]
  for (size_t p = 0; p < m_; ++p) inverse[p * m_ + p] = 1;
  for (size_t p = 0; p < m_; ++p) {
    size_t pivot = p;
    for (size_t r = p + 1; r < m_; ++r) {
      if (std::abs(matrix[r * m_ + p]) > std::abs(matrix[pivot * m_ + p])) {
        pivot = r;
      }
    }
    if (std::abs(matrix[pivot * m_ + p]) < kLeastPivot) return false;
    for (size_t k = 0; k < m_; ++k) {
      std::swap(matrix[p * m_ + k], matrix[pivot * m_ + k]);
      std::swap(inverse[p * m_ + k], inverse[pivot * m_ + k]);
    }
    const double scale = 1 / matrix[p * m_ + p];
    for (size_t k = 0; k < m_; ++k) {
      matrix[p * m_ + k] *= scale;
      inverse[p * m_ + k] *= scale;
    }
    for (size_t r = 0; r < m_; ++r) {
      const double factor = matrix[r * m_ + p];
      if (r == p || factor == 0) continue;
      for (size_t k = 0; k < m_; ++k) {
        matrix[r * m_ + k] -= factor * matrix[p * m_ + k];
        inverse[r * m_ + k] -= factor * inverse[p * m_ + k];
      }
    }
  }
  for (size_t p = 0; p < m_; ++p) {
    for (size_t r = 0; r < m_; ++r) elements_[r * m_ + p] = inverse[p * m_ + r];
  }
  return true;
}

void BasisInverse::Apply(absl::Span<const double> values, double scale,
                         absl::Span<double> out) const {
  for (size_t r = 0; r < m_; ++r) {
    if (values[r] == 0) continue;
    const double factor = scale * values[r];
    const double* elements = &elements_[r * m_];
    for (size_t p = 0; p < m_; ++p) out[p] += factor * elements[p];
  }
}

void BasisInverse::ApplyTransposed(absl::Span<const double> values,
                                   absl::Span<double> out) const {
  using Vector = Eigen::Map<const Eigen::VectorXd>;
  const auto m = static_cast<Eigen::Index>(m_);
  for (size_t r = 0; r < m_; ++r) {
    out[r] = Vector(&elements_[r * m_], m).dot(Vector(values.data(), m));
  }
}

void BasisInverse::Row(int position, absl::Span<double> out) const {
  for (size_t r = 0; r < m_; ++r) out[r] = elements_[r * m_ + position];
}

void BasisInverse::Replace(int position, absl::Span<const double> direction) {
  const double scale = 1 / direction[position];
  for (size_t r = 0; r < m_; ++r) {
    double* elements = &elements_[r * m_];
    if (elements[position] == 0) continue;
    const double factor = elements[position] * scale;
    for (size_t p = 0; p < m_; ++p) elements[p] -= direction[p] * factor;
    elements[position] = factor;
  }
}

}  // namespace adaptest

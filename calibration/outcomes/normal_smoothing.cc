#include "calibration/outcomes/normal_smoothing.h"

#include <cmath>
#include <numbers>

namespace adaptest {

NormalSmoothing::NormalSmoothing(const ThetaGrid& grid)
    : frequency_(std::numbers::pi / (grid.upper() - grid.lower())) {
  const int n = grid.size() - 1;
  for (int j = 0; j < 2 * n; ++j) {
    cosine_.push_back(std::cos(std::numbers::pi * j / n));
  }
}

// [i]: sum over j of x_j cos(pi i j / n).
std::vector<double> NormalSmoothing::Transform(
    absl::Span<const double> x) const {
  std::vector<double> sums(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    size_t at = 0;  // i j modulo 2 n
    for (const double value : x) {
      sums[i] += value * cosine_[at];
      at += i;
      if (at >= cosine_.size()) at -= cosine_.size();
    }
  }
  return sums;
}

std::vector<double> NormalSmoothing::Coefficients(
    absl::Span<const double> f) const {
  std::vector<double> x(f.begin(), f.end());
  x.front() *= 0.5;
  x.back() *= 0.5;
  x = Transform(x);
  for (double& a : x) a *= 2 / static_cast<double>(f.size() - 1);
  x.front() *= 0.5;
  x.back() *= 0.5;
  return x;
}

std::vector<double> NormalSmoothing::Smooth(
    absl::Span<const double> coefficients, double variance, int order) const {
  std::vector<double> x(coefficients.begin(), coefficients.end());
  for (size_t k = 0; k < x.size(); ++k) {
    const double w = frequency_ * static_cast<double>(k);
    const double rate = -0.5 * w * w;
    x[k] *= std::exp(variance * rate);
    for (int r = 0; r < order; ++r) x[k] *= rate;
  }
  return Transform(x);
}

}  // namespace adaptest

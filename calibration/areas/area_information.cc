#include "calibration/areas/area_information.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

// Partial sums take at most this much memory, but for the least two.
constexpr double kMaxBytesOfSums = 1 << 26;
constexpr int kMaxSums = 16;

// One person's score, the elements that are not 0.
class AreaScore {
 public:
  explicit AreaScore(const AreaMarginal& marginal)
      : f_(marginal),
        curve_of_row_(marginal.expectation().data().num_rows(), -1),
        score_(marginal.size(), 0.0) {
    const auto& curves = marginal.parameters().curves;
    for (size_t c = 0; c < curves.size(); ++c) {
      for (int k = 0; k < curves[c].num_rows && curves[c].is_item(); ++k) {
        curve_of_row_[curves[c].first_row + k] = static_cast<int>(c);
      }
    }
  }

  void Compute(const PersonAreas& person, int group) {
    for (const int j : index_) score_[j] = 0;
    index_.clear();
    person.ForEachRow([&](int row, const double* counts, int begin, int end) {
      const int c = curve_of_row_[row];
      AddCurve(c, row - f_.parameters().curves[c].first_row, counts, begin,
               end);
    });
    AddCurve(f_.parameters().num_items() + group, 0, person.posterior().data(),
             person.begin(), person.end());
    person.ForEachArea([&](int area, double slope) {
      Add(f_.num_item_parameters() + area, slope);
    });
    std::sort(index_.begin(), index_.end());
    index_.erase(std::unique(index_.begin(), index_.end()), index_.end());
  }

  // Adds weight score score' to the lower triangle.
  void AddProduct(double weight, Eigen::MatrixXd& sum) const {
    for (size_t c = 0; c < index_.size(); ++c) {
      double* column = sum.data() + size_t(index_[c]) * sum.rows();
      const double scale = weight * score_[index_[c]];
      for (size_t r = c; r < index_.size(); ++r) {
        column[index_[r]] += scale * score_[index_[r]];
      }
    }
  }

 private:
  void AddCurve(int number, int row, const double* counts, int begin, int end) {
    const CurveLayout& curve = f_.parameters().curves[number];
    const size_t stride = f_.NodesOf(curve).stride;
    const double* slope = f_.slopes(number) + row * curve.num_free * stride;
    for (int f = 0; f < curve.num_free; ++f, slope += stride) {
      double sum = 0;
      for (int u = begin; u < end; ++u) sum += counts[u] * slope[u];
      Add(curve.index[f], sum);
    }
  }

  void Add(int j, double value) {
    score_[j] += value;
    index_.push_back(j);
  }

  const AreaMarginal& f_;
  std::vector<int> curve_of_row_;
  std::vector<double> score_;  // [element of y]
  std::vector<int> index_;     // what is not 0
};

// Solves for a curve's own parameters; false where A is not definite.
void SolveOwn(const AreaMarginal& marginal, int number,
              const std::vector<bool>& held, std::vector<double>& solved) {
  const CurveLayout& curve = marginal.parameters().curves[number];
  const CurveFit& fit = marginal.fits()[number];
  const int n = curve.num_own;
  if (n == 0) return;
  Eigen::MatrixXd information(n, n);
  Eigen::VectorXd right(n);
  for (int f = 0; f < n; ++f) {
    const int j = curve.index[f];
    right[f] = held[j] ? 0 : solved[j];
    for (int g = 0; g < n; ++g) {
      const bool off = held[j] || held[curve.index[g]];
      information(f, g) = off ? 0 : fit.information[f * curve.num_free + g];
    }
    information(f, f) +=
        held[j] ? 1 : std::max(0.0, -marginal.prior_curvature()[j]);
  }
  // Answers at one or two places may leave a direction without information.
  information.diagonal() *= 1 + 1e-8;
  information.diagonal().array() += 1e-12;
  const Eigen::VectorXd step = information.llt().solve(right);
  for (int f = 0; f < n; ++f) {
    solved[curve.index[f]] = std::isfinite(step[f]) ? step[f] : 0;
  }
}

}  // namespace

Eigen::MatrixXd CrossProductInformation(const AreaMarginal& marginal) {
  const AreaExpectation& expectation = marginal.expectation();
  const ResponseData& data = expectation.data();
  const int n = marginal.size();
  const int parts = std::clamp(
      static_cast<int>(kMaxBytesOfSums / (sizeof(double) * n * double(n))), 2,
      kMaxSums);
  std::vector<Eigen::MatrixXd> sums(parts, Eigen::MatrixXd::Zero(n, n));
  std::vector<AreaScore> scores(parts, AreaScore(marginal));
  expectation.ForEachPerson(
      marginal.tables(), parts,
      [&](int part, int person, const PersonAreas& areas) {
        scores[part].Compute(areas, expectation.groups().of_person[person]);
        scores[part].AddProduct(data.weight(person), sums[part]);
      });
  for (int part = 1; part < parts; ++part) sums[0] += sums[part];
  for (int j = 0; j < marginal.num_item_parameters(); ++j) {
    sums[0](j, j) -= marginal.prior_curvature()[j];
  }
  return std::move(sums[0]);
}

std::vector<double> SolveCompleteInformation(const AreaMarginal& marginal,
                                             const std::vector<bool>& held,
                                             const std::vector<double>& right) {
  const FreeParameters& parameters = marginal.parameters();
  std::vector<double> solved = right;
  std::vector<double> shared(parameters.size(), 0);
  for (size_t c = 0; c < parameters.curves.size(); ++c) {
    const CurveLayout& curve = parameters.curves[c];
    SolveOwn(marginal, static_cast<int>(c), held, solved);
    for (int f = curve.num_own; f < curve.num_free; ++f) {
      shared[curve.index[f]] +=
          marginal.fits()[c].information[f * curve.num_free + f];
    }
  }
  for (int j = 0; j < parameters.size(); ++j) {
    if (parameters.parameters[j].curve >= 0) continue;
    const double prior = std::max(0.0, -marginal.prior_curvature()[j]);
    solved[j] = right[j] / std::max(1e-12, shared[j] + prior);
  }
  for (int k = 0; k < marginal.num_areas(); ++k) {
    solved[parameters.size() + k] /= marginal.area_information()[k];
  }
  for (size_t j = 0; j < solved.size(); ++j) {
    if (held[j]) solved[j] = 0;
  }
  return solved;
}

}  // namespace adaptest

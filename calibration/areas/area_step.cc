#include "calibration/areas/area_step.h"

#include <algorithm>
#include <cmath>

#include "calibration/areas/area_information.h"
#include "calibration/bounded_step.h"

namespace adaptest {
namespace {

// The most that a variance rises at a time: so many times itself, or this.
constexpr double kLargestRise = 1;
constexpr double kLeastRise = 0.1;
// Changes of a variance near 0 are those of an sd of this.
constexpr double kSmallSd = 0.05;
constexpr int kMaxAreaSolves = 20;  // each holds one more parameter at least

std::vector<bool> HeldByGradient(const AreaMarginal& f) {
  std::vector<bool> held(f.size());
  for (int j = 0; j < f.size(); ++j) {
    held[j] = (f.y()[j] <= f.lower(j) && f.gradient()[j] < 0) ||
              (f.y()[j] >= f.upper(j) && f.gradient()[j] > 0);
  }
  return held;
}

std::vector<double> Without(const std::vector<bool>& held,
                            std::vector<double> values) {
  for (size_t j = 0; j < values.size(); ++j) {
    if (held[j]) values[j] = 0;
  }
  return values;
}

// Holds what the step would take out of its range, until nothing is.
template <class Solve>
AreaStep StepWithin(const AreaMarginal& f, const Solve& solve) {
  AreaStep result;
  result.held = HeldByGradient(f);
  for (int attempt = 0; attempt < kMaxAreaSolves; ++attempt) {
    result.step = solve(result.held, Without(result.held, f.gradient()));
    bool changed = false;
    for (int j = 0; j < f.size(); ++j) {
      if (result.held[j]) continue;
      result.held[j] = (f.y()[j] <= f.lower(j) && result.step[j] < 0) ||
                       (f.y()[j] >= f.upper(j) && result.step[j] > 0);
      changed = changed || result.held[j];
    }
    if (!changed) break;
  }
  result.step = Without(result.held, std::move(result.step));
  std::vector<double> to = f.y();
  for (int j = 0; j < f.size(); ++j) {
    to[j] = std::clamp(to[j] + result.step[j], f.lower(j), f.upper(j));
  }
  result.max_change = LargestAreaChange(f, f.y(), to);
  return result;
}

}  // namespace

void AreaStepInformation::Refresh(const AreaMarginal& marginal) {
  is_factored_ = false;
  if (marginal.size() > kMaxParameters) return;
  information_ = CrossProductInformation(marginal);
  double persons = 0;
  const ResponseData& data = marginal.expectation().data();
  for (int p = 0; p < data.num_persons(); ++p) persons += data.weight(p);
  const double share = std::min(1.0, marginal.size() / persons);
  share_ = share * information_.diagonal();
  for (size_t c = 0; c < marginal.fits().size(); ++c) {
    const CurveLayout& curve = marginal.parameters().curves[c];
    for (int f = 0; f < curve.num_free; ++f) {
      share_[curve.index[f]] +=
          share * marginal.fits()[c].information[f * curve.num_free + f];
    }
  }
}

// Scaled to a unit diagonal, so that a direction without information is told
// from rounding.
void AreaStepInformation::Factor(const std::vector<bool>& held) {
  if (is_factored_ && held == held_) return;
  Eigen::MatrixXd matrix = information_;
  matrix.diagonal() += share_;
  for (size_t j = 0; j < held.size(); ++j) {
    double& diagonal = matrix(j, j);
    diagonal += 1e-8 * diagonal + 1e-12;
    if (!held[j]) continue;
    matrix.row(j).setZero();
    matrix.col(j).setZero();
    diagonal = 1;
  }
  factor_.compute(matrix);
  held_ = held;
  is_factored_ = true;
}

std::vector<double> AreaStepInformation::Solve(
    const AreaMarginal& marginal, const std::vector<bool>& held,
    const std::vector<double>& right) {
  if (is_dense()) Factor(held);
  if (!is_dense() || factor_.info() != Eigen::Success) {
    return SolveCompleteInformation(marginal, held, right);
  }
  std::vector<double> solved(right.size());
  Eigen::Map<Eigen::VectorXd>(solved.data(), solved.size()) = factor_.solve(
      Eigen::Map<const Eigen::VectorXd>(right.data(), right.size()));
  return solved;
}

AreaStep EmGradientStep(const AreaMarginal& marginal) {
  return StepWithin(marginal, [&](const std::vector<bool>& held,
                                  const std::vector<double>& right) {
    return SolveCompleteInformation(marginal, held, right);
  });
}

AreaStep QuasiNewtonStep(const AreaMarginal& marginal,
                         AreaStepInformation& information,
                         const SecantPairs* pairs) {
  return StepWithin(
      marginal, [&](const std::vector<bool>& held, std::vector<double> right) {
        const auto inverse = [&](const std::vector<double>& r) {
          return information.Solve(marginal, held, r);
        };
        if (pairs == nullptr) return inverse(right);
        return pairs->Improve(inverse, held, std::move(right));
      });
}

std::vector<double> BoundedAreaStep(const AreaMarginal& marginal,
                                    const std::vector<double>& from,
                                    const std::vector<double>& step,
                                    double share) {
  const int n = marginal.num_item_parameters();
  std::vector<double> to =
      BoundedStep(marginal.parameters(), absl::MakeConstSpan(from).first(n),
                  absl::MakeConstSpan(step).first(n), share);
  for (int j = n; j < marginal.size(); ++j) {
    const double most = std::max(kLeastRise, kLargestRise * from[j]);
    to.push_back(std::clamp(from[j] + std::min(most, share * step[j]),
                            marginal.lower(j), marginal.upper(j)));
  }
  return to;
}

double LargestAreaChange(const AreaMarginal& marginal,
                         const std::vector<double>& from,
                         const std::vector<double>& to) {
  double largest = 0;
  for (int j = 0; j < marginal.size(); ++j) {
    double change = std::abs(to[j] - from[j]);
    if (j >= marginal.num_item_parameters()) {
      change /= std::max(2 * kSmallSd, std::sqrt(from[j]) + std::sqrt(to[j]));
    }
    largest = std::max(largest, change);
  }
  return largest;
}

}  // namespace adaptest

#include "calibration/outcomes/outcome_optimum.h"

#include <Eigen/LU>
#include <algorithm>
#include <cassert>
#include <cmath>

namespace adaptest {
namespace {

constexpr double kMaxVariance = kMaxSpread * kMaxSpread;

// Which of c and v a climb may move: not those at a bound that they would
// leave.
struct FreeCoordinates {
  bool cut;
  bool variance;
};

FreeCoordinates FreeAt(const OutcomeOptimum& at, const ThetaGrid& grid,
                       const Eigen::Vector2d& gradient, bool free_variance) {
  const auto can_move = [](double x, double slope, double low, double high) {
    return slope > 0 ? x < high : slope < 0 && x > low;
  };
  return {can_move(at.theta_cut, gradient[0], grid.lower(), grid.upper()),
          free_variance && can_move(at.variance, gradient[1], 0, kMaxVariance)};
}

// The step of Newton's method in the free parameters.
Eigen::Vector2d NewtonStepAt(const OutcomeLikelihood::Derivatives& at,
                             const FreeCoordinates& free) {
  const auto restricted = [&free](Eigen::Matrix2d m) {
    if (!free.cut || !free.variance) m(0, 1) = m(1, 0) = 0;
    if (!free.cut) m(0, 0) = 1;
    if (!free.variance) m(1, 1) = 1;
    return m;
  };
  Eigen::Vector2d gradient = at.gradient;
  if (!free.cut) gradient[0] = 0;
  if (!free.variance) gradient[1] = 0;
  Eigen::Matrix2d information = restricted(at.observed);
  if (!IsPositiveDefinite(information)) information = restricted(at.expected);
  if (!IsPositiveDefinite(information)) {
    information = Eigen::Matrix2d::Identity();
  }
  return information.inverse() * gradient;
}

// The first point on the way along the step, halved up to `halvings` times,
// that is higher; `at` itself where there is none.
OutcomeOptimum SearchAlong(const OutcomeLikelihood& likelihood,
                           const OutcomeOptimum& at,
                           const Eigen::Vector2d& step, int halvings) {
  const ThetaGrid& grid = likelihood.model().exam().tables().grid();
  double length = 1;
  for (int halving = 0; halving <= halvings; ++halving, length *= 0.5) {
    OutcomeOptimum next = at;
    next.theta_cut =
        std::clamp(at.theta_cut + length * step[0], grid.lower(), grid.upper());
    next.variance =
        std::clamp(at.variance + length * step[1], 0.0, kMaxVariance);
    next.value = likelihood.Value(next.theta_cut, next.variance);
    if (next.value > at.value) return next;
  }
  return at;
}

int Passes(const std::vector<const OutcomeCase*>& cases) {
  return static_cast<int>(
      std::count_if(cases.begin(), cases.end(),
                    [](const OutcomeCase* one) { return one->passed; }));
}

OutcomeState StateByCounts(int passes, int failures) {
  if (passes == 0) return OutcomeState::kNoPasses;
  if (failures == 0) return OutcomeState::kNoFailures;
  if (std::min(passes, failures) < kMinOfEachResult) {
    return OutcomeState::kTooFew;
  }
  return OutcomeState::kOk;
}

// Whether the maximum is one that the likelihood has by itself.
bool IsProper(const OutcomeLikelihood& likelihood,
              const OutcomeOptimum& optimum) {
  const ThetaGrid& grid = likelihood.model().exam().tables().grid();
  if (!optimum.converged || optimum.theta_cut <= grid.lower() ||
      optimum.theta_cut >= grid.upper() || optimum.variance >= kMaxVariance) {
    return false;
  }
  Eigen::Matrix2d information =
      likelihood.At(optimum.theta_cut, optimum.variance).observed;
  if (optimum.variance == 0) {  // only the cut is free
    return information(0, 0) > 0;
  }
  return IsPositiveDefinite(information);
}

}  // namespace

absl::string_view NameOf(OutcomeState state) {
  switch (state) {
    case OutcomeState::kOk:
      return "ok";
    case OutcomeState::kSpreadAtZero:
      return "spread_at_zero";
    case OutcomeState::kNoPasses:
      return "no_passes";
    case OutcomeState::kNoFailures:
      return "no_failures";
    case OutcomeState::kTooFew:
      return "too_few";
  }
  assert(false);
  return "";
}

bool IsPositiveDefinite(const Eigen::Matrix2d& m) {
  constexpr double kNearlySingular = 1e-10;
  return m(0, 0) > 0 && m(1, 1) > 0 &&
         m.determinant() > kNearlySingular * m(0, 0) * m(1, 1);
}

OutcomeOptimum ClimbOutcomes(const OutcomeLikelihood& likelihood,
                             double theta_cut, double variance,
                             bool free_variance) {
  constexpr int kIterations = 200;
  constexpr int kHalvings = 30;
  constexpr double kTolerance = 1e-8;
  const ThetaGrid& grid = likelihood.model().exam().tables().grid();
  OutcomeOptimum at = {theta_cut, variance, 0, false};
  at.value = likelihood.Value(theta_cut, variance);
  for (int iteration = 0; iteration < kIterations; ++iteration) {
    const auto derivatives = likelihood.At(at.theta_cut, at.variance);
    const Eigen::Vector2d step = NewtonStepAt(
        derivatives, FreeAt(at, grid, derivatives.gradient, free_variance));
    // Half of this is what a full Newton step gains.
    at.converged = step.dot(derivatives.gradient) < 2 * kTolerance;
    const OutcomeOptimum next =
        SearchAlong(likelihood, at, step, at.converged ? 0 : kHalvings);
    if (next.converged || next.value == at.value) return next;
    at = next;
  }
  return at;
}

OutcomeOptimum MaximizeOutcomes(const OutcomeLikelihood& likelihood) {
  constexpr int kCuts = 13;
  constexpr double kSpreads[] = {0.1, 0.5};
  const ThetaGrid& grid = likelihood.model().exam().tables().grid();
  const double start = likelihood.model().exam().exam().scale.theta_cut;
  OutcomeOptimum best = {std::clamp(start, grid.lower(), grid.upper()), 0.01};
  best.value = likelihood.Value(best.theta_cut, best.variance);
  for (int i = 0; i < kCuts; ++i) {
    for (const double spread : kSpreads) {
      const double cut =
          grid.lower() + (grid.upper() - grid.lower()) * i / (kCuts - 1);
      const double value = likelihood.Value(cut, spread * spread);
      if (value > best.value) best = {cut, spread * spread, value};
    }
  }
  return ClimbOutcomes(likelihood, best.theta_cut, best.variance);
}

OutcomeSolution SolveOutcomes(const OutcomeModel& model,
                              const std::vector<const OutcomeCase*>& cases) {
  const int passes = Passes(cases);
  OutcomeSolution solution;
  solution.state =
      StateByCounts(passes, static_cast<int>(cases.size()) - passes);
  if (solution.state == OutcomeState::kOk) {
    const OutcomeLikelihood likelihood(model, cases, false);
    solution.optimum = MaximizeOutcomes(likelihood);
    if (IsProper(likelihood, solution.optimum)) {
      if (solution.optimum.variance == 0) {
        solution.state = OutcomeState::kSpreadAtZero;
      }
      return solution;
    }
    solution.state = OutcomeState::kTooFew;
  }
  solution.with_prior = true;
  solution.optimum = MaximizeOutcomes(OutcomeLikelihood(model, cases, true));
  return solution;
}

}  // namespace adaptest

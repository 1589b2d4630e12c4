#include "calibration/outcomes/fit_outcomes.h"

#include <Eigen/LU>
#include <cmath>
#include <vector>

#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Half the 95 % point of chi-squared with one degree of freedom.
constexpr double kHalfChiSquared = 1.9207294103470622;

// The spread at which the profile log-likelihood, the maximum over the cut,
// falls below the interval's level, between `inside` and `outside`; `outside`
// where it does not.
double IntervalEnd(const OutcomeLikelihood& likelihood,
                   const OutcomeOptimum& optimum, double inside,
                   double outside) {
  constexpr double kTolerance = 1e-5;
  const double level = optimum.value - kHalfChiSquared;
  double cut = optimum.theta_cut;
  const auto is_inside = [&](double spread) {
    const OutcomeOptimum at =
        ClimbOutcomes(likelihood, cut, spread * spread, false);
    if (at.value >= level) cut = at.theta_cut;
    return at.value >= level;
  };
  if (is_inside(outside)) return outside;
  while (std::abs(outside - inside) > kTolerance) {
    const double middle = 0.5 * (inside + outside);
    (is_inside(middle) ? inside : outside) = middle;
  }
  return inside;
}

void AddStandardErrors(const OutcomeLikelihood& likelihood,
                       const OutcomeOptimum& optimum, OutcomeFit& fit) {
  const auto at = likelihood.At(optimum.theta_cut, optimum.variance);
  // A mode under the prior may lie where the surface is not quite concave.
  const bool concave = IsPositiveDefinite(at.observed);
  const Eigen::Matrix2d& information = concave ? at.observed : at.expected;
  if (optimum.variance > 0 && IsPositiveDefinite(information)) {
    const Eigen::Matrix2d covariance = information.inverse();
    const double to_spread = 0.5 / fit.estimate.spread;
    fit.theta_cut_standard_error = std::sqrt(covariance(0, 0));
    fit.spread_standard_error = to_spread * std::sqrt(covariance(1, 1));
    fit.covariance = to_spread * covariance(0, 1);
    return;
  }
  const double precision =
      at.observed(0, 0) > 0 ? at.observed(0, 0) : at.expected(0, 0);
  fit.theta_cut_standard_error = 1 / std::sqrt(precision);
}

void AddInterval(const OutcomeLikelihood& likelihood,
                 const OutcomeOptimum& optimum, OutcomeFit& fit) {
  const double spread = fit.estimate.spread;
  fit.spread_lower = IntervalEnd(likelihood, optimum, spread, 0);
  fit.spread_upper = IntervalEnd(likelihood, optimum, spread, kMaxSpread);
}

}  // namespace

absl::StatusOr<OutcomeFit> FitOutcomes(const OutcomeModel& model,
                                       absl::Span<const OutcomeCase> cases) {
  RETURN_IF_ERROR(CheckOutcomeCases(model, cases));
  OutcomeFit fit;
  std::vector<const OutcomeCase*> pointers;
  for (const OutcomeCase& one : cases) {
    pointers.push_back(&one);
    fit.passes += one.passed;
  }
  fit.cases = static_cast<int64_t>(cases.size());
  const OutcomeSolution solution = SolveOutcomes(model, pointers);
  const OutcomeOptimum& optimum = solution.optimum;
  fit.state = solution.state;
  fit.with_prior = solution.with_prior;
  fit.converged = optimum.converged;
  fit.estimate = {optimum.theta_cut, std::sqrt(optimum.variance)};
  const OutcomeLikelihood likelihood(model, pointers, fit.with_prior);
  fit.log_likelihood =
      likelihood.LogLikelihood(optimum.theta_cut, optimum.variance);
  AddStandardErrors(likelihood, optimum, fit);
  AddInterval(likelihood, optimum, fit);
  return fit;
}

}  // namespace adaptest

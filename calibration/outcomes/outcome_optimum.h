#ifndef ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_OPTIMUM_H_
#define ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_OPTIMUM_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "calibration/outcomes/outcome_likelihood.h"

namespace adaptest {

// Whether the results tell the parameters.
enum class OutcomeState {
  kOk,            // a maximum of the likelihood, with a spread above 0
  kSpreadAtZero,  // a maximum of the likelihood, at no spread
  kNoPasses,      // nobody passed, or there are no results; with the prior
  kNoFailures,    // nobody failed; with the prior
  // Less than kMinOfEachResult passes or failures, or no maximum within the
  // bounds (abler persons fail more often); with the prior.
  kTooFew,
};
absl::string_view NameOf(
    OutcomeState state);  // ok, spread_at_zero, no_passes ..

// Five of the rarer result a parameter (Vittinghoff & McCulloch, 2007).
inline constexpr int kMinOfEachResult = 10;

// The spread is sought in [0, kMaxSpread], the cut on the grid's range.
inline constexpr double kMaxSpread = 2;

// Where a log-likelihood, or log posterior, is largest.
struct OutcomeOptimum {
  double theta_cut = 0;
  double variance = 0;
  double value = 0;
  bool converged = false;
};

// Climbs by Newton's method within the bounds, by scoring (expected
// information) where the surface is not concave, and never to a lower value.
// Where the variance is not free it stays as it is. Converged: no step gains
// more than 1e-8.
OutcomeOptimum ClimbOutcomes(const OutcomeLikelihood& likelihood,
                             double theta_cut, double variance,
                             bool free_variance = true);

// The maximum, climbing from the best point of a coarse grid.
OutcomeOptimum MaximizeOutcomes(const OutcomeLikelihood& likelihood);

// The maximum of the likelihood where the results tell the parameters, and
// otherwise of the posterior under the weak prior.
struct OutcomeSolution {
  OutcomeState state = OutcomeState::kOk;
  bool with_prior = false;
  OutcomeOptimum optimum;
};
OutcomeSolution SolveOutcomes(const OutcomeModel& model,
                              const std::vector<const OutcomeCase*>& cases);

// Whether a symmetric matrix has two positive eigenvalues, and is not so near
// to singular that its inverse is rounding errors.
bool IsPositiveDefinite(const Eigen::Matrix2d& matrix);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_OPTIMUM_H_

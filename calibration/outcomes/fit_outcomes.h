#ifndef ADAPTEST_CALIBRATION_OUTCOMES_FIT_OUTCOMES_H_
#define ADAPTEST_CALIBRATION_OUTCOMES_FIT_OUTCOMES_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "calibration/outcomes/outcome_model.h"
#include "calibration/outcomes/outcome_optimum.h"

namespace adaptest {

// The passing standard and the day-to-day spread that results of real exams
// tell. Estimates are always finite.
struct OutcomeFit {
  OutcomeState state = OutcomeState::kOk;

  // In the states no_passes, no_failures and too_few the estimates are the mode
  // of the posterior under a weak prior (outcome_likelihood.h), and errors,
  // covariance and interval hold its information, too: the results alone do not
  // tell them.
  bool with_prior = false;

  bool converged = false;
  int64_t cases = 0;
  int64_t passes = 0;
  OutcomeParameters estimate;

  // From the inverse of the observed information, that of the spread by the
  // delta method from v = s^2: se(s) = se(v) / (2 s), which is large where s is
  // near 0; the interval below is the better guide. At a spread of 0, the end
  // of its range, that of the cut is taken with s = 0 as known.
  double theta_cut_standard_error = 0;
  std::optional<double> spread_standard_error;  // empty at a spread of 0
  std::optional<double> covariance;             // of the two, empty there

  // 95 % interval of the spread: values that a likelihood-ratio test at 5 %
  // does not reject, the cut being fitted to each. Within [0, kMaxSpread].
  double spread_lower = 0;
  double spread_upper = 0;

  // Of the results at the estimates, without the prior.
  double log_likelihood = 0;
};

// Maximum likelihood. The cases count as independent: several results of one
// person, whose posteriors err together, make the errors a little too small.
absl::StatusOr<OutcomeFit> FitOutcomes(const OutcomeModel& model,
                                       absl::Span<const OutcomeCase> cases);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_OUTCOMES_FIT_OUTCOMES_H_

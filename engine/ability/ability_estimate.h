#ifndef ADAPTEST_ENGINE_ABILITY_ABILITY_ESTIMATE_H_
#define ADAPTEST_ENGINE_ABILITY_ABILITY_ESTIMATE_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "engine/prior.h"
#include "engine/scored_answer.h"
#include "engine/theta_grid.h"

namespace adaptest {

enum class AbilityState {
  kOk,
  kAtLowerBound,  // the estimate lies at the lower bound
  kAtUpperBound,  // ... at the upper bound
  kNoAnswers,     // nothing to estimate from; what the prior says, if any
};

// "ok", "at_lower_bound", "at_upper_bound", "no_answers".
absl::string_view NameOf(AbilityState state);

// An estimate of ability. No field is ever NaN; what has no value is empty.
struct AbilityEstimate {
  std::optional<double> theta;
  std::optional<double> standard_error;  // of this estimator
  AbilityState state = AbilityState::kNoAnswers;
  double log_likelihood = 0;  // of the answers, at theta; 0 without answers
};

class ScanTables;

// What an estimator may use. Bayesian estimators work on the grid with the
// prior; likelihood estimators keep within the bounds.
struct EstimationSettings {
  ThetaGrid grid;
  Prior prior;
  double lower_bound = -6;
  double upper_bound = 6;

  // Tables of the bank for the bounds, which make mle, map and wle faster for
  // many persons; owned by the caller.
  const ScanTables* scan = nullptr;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_ABILITY_ESTIMATE_H_

#include "engine/ability/bounded_estimate.h"

#include "engine/ability/likelihood.h"

namespace adaptest {

AbilityEstimate BoundedEstimate(const ItemBank& bank,
                                absl::Span<const ScoredAnswer> answers,
                                const EstimationSettings& settings,
                                std::optional<double> theta) {
  AbilityEstimate estimate;
  if (!theta) return estimate;
  estimate.theta = theta;
  estimate.log_likelihood = LogLikelihood(bank, answers, *theta);
  estimate.state =
      answers.empty()                  ? AbilityState::kNoAnswers
      : *theta == settings.lower_bound ? AbilityState::kAtLowerBound
      : *theta == settings.upper_bound ? AbilityState::kAtUpperBound
                                       : AbilityState::kOk;
  return estimate;
}

}  // namespace adaptest

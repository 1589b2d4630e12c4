#include "engine/ability/eap.h"

#include "engine/ability/likelihood.h"
#include "engine/ability/refined_posterior.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<Eap> Eap::Make(const Rule& rule) {
  RETURN_IF_ERROR(ReadParameters(rule, {}).status());
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  return Eap();
}

AbilityEstimate Eap::Estimate(const ItemBank& bank,
                              absl::Span<const ScoredAnswer> answers,
                              const EstimationSettings& settings) const {
  const Posterior posterior =
      RefinedPosterior(bank, answers, settings.prior, settings.grid);
  AbilityEstimate estimate;
  estimate.theta = posterior.mean();
  estimate.standard_error = posterior.sd();
  estimate.state =
      answers.empty() ? AbilityState::kNoAnswers : AbilityState::kOk;
  estimate.log_likelihood = LogLikelihood(bank, answers, posterior.mean());
  return estimate;
}

}  // namespace adaptest

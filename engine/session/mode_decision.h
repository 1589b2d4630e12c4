#ifndef ADAPTEST_ENGINE_SESSION_MODE_DECISION_H_
#define ADAPTEST_ENGINE_SESSION_MODE_DECISION_H_

#include "absl/types/span.h"
#include "engine/ability_estimator.h"
#include "engine/decision_rule.h"
#include "engine/posterior.h"
#include "engine/scores/score_scale.h"

namespace adaptest {

// The decision of an adaptive mode on a posterior of ability, as at the end of
// a test. Decisions by an estimate: eap by the posterior's mean; map by the
// slope of the posterior at the cut, mle and wle by that of the likelihood,
// which for one maximum is the same as comparing the maximum with the cut.
// log_prior[node] is the prior within the posterior.
bool PassesByPosterior(const DecisionRule& decision,
                       const AbilityEstimator& estimator,
                       const ScoreScale& scale,
                       absl::Span<const double> log_prior,
                       const Posterior& posterior);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_MODE_DECISION_H_

#ifndef ADAPTEST_ENGINE_SESSION_MODE_DECISION_H_
#define ADAPTEST_ENGINE_SESSION_MODE_DECISION_H_

#include "engine/posterior.h"
#include "engine/scores/score_scale.h"
#include "engine/session/prepared_exam.h"

namespace adaptest {

// The decision of an adaptive mode on a posterior of ability, as at the end of
// a test. Decisions by an estimate: eap by the posterior's mean; map by the
// slope of the posterior at the cut, mle and wle by that of the likelihood,
// which for one maximum is the same as comparing the maximum with the cut.
bool PassesByPosterior(const PreparedMode& mode,
                       const AbilityEstimator& estimator,
                       const ScoreScale& scale, const Posterior& posterior);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_MODE_DECISION_H_

#ifndef ADAPTEST_ENGINE_SESSION_SESSION_PREDICTION_H_
#define ADAPTEST_ENGINE_SESSION_SESSION_PREDICTION_H_

#include "engine/scores/predicted_score.h"
#include "engine/session/session.h"

namespace adaptest {

// The scaled score at the end of the session (predicted_score.h). Requires
// !session.finished().
Prediction PredictFinalScore(const Session& session);

// The probability that the session, gone on with to its full length with the
// rest of this selection's shadow test, passes (final_decision.h).
double FinalPassProbability(const Session& session,
                            const ItemSelection& selection);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SESSION_PREDICTION_H_

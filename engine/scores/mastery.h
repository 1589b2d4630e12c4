#ifndef ADAPTEST_ENGINE_SCORES_MASTERY_H_
#define ADAPTEST_ENGINE_SCORES_MASTERY_H_

#include "engine/posterior.h"
#include "engine/scores/score_scale.h"

namespace adaptest {

// Mastery probability: P(theta >= theta_cut | answers), the error of the cut
// integrated out:
//
//   integral of P(theta >= t | answers) dN(t; theta_cut, standard error^2)
double MasteryProbability(const Posterior& posterior, const ScoreScale& scale);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_MASTERY_H_

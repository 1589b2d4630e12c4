#ifndef ADAPTEST_ENGINE_SCORES_ABOVE_CUT_H_
#define ADAPTEST_ENGINE_SCORES_ABOVE_CUT_H_

#include <vector>

#include "engine/scores/score_scale.h"
#include "engine/theta_grid.h"

namespace adaptest {

// Mastery as a linear form of the posterior, for criteria that ask it of every
// possible answer: P(theta >= theta_cut) is about the sum over q of
// weight_q out[q], the error of the cut integrated out. The coefficients are
// those of upper_integral.h. Less exact than MasteryProbability where the
// posterior is narrow.
std::vector<double> AboveCut(const ThetaGrid& grid, const ScoreScale& scale);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_ABOVE_CUT_H_

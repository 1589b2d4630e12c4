#ifndef ADAPTEST_ENGINE_SCORES_PREDICTED_SCORE_H_
#define ADAPTEST_ENGINE_SCORES_PREDICTED_SCORE_H_

#include "absl/types/span.h"
#include "engine/bank_tables.h"
#include "engine/posterior.h"

namespace adaptest {

// What is predicted, in the middle of a session, of a number known at its end:
// the median and an equal-tailed 90 % interval.
struct Prediction {
  double median = 0;
  double lower = 0;
  double upper = 0;
};

// Each side of the interval leaves out this much.
inline constexpr double kPredictionTail = 0.05;

// The score at the end of a fixed form, of which `unanswered` items are left
// and `earned` points are made:
//
//   P(S = scores[earned + x]) = sum over q of weight_q P(X_rest = x | theta_q)
//
// by Lord and Wingersky's recursion: exact but for what the posterior does not
// know. scores[raw] does not fall; it has an element for each raw score up to
// `earned` and all that is left. A quantile is the smallest score with at least
// that much probability at or below it.
Prediction PredictFormScore(const Posterior& posterior,
                            const BankTables& tables,
                            absl::Span<const int> unanswered, int earned,
                            absl::Span<const double> scores);

// The final posterior mean of ability after `remaining` more items, those of
// the shadow test that are not yet given. With m and v the posterior's mean and
// variance and I_q the items' summed information at theta_q, the final mean
// given theta_q is taken as that of a normal likelihood with information I_q:
//
//   N(m + k_q (theta_q - m), k_q^2 / I_q),   k_q = v I_q / (1 + v I_q),
//
// and mixed over the posterior's weights. For a normal posterior and constant
// I this is N(m, v - v / (1 + v I)): its variance is the posterior variance
// less the expected final one. It assumes that the items still to come are
// about as informative as those of the present shadow test. Scores rise with
// theta, so a scaled score's prediction is the score of each of the three.
Prediction PredictFinalTheta(const Posterior& posterior,
                             const BankTables& tables,
                             absl::Span<const int> remaining);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SCORES_PREDICTED_SCORE_H_

#ifndef ADAPTEST_ENGINE_PERSON_FIT_LZ_STAR_H_
#define ADAPTEST_ENGINE_PERSON_FIT_LZ_STAR_H_

#include <optional>

#include "absl/types/span.h"
#include "engine/ability_estimator.h"
#include "engine/item_bank.h"

namespace adaptest {

// Standardised log-likelihood of answers at an estimate of theta, corrected for
// the estimation (Snijders, 2001; Sinharay, 2016, for several categories):
//
//   lz* = (W + c r0) / sqrt(V)
//
//   W   log-likelihood minus its expectation, sum over items of
//       log P_x - sum over k of P_k log P_k
//   c   sum of P' log P / sum of P'^2 / P, over items and categories
//   V   sum over items of the variance of log P_k - c P'_k / P_k
//   r0  what the estimating equation l'(theta) + r0(theta) = 0 adds to the
//       score: for a maximum a posteriori estimate the slope of the log prior,
//       for Warm's J / (2 I)
//
// About standard normal where the model holds; far below 0 for answers that do
// not fit, as right answers to hard items beside wrong ones to easy items.
// `correction` is r0. Empty where V is 0: no answers, one answer, items alike.
std::optional<double> LzStarAt(const ItemBank& bank,
                               absl::Span<const ScoredAnswer> answers,
                               double theta, double correction);

// lz* of answers whose ability was estimated. It is taken at that estimate for
// map and wle. For every other estimator it is taken at the weighted likelihood
// estimate: for a posterior mean it is not defined. Empty also where the
// estimate lies at a bound, so that it solves no equation.
std::optional<double> LzStar(const AbilityEstimator& estimator,
                             const AbilityEstimate& estimate,
                             const ItemBank& bank,
                             absl::Span<const ScoredAnswer> answers,
                             const EstimationSettings& settings);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PERSON_FIT_LZ_STAR_H_

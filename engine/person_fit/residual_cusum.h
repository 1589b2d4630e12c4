#ifndef ADAPTEST_ENGINE_PERSON_FIT_RESIDUAL_CUSUM_H_
#define ADAPTEST_ENGINE_PERSON_FIT_RESIDUAL_CUSUM_H_

#include "absl/types/span.h"
#include "engine/item_bank.h"
#include "engine/scored_answer.h"

namespace adaptest {

// Cumulative sums of residuals over a test, in the order of the answers (van
// Krimpen-Stoop & Meijer, 2000), for adaptive tests, where P is near 1/2 and
// likelihood statistics have no power:
//
//   C+_k = max(0, C+_{k-1} + T_k),  C-_k = min(0, C-_{k-1} + T_k),  C_0 = 0
//   T_k  = (x_k - E_k(theta)) / (m_k n)
//
//   n       answers
//   x_k     category of answer k; E_k its expectation at theta
//   m_k     the item's highest category, 1 for right and wrong
//
// A string of answers better than expected takes C+ up, of worse ones C- down.
struct CusumExtremes {
  double upper = 0;  // the largest C+_k, in [0, 1]
  double lower = 0;  // the smallest C-_k, in [-1, 0]
};

CusumExtremes ResidualCusum(const ItemBank& bank,
                            absl::Span<const ScoredAnswer> answers,
                            double theta);

// Whether either extreme lies beyond its bound.
bool IsAberrant(const CusumExtremes& extremes, const CusumExtremes& bounds);

// The bounds that a share `false_alarm_rate` of these extremes lies beyond,
// half of it on either side: quantiles. Of examinees whose answers follow the
// model, simulated in the way that the test is given. Requires at least one,
// and a rate in (0, 1).
CusumExtremes CusumBounds(absl::Span<const CusumExtremes> extremes,
                          double false_alarm_rate);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PERSON_FIT_RESIDUAL_CUSUM_H_

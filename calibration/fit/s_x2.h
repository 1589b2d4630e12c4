#ifndef ADAPTEST_CALIBRATION_FIT_S_X2_H_
#define ADAPTEST_CALIBRATION_FIT_S_X2_H_

#include <optional>
#include <string>
#include <vector>

#include "calibration/fit/complete_block.h"
#include "calibration/fit/fitted_model.h"

namespace adaptest {

// A chi-square statistic with its probability, or why there is none.
struct ChiSquareTest {
  std::optional<double> statistic;
  std::optional<int> df;
  std::optional<double> p;      // of a larger one where the model holds
  std::optional<double> rmsea;  // sqrt(max(0, X2 - df) / (df (N - 1)))
  std::string reason;           // why they are empty
};

// Item fit by score groups, S-X2 (Orlando & Thissen, 2000; for several
// categories Kang & Chen, 2008), on a complete block:
//
//   S-X2 = sum over s, k of (O_sk - E_sk)^2 / E_sk
//   E_sk = N_s integral of P(X = k) f(s - k) / integral of f*(s)
//
//   s     raw score on all items of the block, N_s persons have it
//   O_sk  persons with that score who answered k
//   f     distribution of the score on the other items at theta; f* on all
//
// Scores that allow every category of the item make a row each; lower ones,
// without 0, join the first such row, higher ones without the maximum the
// last. Then cells are put together until each is expected to hold
// kMinExpected persons (CollapseCells). df is the number of cells less the
// number of rows less that of the parameters that the item's curve was fitted
// with (EstimatedParameters), shared ones in full; nothing is taken off for
// `known` parameters, which were estimated from other answers.
inline constexpr double kMinExpected = 1;
inline constexpr int kMaxItemsOfSX2 = 2000;

// One for each item of the block, in its order.
std::vector<ChiSquareTest> SX2(const FittedModel& model,
                               const CompleteBlock& block, bool known,
                               int threads);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_S_X2_H_

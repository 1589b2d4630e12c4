#ifndef ADAPTEST_ENGINE_ABILITY_TUKEY_H_
#define ADAPTEST_ENGINE_ABILITY_TUKEY_H_

#include <cmath>

#include "absl/strings/string_view.h"
#include "engine/ability/robust.h"
#include "engine/rule.h"

namespace adaptest {

// Robust estimate (robust.h) with Tukey's biweight (Mislevy & Bock, 1982):
//
//   w(r) = (1 - (r / K)^2)^2 for |r| <= K, 0 beyond.
struct TukeyWeights {
  static constexpr absl::string_view kName = "tukey";
  static constexpr ParameterSpec kParameters[] = {
      {"tuning", 0.01, 100, 4, "K: residuals beyond this have no weight"}};

  double tuning = 4;

  EquationPoint Weight(double r) const {
    if (std::abs(r) > tuning) return {0, 0};
    const double inside = 1 - (r / tuning) * (r / tuning);
    return {inside * inside, -4 * r / (tuning * tuning) * inside};
  }
};

using Tukey = RobustEstimator<TukeyWeights>;

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_TUKEY_H_

#ifndef ADAPTEST_ENGINE_ABILITY_HUBER_H_
#define ADAPTEST_ENGINE_ABILITY_HUBER_H_

#include <cmath>

#include "absl/strings/string_view.h"
#include "engine/ability/robust.h"
#include "engine/rule.h"

namespace adaptest {

// Robust estimate (robust.h) with Huber's weights (Schuster & Yuan, 2011):
//
//   w(r) = 1 for |r| <= K, K / |r| beyond.
struct HuberWeights {
  static constexpr absl::string_view kName = "huber";
  static constexpr ParameterSpec kParameters[] = {
      {"tuning", 0.01, 100, 1, "K: residuals up to this have full weight"}};

  double tuning = 1;

  EquationPoint Weight(double r) const {
    const double size = std::abs(r);
    if (size <= tuning) return {1, 0};
    return {tuning / size, -tuning / (r * size)};
  }
};

using Huber = RobustEstimator<HuberWeights>;

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_HUBER_H_

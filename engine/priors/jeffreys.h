#ifndef ADAPTEST_ENGINE_PRIORS_JEFFREYS_H_
#define ADAPTEST_ENGINE_PRIORS_JEFFREYS_H_

#include <cmath>

#include "absl/strings/string_view.h"
#include "engine/math/curve_point.h"

namespace adaptest {

// Jeffreys's prior: a density of ability proportional to sqrt(I(theta)), with
// I the Fisher information in the items answered, so that it changes with
// every item. Without answers, and where I underflows, it is constant.
struct JeffreysPrior {
  static constexpr absl::string_view kName = "jeffreys";

  // log sqrt(I), from I and its derivatives in theta.
  CurvePoint LogDensityOf(const CurvePoint& information) const {
    if (!(information.value > kLeastInformation)) {
      return {0.5 * std::log(kLeastInformation), 0, 0};
    }
    const double slope = information.slope / information.value;
    return {0.5 * std::log(information.value), 0.5 * slope,
            0.5 * (information.curvature / information.value - slope * slope)};
  }

 private:
  static constexpr double kLeastInformation = 1e-280;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PRIORS_JEFFREYS_H_

#ifndef ADAPTEST_ENGINE_PRIORS_NORMAL_H_
#define ADAPTEST_ENGINE_PRIORS_NORMAL_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/math/curve_point.h"
#include "engine/math/normal.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Normal density of ability, N(mean, sd^2), both on the theta scale.
struct NormalPrior {
  static constexpr absl::string_view kName = "normal";
  static constexpr ParameterSpec kParameters[] = {
      {"mean", -50, 50, 0, "mean ability of the population"},
      {"sd", 0.01, 50, 1, "standard deviation of ability in the population"}};

  double mean = 0;
  double sd = 1;

  static absl::StatusOr<NormalPrior> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    return NormalPrior{values[0], values[1]};
  }

  CurvePoint LogDensity(double theta) const {
    const double precision = 1 / (sd * sd);
    return {LogNormalDensity(theta, mean, sd), (mean - theta) * precision,
            -precision};
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PRIORS_NORMAL_H_

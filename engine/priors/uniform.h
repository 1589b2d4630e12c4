#ifndef ADAPTEST_ENGINE_PRIORS_UNIFORM_H_
#define ADAPTEST_ENGINE_PRIORS_UNIFORM_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/math/curve_point.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Constant density of ability over the theta grid: the posterior is the
// likelihood.
struct UniformPrior {
  static constexpr absl::string_view kName = "uniform";

  static absl::StatusOr<UniformPrior> Make(const Rule& rule) {
    RETURN_IF_ERROR(ReadParameters(rule, {}).status());
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    return UniformPrior();
  }

  CurvePoint LogDensity(double /*theta*/) const { return {}; }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PRIORS_UNIFORM_H_

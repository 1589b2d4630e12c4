#ifndef ADAPTEST_ENGINE_PRIOR_H_
#define ADAPTEST_ENGINE_PRIOR_H_

#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/priors/normal.h"
#include "engine/priors/uniform.h"
#include "engine/rule.h"
#include "engine/theta_grid.h"

namespace adaptest {

// The family of prior densities of ability. To add one: a file in
// engine/priors/ with kName, Make and LogDensity, its name here.
using Prior = std::variant<NormalPrior, UniformPrior>;

// The prior that `rule` names; a rule without a name is normal, whose default
// is N(0, 1).
absl::StatusOr<Prior> MakePrior(const Rule& rule);

// The short form for command lines: "normal(mean,sd)" or "uniform". Spaces
// around names and numbers are ignored.
absl::StatusOr<Prior> ParsePrior(absl::string_view text);

// out[q] = log density at theta_q, up to a constant; finite at every node.
std::vector<double> LogPrior(const Prior& prior, const ThetaGrid& grid);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PRIOR_H_

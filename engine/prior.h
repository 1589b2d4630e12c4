#ifndef ADAPTEST_ENGINE_PRIOR_H_
#define ADAPTEST_ENGINE_PRIOR_H_

#include <optional>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/item_bank.h"
#include "engine/math/curve_point.h"
#include "engine/priors/grid.h"
#include "engine/priors/history.h"
#include "engine/priors/jeffreys.h"
#include "engine/priors/normal.h"
#include "engine/priors/uniform.h"
#include "engine/rule.h"
#include "engine/scored_answer.h"
#include "engine/theta_grid.h"

namespace adaptest {

// The family of prior densities of ability. To add one: a file in
// engine/priors/ with kName, Make, and LogDensity(theta) or, if it depends on
// the items answered, LogDensityOf(their information); its name here.
using Prior = std::variant<NormalPrior, UniformPrior, JeffreysPrior, GridPrior,
                           HistoryPrior>;

// The prior that `rule` names; a rule without a name is normal, whose default
// is N(0, 1).
absl::StatusOr<Prior> MakePrior(const Rule& rule);

// The short form for command lines: "normal(mean,sd)", "uniform" or
// "jeffreys". Spaces around names and numbers are ignored.
absl::StatusOr<Prior> ParsePrior(absl::string_view text);

inline absl::string_view NameOf(const Prior& prior) {
  return std::visit([](const auto& p) { return p.kName; }, prior);
}

// Whether the density changes with the items answered.
bool DependsOnAnswers(const Prior& prior);

// The prior of a learner with this history: for `history` the normal density
// that follows from it (of the population where there is none), otherwise
// `prior` itself.
Prior Resolve(const Prior& prior, const std::optional<LearnerHistory>& history);

// log density at theta after these answers, up to a constant, with its
// derivatives.
CurvePoint LogPriorAt(const Prior& prior, const ItemBank& bank,
                      absl::Span<const ScoredAnswer> answers, double theta);

// out[q] = log density at theta_q after these answers, up to a constant; finite
// at every node.
std::vector<double> LogPrior(const Prior& prior, const ItemBank& bank,
                             absl::Span<const ScoredAnswer> answers,
                             const ThetaGrid& grid);

// The same before any answer. It stays true after answers unless
// DependsOnAnswers(prior).
std::vector<double> LogPrior(const Prior& prior, const ThetaGrid& grid);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_PRIOR_H_

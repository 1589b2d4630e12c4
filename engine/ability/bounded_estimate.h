#ifndef ADAPTEST_ENGINE_ABILITY_BOUNDED_ESTIMATE_H_
#define ADAPTEST_ENGINE_ABILITY_BOUNDED_ESTIMATE_H_

#include <optional>

#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/item_bank.h"

namespace adaptest {

// The estimate for a theta that was found within the bounds of `settings`, all
// but its standard error: the state says whether it lies at a bound, or that
// there were no answers. Empty with state kNoAnswers for an empty theta.
AbilityEstimate BoundedEstimate(const ItemBank& bank,
                                absl::Span<const ScoredAnswer> answers,
                                const EstimationSettings& settings,
                                std::optional<double> theta);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_BOUNDED_ESTIMATE_H_

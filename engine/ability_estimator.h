#ifndef ADAPTEST_ENGINE_ABILITY_ESTIMATOR_H_
#define ADAPTEST_ENGINE_ABILITY_ESTIMATOR_H_

#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/ability/eap.h"
#include "engine/ability/huber.h"
#include "engine/ability/map.h"
#include "engine/ability/mle.h"
#include "engine/ability/tukey.h"
#include "engine/ability/wle.h"
#include "engine/item_bank.h"
#include "engine/rule.h"

namespace adaptest {

// The family of ability estimators. To add one: a file in engine/ability/ with
// kName, Make and Estimate, its name here; and CheckBank, if it is not for
// every response model.
using AbilityEstimator = std::variant<Eap, Map, Mle, Wle, Huber, Tukey>;

// The estimator that `rule` names: "eap", "map", "mle", "wle", "huber",
// "tukey".
absl::StatusOr<AbilityEstimator> MakeAbilityEstimator(const Rule& rule);

inline absl::string_view NameOf(const AbilityEstimator& estimator) {
  return std::visit([](const auto& e) { return e.kName; }, estimator);
}

// Refuses a bank with an item that the estimator has no formula for.
absl::Status CheckEstimator(const AbilityEstimator& estimator,
                            const ItemBank& bank);

// Estimates ability from answers. Items and categories must be the bank's,
// which CheckEstimator accepts, and lower_bound < upper_bound.
AbilityEstimate EstimateAbility(const AbilityEstimator& estimator,
                                const ItemBank& bank,
                                absl::Span<const ScoredAnswer> answers,
                                const EstimationSettings& settings);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_ESTIMATOR_H_

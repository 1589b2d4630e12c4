#ifndef ADAPTEST_ENGINE_SELECTION_STRATEGY_H_
#define ADAPTEST_ENGINE_SELECTION_STRATEGY_H_

#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/selection_criterion.h"
#include "engine/strategies/best.h"
#include "engine/strategies/first_items.h"
#include "engine/strategies/largest_deficit.h"
#include "engine/strategies/randomesque.h"
#include "engine/strategies/weak_areas.h"

namespace adaptest {

// The family of selection strategies: which of the candidates is given, by the
// gains that a criterion found. To add one: a file in engine/strategies/ with
// kName, Pick and, where it asks something of the bank, CheckBank, or of the
// exam's areas, CheckAreas; its name here.
using SelectionStrategy =
    std::variant<Best, Randomesque, FirstItems, LargestDeficit, WeakAreas>;

// A rule without a name is the best item.
inline absl::StatusOr<SelectionStrategy> MakeSelectionStrategy(Rule rule) {
  if (rule.rule.empty()) rule.rule = std::string(Best::kName);
  return MakeByName<SelectionStrategy>("strategy", rule);
}

inline absl::Status CheckStrategy(const SelectionStrategy& strategy,
                                  const ItemBank& bank,
                                  absl::string_view area_attribute) {
  return std::visit(
      [&](const auto& s) {
        if constexpr (requires { s.CheckBank(bank); }) {
          return s.CheckBank(bank);
        } else if constexpr (requires { s.CheckAreas(bank, area_attribute); }) {
          return s.CheckAreas(bank, area_attribute);
        } else {
          return absl::OkStatus();
        }
      },
      strategy);
}

// Whether the strategy chooses among all items that fit the blueprint, not only
// those of the shadow test: planned shares need not be the blueprint's, and the
// shadow test of a short practice set need not hold a learner's weak areas.
inline bool ChoosesBeyondShadowTest(const SelectionStrategy& strategy,
                                    const AreaRanking& areas = {}) {
  if (std::holds_alternative<WeakAreas>(strategy)) {
    return !areas.weakest_first.empty();
  }
  const auto* first = std::get_if<FirstItems>(&strategy);
  const auto* deficit = first != nullptr
                            ? std::get_if<LargestDeficit>(&first->then)
                            : std::get_if<LargestDeficit>(&strategy);
  return deficit != nullptr && !deficit->planned.empty();
}

inline int PickItem(const SelectionStrategy& strategy,
                    const StrategySnapshot& snapshot) {
  return std::visit([&](const auto& s) { return s.Pick(snapshot); }, strategy);
}

// The criterion for the next item, after `num_given`: the mode's, or that of
// the strategy's first items.
inline const SelectionCriterion& CriterionAt(const SelectionStrategy& strategy,
                                             const SelectionCriterion& mode,
                                             int num_given) {
  const auto* first = std::get_if<FirstItems>(&strategy);
  return first != nullptr && num_given < first->items ? first->criterion : mode;
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SELECTION_STRATEGY_H_

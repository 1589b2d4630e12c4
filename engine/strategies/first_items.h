#ifndef ADAPTEST_ENGINE_STRATEGIES_FIRST_ITEMS_H_
#define ADAPTEST_ENGINE_STRATEGIES_FIRST_ITEMS_H_

#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/selection_criterion.h"
#include "engine/strategies/best.h"
#include "engine/strategies/largest_deficit.h"
#include "engine/strategies/randomesque.h"
#include "engine/strategies/strategy_snapshot.h"

namespace adaptest {

// The first items of a test by a criterion of their own, later ones by the
// mode's: {"rule": "first_items", "parameters": {"items": 3},
// "options": {"criterion": "random", "then": "randomesque"}}. "then" names the
// strategy that picks throughout; its parameters and options stand beside.
struct FirstItems {
  static constexpr absl::string_view kName = "first_items";

  int items = 3;
  SelectionCriterion criterion;
  std::variant<Best, Randomesque, LargestDeficit> then;

  static absl::StatusOr<FirstItems> Make(const Rule& rule);
  absl::Status CheckBank(const ItemBank& bank) const;

  int Pick(const StrategySnapshot& snapshot) const {
    return std::visit([&](const auto& s) { return s.Pick(snapshot); }, then);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STRATEGIES_FIRST_ITEMS_H_

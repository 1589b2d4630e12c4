#ifndef ADAPTEST_ENGINE_STRATEGIES_LARGEST_DEFICIT_H_
#define ADAPTEST_ENGINE_STRATEGIES_LARGEST_DEFICIT_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/strategies/strategy_snapshot.h"

namespace adaptest {

// Content balancing (Kingsbury & Zara, 1989): the content area with the largest
// planned minus given share goes first, and gives its best item. Areas are the
// values of an item attribute.
//
// The planned shares are the rule's parameters, one for each area
// ({"domain 1": 0.28, ...}; they are divided by their sum); without any, the
// areas' shares in the shadow test. Areas with the same deficit go by name. An
// area without a candidate is passed over.
struct LargestDeficit {
  static constexpr absl::string_view kName = "largest_deficit";

  std::string attribute = "area";
  std::map<std::string, double> planned;  // sum 1; empty = the shadow test's

  static absl::StatusOr<LargestDeficit> Make(const Rule& rule);

  // Refuses a bank where an operational item lacks the attribute, and planned
  // areas that no operational item has.
  absl::Status CheckBank(const ItemBank& bank) const;

  int Pick(const StrategySnapshot& snapshot) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STRATEGIES_LARGEST_DEFICIT_H_

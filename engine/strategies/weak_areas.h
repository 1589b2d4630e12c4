#ifndef ADAPTEST_ENGINE_STRATEGIES_WEAK_AREAS_H_
#define ADAPTEST_ENGINE_STRATEGIES_WEAK_AREAS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/item_bank.h"
#include "engine/rule.h"
#include "engine/strategies/strategy_snapshot.h"

namespace adaptest {

// Practice where it is needed most: the learner's weakest areas take turns. Of
// the first `areas` of them, that which was given the fewest items goes first,
// the weaker one where they are equal, and gives its best item. An area without
// a candidate is passed over; where all are, the best item is given, and so it
// is to a learner of whom nothing is known.
//
// The ranking is found before the session (session/weakest_areas.h) and does
// not change in it: the same answers give the same items.
struct WeakAreas {
  static constexpr absl::string_view kName = "weak_areas";
  static constexpr ParameterSpec kParameters[] = {
      {"areas", 1, 100, 3, "weakest areas that take turns"}};

  int areas = 3;

  static absl::StatusOr<WeakAreas> Make(const Rule& rule);

  // Refuses an exam without areas: areaAttribute is empty, or no operational
  // item has it.
  absl::Status CheckAreas(const ItemBank& bank,
                          absl::string_view area_attribute) const;

  int Pick(const StrategySnapshot& snapshot) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STRATEGIES_WEAK_AREAS_H_

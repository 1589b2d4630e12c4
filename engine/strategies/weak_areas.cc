#include "engine/strategies/weak_areas.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<WeakAreas> WeakAreas::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  WeakAreas strategy;
  strategy.areas = static_cast<int>(values[0]);
  return strategy;
}

absl::Status WeakAreas::CheckAreas(const ItemBank& bank,
                                   absl::string_view area_attribute) const {
  if (area_attribute.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("strategy ", kName,
                     ": areaAttribute is empty; allowed: an item attribute, "
                     "whose values are the areas"));
  }
  const std::string attribute(area_attribute);
  const bool found = std::any_of(
      bank.items().begin(), bank.items().end(), [&](const Item& item) {
        return item.status == ItemStatus::kOperational &&
               item.attributes.count(attribute) > 0;
      });
  if (found) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("strategy ", kName, ": no operational item has attribute ",
                   attribute, ", the areaAttribute"));
}

int WeakAreas::Pick(const StrategySnapshot& snapshot) const {
  const AreaRanking& ranking = snapshot.areas;
  int best = -1;
  std::ptrdiff_t fewest = 0;
  for (const int area : ranking.weakest_first.subspan(0, areas)) {
    const auto is_here = [&](int item) {
      return ranking.area_of_item[item] == area;
    };
    const auto candidate = std::find_if(snapshot.candidates.begin(),
                                        snapshot.candidates.end(), is_here);
    if (candidate == snapshot.candidates.end()) continue;
    const auto given =
        std::count_if(snapshot.given.begin(), snapshot.given.end(), is_here);
    if (best >= 0 && given >= fewest) continue;
    best = *candidate;
    fewest = given;
  }
  return best >= 0 ? best : snapshot.candidates.front();
}

}  // namespace adaptest

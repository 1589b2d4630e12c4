#include "engine/strategies/largest_deficit.h"

#include <cmath>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace adaptest {
namespace {

std::map<std::string, double> Shares(const ItemBank& bank,
                                     absl::Span<const int> items,
                                     const std::string& attribute) {
  std::map<std::string, double> shares;
  for (const int i : items) {
    shares[bank.item(i).attributes.at(attribute)] += 1.0 / items.size();
  }
  return shares;
}

}  // namespace

absl::StatusOr<LargestDeficit> LargestDeficit::Make(const Rule& rule) {
  LargestDeficit strategy;
  for (const auto& [name, value] : rule.options) {
    if (name != "attribute" || value.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("rule ", kName, ": option ", name, " = \"", value,
                       "\"; allowed: attribute, an item attribute"));
    }
    strategy.attribute = value;
  }
  double sum = 0;
  for (const auto& [area, share] : rule.parameters) {
    if (!(share > 0 && share <= 1000)) {
      return absl::InvalidArgumentError(
          absl::StrCat("rule ", kName, ": share of \"", area, "\" = ", share,
                       " is outside (0, 1000]"));
    }
    sum += share;
  }
  for (const auto& [area, share] : rule.parameters) {
    strategy.planned[area] = share / sum;
  }
  if (!rule.rules.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("rule ", kName, " takes no rules inside it"));
  }
  return strategy;
}

absl::Status LargestDeficit::CheckBank(const ItemBank& bank) const {
  std::set<std::string> areas;
  for (const Item& item : bank.items()) {
    if (item.status != ItemStatus::kOperational) continue;
    const auto found = item.attributes.find(attribute);
    if (found == item.attributes.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat("strategy ", kName, ": item ", item.id,
                       " has no attribute ", attribute));
    }
    areas.insert(found->second);
  }
  for (const auto& [area, share] : planned) {
    if (areas.count(area) > 0) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("strategy ", kName, ": no item has ", attribute, " \"",
                     area, "\"; allowed: ", absl::StrJoin(areas, ", ")));
  }
  return absl::OkStatus();
}

int LargestDeficit::Pick(const StrategySnapshot& snapshot) const {
  std::map<std::string, double> deficit =
      planned.empty() ? Shares(snapshot.bank, snapshot.shadow_test, attribute)
                      : planned;
  for (const auto& [area, share] :
       Shares(snapshot.bank, snapshot.given, attribute)) {
    deficit[area] -= share;
  }
  int best = -1;
  double largest = 0;
  std::string best_area;
  for (const int item : snapshot.candidates) {
    const std::string& area = snapshot.bank.item(item).attributes.at(attribute);
    const double here = deficit[area];
    // Within rounding of a share, areas are alike and go by name.
    const bool larger = here > largest + 1e-12;
    const bool alike = std::abs(here - largest) <= 1e-12 && area < best_area;
    if (best >= 0 && !larger && !alike) continue;
    best = item;
    largest = here;
    best_area = area;
  }
  return best;
}

}  // namespace adaptest

#include "engine/strategies/first_items.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr ParameterSpec kItems[] = {
    {"items", 1, 1000, 3, "how many items go by the criterion"}};

// Takes the option out of the rule; "" where it is not given.
std::string TakeOption(Rule& rule, const std::string& name) {
  const auto found = rule.options.find(name);
  if (found == rule.options.end()) return "";
  const std::string value = found->second;
  rule.options.erase(found);
  return value;
}

}  // namespace

absl::StatusOr<FirstItems> FirstItems::Make(const Rule& rule) {
  FirstItems strategy;
  Rule then = rule;
  Rule own;
  own.rule = rule.rule;
  if (const auto found = then.parameters.find("items");
      found != then.parameters.end()) {
    own.parameters.insert(*found);
    then.parameters.erase(found);
  }
  ASSIGN_OR_RETURN(const auto values, ReadParameters(own, kItems));
  strategy.items = static_cast<int>(values[0]);
  Rule criterion;
  criterion.rule = TakeOption(then, "criterion");
  if (criterion.rule.empty()) criterion.rule = std::string(RandomGain::kName);
  ASSIGN_OR_RETURN(strategy.criterion, MakeSelectionCriterion(criterion));
  then.rule = TakeOption(then, "then");
  if (then.rule.empty()) then.rule = std::string(Best::kName);
  ASSIGN_OR_RETURN(strategy.then, MakeByName<decltype(FirstItems::then)>(
                                      "option then of first_items", then));
  return strategy;
}

absl::Status FirstItems::CheckBank(const ItemBank& bank) const {
  RETURN_IF_ERROR(CheckCriterion(criterion, bank));
  if (const auto* deficit = std::get_if<LargestDeficit>(&then)) {
    return deficit->CheckBank(bank);
  }
  return absl::OkStatus();
}

}  // namespace adaptest

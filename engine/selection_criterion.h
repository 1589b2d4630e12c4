#ifndef ADAPTEST_ENGINE_SELECTION_CRITERION_H_
#define ADAPTEST_ENGINE_SELECTION_CRITERION_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/criteria/maximum_information.h"
#include "engine/criteria/random_gain.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/rule.h"

namespace adaptest {

// The family of selection criteria: each gives every item a gain, larger
// better, never negative. To add one: a file in engine/criteria/, its name
// here.
using SelectionCriterion = std::variant<MaximumInformation, RandomGain>;

// A rule without a name is maximum information.
inline absl::StatusOr<SelectionCriterion> MakeSelectionCriterion(Rule rule) {
  if (rule.rule.empty()) rule.rule = std::string(MaximumInformation::kName);
  return MakeByName<SelectionCriterion>("criterion", rule);
}

// gains[item] for every item of the bank.
inline std::vector<double> Gains(const SelectionCriterion& criterion,
                                 const SelectionSnapshot& snapshot) {
  std::vector<double> gains(snapshot.bank.size());
  std::visit(
      [&](const auto& c) { c.FillGains(snapshot, absl::MakeSpan(gains)); },
      criterion);
  return gains;
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SELECTION_CRITERION_H_

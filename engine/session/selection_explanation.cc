#include "engine/session/selection_explanation.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/gain_order.h"
#include "engine/blueprint/shadow_test.h"

namespace adaptest {
namespace {

bool Contains(const std::vector<int>& items, int item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

std::vector<std::string> BindingConstraintsOf(const SelectionRules& rules,
                                              const SelectionSnapshot& snapshot,
                                              const ItemSelection& selection) {
  if (rules.blueprint == nullptr || selection.shadow_test.empty()) return {};
  const std::vector<int> given = GivenItems(snapshot);
  AssemblyProblem problem = {snapshot.bank, *rules.blueprint, selection.gains,
                             given, selection.held_back};
  if (selection.set_free) problem.excluded = {};
  return BindingConstraints(problem, selection.shadow_test);
}

std::vector<std::string> ReasonsAgainst(const SelectionRules& rules,
                                        const SelectionSnapshot& snapshot,
                                        const ItemSelection& selection,
                                        int item) {
  if (snapshot.bank.item(item).status == ItemStatus::kRetired) {
    return {"retired"};
  }
  const std::vector<int> given = GivenItems(snapshot);
  if (Contains(given, item)) return {"administered"};
  std::vector<std::string> reasons;
  if (rules.blueprint != nullptr) {
    std::vector<int> in_test = given;
    in_test.insert(in_test.end(), rules.pretest.begin(), rules.pretest.end());
    const int enemy = EnemyAmong(*rules.blueprint, in_test, item);
    if (enemy >= 0) {
      return {absl::StrCat("enemy:", snapshot.bank.item(enemy).id)};
    }
    const std::string id = BlockingConstraint(
        {snapshot.bank, *rules.blueprint, selection.gains, given}, item);
    if (!id.empty()) reasons.push_back(absl::StrCat("constraint:", id));
  }
  if (selection.held_back[item] && !selection.set_free) {
    reasons.push_back("exposure");
  }
  return reasons;
}

std::vector<RankedItem> Ranking(const SelectionRules& rules,
                                const SelectionCriterion& criterion,
                                const SelectionSnapshot& snapshot,
                                const ItemSelection& selection, int count,
                                Counted counted) {
  const std::vector<double> values = ReportedValues(criterion, snapshot);
  // Without a blueprint every candidate counts as in the test.
  const std::vector<int>& test =
      rules.blueprint == nullptr ? selection.candidates : selection.shadow_test;
  std::vector<RankedItem> ranking;
  int num_counted = 0;
  for (const int i : OrderByGain(snapshot.bank, selection.gains)) {
    if (num_counted == count) break;
    if (snapshot.bank.item(i).status == ItemStatus::kPretest) continue;
    ranking.push_back({i, values[i], selection.gains[i], Contains(test, i),
                       ReasonsAgainst(rules, snapshot, selection, i)});
    if (counted == Counted::kAll || ranking.back().reasons.empty()) {
      ++num_counted;
    }
  }
  return ranking;
}

std::vector<Alternative> Alternatives(const SelectionRules& rules,
                                      const SelectionSnapshot& snapshot,
                                      const SelectionExplanation& explanation) {
  std::vector<Alternative> alternatives;
  const auto add = [&](std::string without, const SelectionRules& others) {
    alternatives.push_back(
        {std::move(without), SelectItem(others, snapshot).item});
  };
  if (!rules.exposure.empty()) {
    SelectionRules others = rules;
    others.exposure = {};
    others.held_back = {};
    add("exposure", others);
  }
  if (!std::holds_alternative<Best>(rules.strategy)) {
    const SelectionStrategy best = Best();
    add("strategy",
        {rules.blueprint, rules.criterion, best, rules.exposure,
         rules.held_back, rules.proportional, /*without=*/"", rules.pretest});
  }
  if (rules.blueprint == nullptr) return alternatives;
  SelectionRules free = rules;
  free.blueprint = nullptr;
  free.proportional = false;
  add("blueprint", free);
  for (const std::string& id : explanation.binding_constraints) {
    SelectionRules others = rules;
    others.without = id;
    add(absl::StrCat("constraint:", id), others);
  }
  return alternatives;
}

}  // namespace

SelectionExplanation ExplainSelection(const SelectionRules& rules,
                                      const SelectionSnapshot& snapshot,
                                      int count, Counted counted) {
  const SelectionCriterion& criterion =
      CriterionAt(rules.strategy, rules.criterion, snapshot.num_given);
  SelectionExplanation explanation;
  explanation.criterion = NameOf(criterion);
  explanation.strategy =
      std::visit([](const auto& s) { return s.kName; }, rules.strategy);
  explanation.selection = SelectItem(rules, snapshot);
  explanation.ranking = Ranking(rules, criterion, snapshot,
                                explanation.selection, count, counted);
  explanation.binding_constraints =
      BindingConstraintsOf(rules, snapshot, explanation.selection);
  explanation.alternatives = Alternatives(rules, snapshot, explanation);
  return explanation;
}

}  // namespace adaptest

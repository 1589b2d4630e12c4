#include "engine/session/item_selection.h"

#include <algorithm>
#include <cassert>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/proportion.h"
#include "engine/blueprint/shadow_test.h"

namespace adaptest {
namespace {

std::vector<int> GivenItems(const SelectionSnapshot& snapshot) {
  std::vector<int> items;
  for (const ScoredAnswer& answer : snapshot.answers) {
    items.push_back(answer.item);
  }
  return items;
}

// What exposure control holds back at the current estimate, [item].
std::vector<char> HeldBackNow(const SelectionRules& rules,
                              const SelectionSnapshot& snapshot) {
  std::vector<char> held(snapshot.bank.size(), false);
  for (size_t c = 0; c < rules.held_back.size(); ++c) {
    const int segment = SegmentOf(rules.exposure[c], snapshot.theta);
    for (const int item : rules.held_back[c][segment]) held[item] = true;
  }
  return held;
}

// The gains by the criterion in force.
std::vector<double> GainsNow(const SelectionRules& rules,
                             const SelectionSnapshot& snapshot) {
  const SelectionCriterion& criterion =
      CriterionAt(rules.strategy, rules.criterion, snapshot.num_given);
  std::vector<double> gains = Gains(criterion, snapshot);
  for (const ExposureControl& control : rules.exposure) {
    AdjustGains(control, snapshot.seed, snapshot.num_given, snapshot.length,
                absl::MakeSpan(gains));
  }
  return gains;
}

bool Contains(absl::Span<const int> items, int item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

// Candidates without a blueprint, by falling gain.
std::vector<int> FreeCandidates(const SelectionSnapshot& snapshot,
                                const std::vector<int>& given,
                                const ItemSelection& selection) {
  std::vector<int> candidates;
  for (const int i : OrderByGain(snapshot.bank, selection.gains)) {
    if (snapshot.bank.item(i).status == ItemStatus::kOperational &&
        !selection.held_back[i] && !Contains(given, i)) {
      candidates.push_back(i);
    }
  }
  return candidates;
}

// Fills shadow test and candidates within the blueprint.
void AssembleCandidates(const SelectionRules& rules,
                        const SelectionSnapshot& snapshot,
                        const std::vector<int>& given,
                        ItemSelection& selection) {
  AssemblyProblem problem = {snapshot.bank, *rules.blueprint, selection.gains,
                             given, selection.held_back};
  auto test = AssembleTest(problem);
  if (!test.ok()) {
    selection.set_free = true;
    problem.excluded = {};
    test = AssembleTest(problem);
  }
  if (!test.ok()) return;
  selection.shadow_test = *std::move(test);
  if (ChoosesBeyondShadowTest(rules.strategy)) {
    selection.candidates = FeasibleItems(problem);
  } else {
    for (const int i : selection.shadow_test) {
      if (!Contains(given, i)) selection.candidates.push_back(i);
    }
  }
  if (rules.proportional) {
    selection.candidates =
        ProportionalCandidates(*rules.blueprint, given, selection.candidates);
  }
}

int Pick(const SelectionRules& rules, const SelectionSnapshot& snapshot,
         const std::vector<int>& given, const ItemSelection& selection) {
  if (selection.candidates.empty()) return -1;
  return PickItem(rules.strategy, {snapshot.bank, selection.candidates, given,
                                   selection.shadow_test, snapshot.seed});
}

bool HoldsBackAny(const ItemSelection& selection) {
  return Contains(
      std::vector<int>(selection.held_back.begin(), selection.held_back.end()),
      true);
}

// The selection from a shadow test without one constraint.
int SelectWithout(const SelectionRules& rules,
                  const SelectionSnapshot& snapshot,
                  const ItemSelection& selection, const std::string& id) {
  const std::vector<int> given = GivenItems(snapshot);
  AssemblyProblem problem = {snapshot.bank, *rules.blueprint, selection.gains,
                             given, selection.held_back};
  if (selection.set_free) problem.excluded = {};
  const auto test = AssembleTestWithout(problem, id);
  if (!test.ok()) return -1;
  ItemSelection other;
  other.shadow_test = *test;
  for (const int i : *test) {
    if (!Contains(given, i)) other.candidates.push_back(i);
  }
  return Pick(rules, snapshot, given, other);
}

}  // namespace

ItemSelection SelectItem(const SelectionRules& rules,
                         const SelectionSnapshot& snapshot) {
  ItemSelection selection;
  selection.gains = GainsNow(rules, snapshot);
  selection.held_back = HeldBackNow(rules, snapshot);
  const std::vector<int> given = GivenItems(snapshot);
  if (rules.blueprint == nullptr) {
    selection.candidates = FreeCandidates(snapshot, given, selection);
  } else {
    AssembleCandidates(rules, snapshot, given, selection);
  }
  selection.item = Pick(rules, snapshot, given, selection);
  return selection;
}

std::vector<Alternative> Alternatives(const SelectionRules& rules,
                                      const SelectionSnapshot& snapshot,
                                      const ItemSelection& selection) {
  std::vector<Alternative> alternatives;
  if (!rules.exposure.empty() &&
      (HoldsBackAny(selection) || selection.set_free)) {
    SelectionRules without = rules;
    without.exposure = {};
    without.held_back = {};
    alternatives.push_back({"exposure", SelectItem(without, snapshot).item});
  }
  if (!std::holds_alternative<Best>(rules.strategy)) {
    const SelectionStrategy best = Best();
    const SelectionRules without = {
        rules.blueprint, rules.criterion, best,
        rules.exposure,  rules.held_back, rules.proportional};
    alternatives.push_back({"strategy", SelectItem(without, snapshot).item});
  }
  if (rules.blueprint != nullptr) {
    SelectionRules without = rules;
    without.blueprint = nullptr;
    without.proportional = false;
    alternatives.push_back({"blueprint", SelectItem(without, snapshot).item});
    for (const std::string& id :
         BindingConstraintsOf(rules, snapshot, selection)) {
      alternatives.push_back({absl::StrCat("constraint:", id),
                              SelectWithout(rules, snapshot, selection, id)});
    }
  }
  return alternatives;
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
  const Item& candidate = snapshot.bank.item(item);
  if (candidate.status == ItemStatus::kRetired) return {"retired"};
  const std::vector<int> given = GivenItems(snapshot);
  if (Contains(given, item)) return {"administered"};
  std::vector<std::string> reasons;
  if (rules.blueprint != nullptr) {
    const std::string id = BlockingConstraint(
        {snapshot.bank, *rules.blueprint, selection.gains, given}, item);
    if (!id.empty()) reasons.push_back(absl::StrCat("constraint:", id));
  }
  if (selection.held_back[item] && !selection.set_free) {
    reasons.push_back("exposure");
  }
  return reasons;
}

}  // namespace adaptest

#include "engine/session/item_selection.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/gain_order.h"
#include "engine/blueprint/given_order.h"
#include "engine/blueprint/proportion.h"
#include "engine/blueprint/shadow_test.h"

namespace adaptest {
namespace {

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

// Keeps out the pretest items that were not drawn for this session. Where none
// are drawn yet, any may be.
void ExcludePretest(const SelectionRules& rules, std::vector<char>& excluded) {
  const Blueprint& blueprint = *rules.blueprint;
  if (!blueprint.counts_pretest() || rules.pretest.empty()) return;
  for (int i = 0; i < blueprint.num_items(); ++i) {
    if (blueprint.is_pretest(i)) excluded[i] = true;
  }
  for (const int i : rules.pretest) excluded[i] = false;
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
  std::vector<char> excluded = selection.held_back;
  ExcludePretest(rules, excluded);
  CloseSets(*rules.blueprint, given, excluded);
  const AssemblyProblem problem = {snapshot.bank,   *rules.blueprint,
                                   selection.gains, given,
                                   excluded,        rules.without};
  auto test = AssembleTest(problem);
  if (!test.ok()) {
    selection.set_free = true;
    std::fill(excluded.begin(), excluded.end(), false);
    ExcludePretest(rules, excluded);
    CloseSets(*rules.blueprint, given, excluded);
    test = AssembleTest(problem);
  }
  if (!test.ok()) return;
  selection.shadow_test = *std::move(test);
  const bool beyond = ChoosesBeyondShadowTest(rules.strategy, rules.areas);
  if (beyond) {
    selection.candidates = FeasibleItems(problem);
  } else {
    for (const int i : selection.shadow_test) {
      if (!Contains(given, i)) selection.candidates.push_back(i);
    }
  }
  StayInSet(*rules.blueprint, given, selection.candidates);
  if (rules.without.empty() && !beyond) {
    selection.candidates =
        KeepingOrder(problem, selection.shadow_test, selection.candidates);
  }
  if (rules.proportional && rules.without.empty()) {
    selection.candidates =
        ProportionalCandidates(*rules.blueprint, given, selection.candidates);
  }
}

}  // namespace

std::vector<int> GivenItems(const SelectionSnapshot& snapshot) {
  std::vector<int> items;
  for (const ScoredAnswer& answer : snapshot.answers) {
    items.push_back(answer.item);
  }
  return items;
}

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
  if (!selection.candidates.empty()) {
    selection.item = PickItem(
        rules.strategy, {snapshot.bank, selection.candidates, given,
                         selection.shadow_test, snapshot.seed, rules.areas});
  }
  return selection;
}

}  // namespace adaptest

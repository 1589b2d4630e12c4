#ifndef ADAPTEST_ENGINE_SESSION_ITEM_SELECTION_H_
#define ADAPTEST_ENGINE_SESSION_ITEM_SELECTION_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "engine/blueprint/blueprint.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/exposure_control.h"
#include "engine/selection_criterion.h"
#include "engine/selection_strategy.h"

namespace adaptest {

// The rules by which the next item is selected.
struct SelectionRules {
  const Blueprint* blueprint;  // null = none: any operational item
  const SelectionCriterion& criterion;
  const SelectionStrategy& strategy;
  absl::Span<const ExposureControl> exposure;
  absl::Span<const HeldBack> held_back;  // one a control
  bool proportional = false;             // see blueprint/proportion.h
};

// The item selected, and everything that led to it.
struct ItemSelection {
  int item = -1;                // -1 where none is left
  std::vector<double> gains;    // [item], exposure control's changes included
  std::vector<char> held_back;  // [item], by exposure control
  bool set_free = false;        // no test was left without those held back
  std::vector<int> shadow_test;
  std::vector<int>
      candidates;  // the best first, among which the strategy chose
};

// Gains by the criterion, changed and items held back by exposure control; the
// best complete test within the blueprint (shadow_test.h); of its items not yet
// given, those that keep the test proportional, where asked; of these the
// strategy's choice. The blueprint must be feasible with the answered items.
ItemSelection SelectItem(const SelectionRules& rules,
                         const SelectionSnapshot& snapshot);

// What would have been selected without one part of the rules.
struct Alternative {
  std::string without;  // exposure | strategy | blueprint | constraint:ID
  int item;             // -1 where none would be
};

// One for each part in force: exposure control that holds something back, a
// strategy other than the best item, the blueprint as a whole, and each of its
// constraints that binds the shadow test.
std::vector<Alternative> Alternatives(const SelectionRules& rules,
                                      const SelectionSnapshot& snapshot,
                                      const ItemSelection& selection);

// The constraints that bind the shadow test of a selection.
std::vector<std::string> BindingConstraintsOf(const SelectionRules& rules,
                                              const SelectionSnapshot& snapshot,
                                              const ItemSelection& selection);

// Why an item cannot be given now: administered, enemy:ITEM, constraint:ID,
// exposure, retired. Empty for items that can.
std::vector<std::string> ReasonsAgainst(const SelectionRules& rules,
                                        const SelectionSnapshot& snapshot,
                                        const ItemSelection& selection,
                                        int item);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_ITEM_SELECTION_H_

#ifndef ADAPTEST_ENGINE_SESSION_ITEM_SELECTION_H_
#define ADAPTEST_ENGINE_SESSION_ITEM_SELECTION_H_

#include <vector>

#include "absl/strings/string_view.h"
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
  absl::string_view without = "";        // the id of a constraint left out
  absl::Span<const int> pretest = {};    // the session's, where they count
  AreaRanking areas = {};                // the learner's
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
// given, or of all that fit where the strategy chooses beyond it, those that
// keep the test proportional, where asked; of these the strategy's choice. The
// blueprint must be feasible with the answered items.
ItemSelection SelectItem(const SelectionRules& rules,
                         const SelectionSnapshot& snapshot);

// The items answered, in their order.
std::vector<int> GivenItems(const SelectionSnapshot& snapshot);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_ITEM_SELECTION_H_

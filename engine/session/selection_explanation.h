#ifndef ADAPTEST_ENGINE_SESSION_SELECTION_EXPLANATION_H_
#define ADAPTEST_ENGINE_SESSION_SELECTION_EXPLANATION_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/session/item_selection.h"

namespace adaptest {

// An item of the bank at its place in a selection.
struct RankedItem {
  int item;
  double value;  // the criterion's, as ReportedValues gives it
  double gain;   // what the selection maximised, exposure control included
  bool in_shadow_test;

  // Why it cannot be given now: administered, enemy:ITEM, constraint:ID,
  // exposure, retired. Empty for items that can.
  std::vector<std::string> reasons;
};

// What would have been selected without one part of the rules.
struct Alternative {
  std::string without;  // exposure | strategy | blueprint | constraint:ID
  int item;             // -1 where none would be
};

// Why an item was selected.
struct SelectionExplanation {
  absl::string_view criterion;  // in force at this position
  absl::string_view strategy;
  ItemSelection selection;
  std::vector<RankedItem> ranking;  // by falling gain, pretest items left out

  // The ids of the constraints that bind the shadow test.
  std::vector<std::string> binding_constraints;

  // One for each part in force: exposure control, a strategy other than the
  // best item, the blueprint as a whole, and each constraint that binds.
  std::vector<Alternative> alternatives;
};

// What a limit on the ranking counts.
enum class Counted {
  kAll,
  kCanBeGiven,  // items that cannot stand in between, with their reasons
};

// Selects again, and ranks items until `count` of them are counted.
SelectionExplanation ExplainSelection(const SelectionRules& rules,
                                      const SelectionSnapshot& snapshot,
                                      int count,
                                      Counted counted = Counted::kAll);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_SELECTION_EXPLANATION_H_

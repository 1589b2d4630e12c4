#ifndef ADAPTEST_CALIBRATION_FILES_TESTDESIGN_CONSTRAINTS_H_
#define ADAPTEST_CALIBRATION_FILES_TESTDESIGN_CONSTRAINTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "calibration/files/testdesign_pool.h"
#include "engine/blueprint/constraint.h"

namespace adaptest {

// A constraints file of TestDesign as a blueprint.
struct TestDesignBlueprint {
  int scored_items = 0;
  std::vector<Constraint> constraints;
  std::vector<std::string> notes;  // what a person should know, a line each
};

// Reads the file and translates its rows, in their order and by their ids:
//
//   TYPE       WHAT      CONDITION       becomes
//   Number     Item      empty, LB = UB  scored_items, and number
//   Number     Item      condition       number
//   Number     Item      attribute       number id:value for each of its values
//   Number     Item      Per Stimulus    per_set (also Per Passage)
//   Number     Stimulus  as for Item     set_number; no LB = UB needed
//   Sum        Item      attribute[, condition]  sum
//   Order      both      attribute       order
//   Enemy      Item      condition       enemy
//   Enemy      Stimulus  condition       set_number, at most 1
//   Include    Item      condition       include
//   Include    Stimulus  condition       set_number, at least all that match
//   Exclude    both      condition       exclude
//   AllOrNone  Item      condition       all_or_none
//
// Everything else is refused, with file and line. Names are case-insensitive,
// but for those of attributes. A row that is OFF is left out, with a note.
//
// Each condition is tried on every item, so that it matches the same ones as in
// R. Where our grammar cannot say it (an item lacks an attribute: NA in R, an
// error here), the items get a content attribute matches_<id> of yes or no,
// with a note, and the condition asks for that.
absl::StatusOr<TestDesignBlueprint> ReadTestDesignConstraints(
    const std::string& path, TestDesignPool& pool);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_TESTDESIGN_CONSTRAINTS_H_

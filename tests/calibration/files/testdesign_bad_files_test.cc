#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "calibration/files/testdesign_constraints.h"
#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

struct BadFile {
  const char* name;
  const char* error;  // after the folder's name
};

constexpr BadFile kBadFiles[] = {
    {"attributes_item_missing",
     "attributes_item_missing.csv:7: the file ends without a row of ID \"Q4\""},
    {"attributes_item_twice",
     "attributes_item_twice.csv:8: ID \"Q6\" occurs already on line 7"},
    {"attributes_stimulus_name",
     "stimuli.csv:1: column \"TOPIC\" becomes stimulus_TOPIC, which the items "
     "have already"},
    {"attributes_taken_name",
     "attributes_taken_name.csv:1: column \"status\" has another meaning in "
     "items.csv; allowed: any other name"},
    {"attributes_unknown_item",
     "attributes_unknown_item.csv:8: ID \"Q7\" is that of no item"},
    {"constraints_all_or_none_of_stimuli",
     "constraints_all_or_none_of_stimuli.csv:3: constraint C1: TYPE AllOrNone "
     "is not supported for stimuli; allowed: WHAT Item"},
    {"constraints_attribute_of_stimulus",
     "constraints_attribute_of_stimulus.csv:3: constraint C1: CONDITION: there "
     "is no attribute TOPIC (allowed: ID, LEVEL, STID, TYPE, WORDS) at "
     "character 1, found 'TOPIC == 'art''"},
    {"constraints_bad_condition",
     "constraints_bad_condition.csv:3: constraint C1: CONDITION: expected ==, "
     "!=, <, <=, >, >= or %in% at character 7, found '= 1'"},
    {"constraints_bound_negative",
     "constraints_bound_negative.csv:3: constraint C1: LB = -1 is not a whole "
     "number in [0, 1000]"},
    {"constraints_bound_not_a_number",
     "constraints_bound_not_a_number.csv:3: constraint C1: LB = \"one\" is not "
     "a finite number"},
    {"constraints_bound_not_whole",
     "constraints_bound_not_whole.csv:3: constraint C1: UB = 2.5 is not a "
     "whole number in [0, 1000]"},
    {"constraints_bounds_of_enemies",
     "constraints_bounds_of_enemies.csv:3: constraint C1: TYPE Enemy has no "
     "bounds; allowed: LB and UB empty"},
    {"constraints_column_name_taken",
     "constraints_column_name_taken.csv:4: constraint C.1: its condition needs "
     "an attribute matches_C_1 (an item lacks what it compares), but the items "
     "have one already"},
    {"constraints_enemies_without_condition",
     "constraints_enemies_without_condition.csv:3: constraint C1: CONDITION is "
     "empty; needed: which ones"},
    {"constraints_id_of_value_twice",
     "constraints_id_of_value_twice.csv:4: constraint C1:2: the id C1:2 occurs "
     "twice"},
    {"constraints_id_twice",
     "constraints_id_twice.csv:3: constraint N: this id occurs already on line "
     "2"},
    {"constraints_length_not_fixed",
     "constraints_length_not_fixed.csv:2: constraint N: the number of all "
     "items is not fixed; allowed: LB = UB from 1 to 1000"},
    {"constraints_length_without_upper",
     "constraints_length_without_upper.csv:2: constraint N: the number of all "
     "items is not fixed; allowed: LB = UB from 1 to 1000"},
    {"constraints_length_zero",
     "constraints_length_zero.csv:2: constraint N: the number of all items is "
     "not fixed; allowed: LB = UB from 1 to 1000"},
    {"constraints_lower_above_upper",
     "constraints_lower_above_upper.csv:3: constraint C1: LB = 3 is above UB = "
     "2"},
    {"constraints_order_by_missing",
     "constraints_order_by_missing.csv:3: constraint C1: item Q5 has no WORDS, "
     "by which items are ordered"},
    {"constraints_order_without_attribute",
     "constraints_order_without_attribute.csv:3: constraint C1: CONDITION: "
     "\"\" is not an attribute of the items"},
    {"constraints_per_stimulus_of_stimuli",
     "constraints_per_stimulus_of_stimuli.csv:3: constraint C1: CONDITION "
     "\"Per Stimulus\" is for WHAT Item only"},
    {"constraints_second_length",
     "constraints_second_length.csv:3: constraint C1: a second constraint on "
     "the number of all items"},
    {"constraints_sum_of_stimuli",
     "constraints_sum_of_stimuli.csv:3: constraint C1: TYPE Sum is not "
     "supported for stimuli; allowed: WHAT Item"},
    {"constraints_sum_of_text",
     "constraints_sum_of_text.csv:3: constraint C1: item Q1: TYPE = \"MC\" is "
     "not a number, so there is no sum"},
    {"constraints_sum_over_missing",
     "constraints_sum_over_missing.csv:3: constraint C1: item Q5: WORDS = \"\" "
     "is not a number, so there is no sum"},
    {"constraints_sum_without_attribute",
     "constraints_sum_without_attribute.csv:3: constraint C1: CONDITION: "
     "\"LEVEL == 1\" is not an attribute of the items"},
    {"constraints_text_compared_as_number",
     "constraints_text_compared_as_number.csv:3: constraint C1: item Q1: "
     "attribute TYPE = \"MC\" is not a number, but is compared by >="},
    {"constraints_unknown_attribute",
     "constraints_unknown_attribute.csv:3: constraint C1: CONDITION: there is "
     "no attribute GRADE (allowed: ID, LEVEL, STID, TYPE, WORDS) at character "
     "1, found 'GRADE == 1'"},
    {"constraints_unknown_column",
     "constraints_unknown_column.csv:1: column \"WEIGHT\" is unknown; allowed: "
     "CONSTRAINT_ID, TYPE, WHAT, CONDITION, LB, UB, ONOFF"},
    {"constraints_unknown_onoff",
     "constraints_unknown_onoff.csv:3: constraint C1: ONOFF \"MAYBE\" is "
     "unknown; allowed: ON, OFF, empty"},
    {"constraints_unknown_type",
     "constraints_unknown_type.csv:3: constraint C1: TYPE \"Percent\" is "
     "unknown; allowed: Number, Sum, Order, Enemy, Include, Exclude, "
     "AllOrNone"},
    {"constraints_unknown_what",
     "constraints_unknown_what.csv:3: constraint C1: WHAT \"Form\" is unknown; "
     "allowed: Item, Stimulus, Passage"},
    {"constraints_without_bounds",
     "constraints_without_bounds.csv:3: constraint C1: LB and UB are empty; "
     "allowed: at least one number"},
    {"constraints_without_id",
     "constraints_without_id.csv:3: the constraint has no id"},
    {"constraints_without_length",
     "constraints_without_length.csv: no constraint says how many items the "
     "test has; needed: one of TYPE Number, WHAT Item, no CONDITION and LB = "
     "UB"},
    {"constraints_without_type",
     "constraints_without_type.csv:1: there is no column \"TYPE\""},
    {"pool_header_only", "pool_header_only.csv:2: no rows below the header"},
    {"pool_item_twice",
     "pool_item_twice.csv:8: item Q3 occurs already on line 4"},
    {"pool_parameter_missing",
     "pool_parameter_missing.csv:4: item Q3: model 3pl has 3 parameters, not "
     "2"},
    {"pool_parameter_not_a_number",
     "pool_parameter_not_a_number.csv:3: item Q2: PAR1 = \"x\" is not a finite "
     "number"},
    {"pool_parameter_skipped",
     "pool_parameter_skipped.csv:6: item Q5: PAR2 is empty, but PAR3 is not"},
    {"pool_slope_negative",
     "pool_slope_negative.csv:3: item Q2: discrimination a = -1.2 is outside "
     "[0.001, 20]"},
    {"pool_too_many_parameters",
     "pool_too_many_parameters.csv:3: item Q2: model 2pl has 2 parameters, not "
     "3"},
    {"pool_two_parameters_of_1pl",
     "pool_two_parameters_of_1pl.csv:2: item Q1: MODEL 1PL has 1 parameter, "
     "not 2"},
    {"pool_unknown_column",
     "pool_unknown_column.csv:1: column \"D\" is unknown; allowed: ID, MODEL, "
     "PAR1, PAR2 and so on"},
    {"pool_unknown_model",
     "pool_unknown_model.csv:7: item Q6: MODEL \"GRM\" is unknown; allowed: "
     "1PL, 2PL, 3PL, PC, GPC, GR"},
    {"pool_without_model",
     "pool_without_model.csv:1: there is no column \"MODEL\""},
    {"stimuli_set_missing",
     "stimuli_set_missing.csv:3: the file ends without a row of STID \"S2\""},
    {"stimuli_set_twice",
     "stimuli_set_twice.csv:4: STID \"S2\" occurs already on line 3"},
    {"stimuli_unknown_set",
     "stimuli_unknown_set.csv:4: STID \"S3\" is that of no item"},
    {"stimuli_without_stid",
     "stimuli_without_stid.csv:1: there is no column \"STID\""},
};

// The small files with the one in place of that whose name begins its own.
std::string ErrorOf(const std::string& name) {
  const auto file = [&](const std::string& role) {
    const bool bad = name.compare(0, role.size() + 1, role + "_") == 0;
    return ProjectFile("tests/config/testdesign/" + (bad ? name : role) +
                       ".csv");
  };
  auto pool =
      ReadTestDesignPool(file("pool"), file("attributes"), file("stimuli"));
  if (!pool.ok()) return std::string(pool.status().message());
  const auto blueprint = ReadTestDesignConstraints(file("constraints"), *pool);
  return std::string(blueprint.status().message());
}

TEST(TestDesignFiles, EachMistakeIsToldWithItsPlace) {
  for (const BadFile& bad : kBadFiles) {
    const std::string folder = ProjectFile("tests/config/testdesign/");
    EXPECT_EQ(ErrorOf(bad.name), folder + bad.error);
  }
}

TEST(TestDesignFiles, EveryBadFileIsTested) {
  std::set<std::string> tested = {"pool", "attributes", "stimuli",
                                  "constraints"};
  for (const BadFile& bad : kBadFiles) tested.insert(bad.name);
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(
           ProjectFile("tests/config/testdesign"))) {
    files.insert(entry.path().stem().string());
  }
  EXPECT_EQ(files, tested);
}

}  // namespace
}  // namespace adaptest

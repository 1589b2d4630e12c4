#include <filesystem>
#include <set>

#include "proto/conversion/exam_conversion.h"
#include "tests/proto/profile_file.h"
#include "tests/support/exam_builder.h"
#include "tests/support/project_file.h"

namespace adaptest {
namespace {

constexpr char kFolder[] = "tests/config/exams/";

// What an engineer is told who activates this profile on a bank of 12
// operational items and 4 pretest items.
std::string ErrorOf(const std::string& name) {
  const auto message = ParseExamJson(ReadProjectFile(kFolder + name + ".json"));
  if (!message.ok()) return std::string(message.status().message());
  const auto exam = ExamFromProto(*message);
  if (!exam.ok()) return std::string(exam.status().message());
  const auto bank =
      std::make_shared<const ItemBank>(ContentBank("3pl", 12, 4, 1));
  return std::string(PreparedExam::Make(*exam, bank).status().message());
}

struct BadProfile {
  const char* name;
  const char* error;
};

constexpr BadProfile kBadProfiles[] = {
    {"bad_condition",
     "mode adaptive: constraint A1: condition: expected ==, !=, <, <=, >, >= "
     "or in at character 6, found '= \"1a\"'"},
    {"bad_name",
     "name \"minimal\" is not exams/{exam} with 1 to 64 lower-case letters, "
     "digits, - or _"},
    {"bad_prior",
     "mode adaptive: selectionPrior: rule normal: parameter sd = 0 is outside "
     "[0.01, 50]"},
    {"bad_scale",
     "score scale: anchor_score = 620; scores must rise with theta: allowed: "
     "above cut_score = 720, as theta_anchor is to theta_cut"},
    {"bank_too_small",
     "mode adaptive: no test satisfies the blueprint; these constraints "
     "conflict: scoredItems (13 to 13 of 12 items)"},
    {"bound_negative",
     "mode adaptive: constraint A1: lower = -1 is not a whole number in [0, "
     "1000]"},
    {"bound_not_whole",
     "mode adaptive: constraint D1: upper = 3.5 is not a whole number in [0, "
     "1000]"},
    {"area_sds_without_attribute",
     "areaAttribute is empty, but areaSds has values"},
    {"constraint_with_attribute",
     "mode adaptive: constraint A1: attribute \"area\" is not used by type "
     "number"},
    {"constraint_without_id",
     "mode adaptive: constraint id \"\" is not allowed; allowed: any other "
     "text"},
    {"cut_score_not_whole",
     "score scale: cut_score = 720.5; allowed: whole numbers"},
    {"duplicate_constraint",
     "mode adaptive: constraint A1: this id occurs twice"},
    {"duplicate_mode", "mode adaptive: this mode occurs twice"},
    {"enemy_with_bounds",
     "mode adaptive: constraint A1: type enemy has no bounds"},
    {"infeasible_blueprint",
     "mode adaptive: no test satisfies the blueprint; these constraints "
     "conflict: A1 (4 to 4 of 3 items)"},
    {"lower_above_upper",
     "mode adaptive: constraint A1: lower = 3 is above upper = 2"},
    {"mastery_in_mock",
     "mode mock: decision mastery does not fit this mode; allowed: "
     "number_right"},
    {"misspelled_field", "JSON: (modes[0]) scoredItem: Cannot find field."},
    {"misspelled_parameter",
     "mode adaptive: rule mastery: parameter \"treshold\" is unknown; allowed: "
     "threshold, window, min_items"},
    {"mode_constraint_without_a_test",
     "mode practice: no test satisfies the blueprint; these constraints "
     "conflict: P1 (4 to 4 of 3 items)"},
    {"mode_constraint_with_attribute",
     "mode practice: constraint P1: attribute \"area\" is not used by type "
     "number"},
    {"negative_items", "mode adaptive: scoredItems = -6 is outside [1, 1000]"},
    {"negative_pretest_items",
     "mode adaptive: pretestItems = -1 is outside [0, 1000]"},
    {"negative_range",
     "theta range 6 to -6 is not an interval inside [-50, 50]"},
    {"negative_time_limit",
     "mode adaptive: timeLimit = -5s is outside [0s, 604800s]"},
    {"negative_weight",
     "mode adaptive: constraint A1: weight = -2 is not in (0, 1000]"},
    {"no_items", "mode adaptive: scoredItems = 0 is outside [1, 1000]"},
    {"no_modes", "modes is empty; allowed: at least one"},
    {"no_scale", "exams/minimal: scale is missing"},
    {"not_json",
     "JSON: Unexpected end of string. Expected an object key or }.  ^"},
    {"number_right_in_adaptive",
     "mode adaptive: decision number_right does not fit this mode; allowed: "
     "mastery, estimate"},
    {"include_and_exclude",
     "mode adaptive: no test satisfies the blueprint; these constraints "
     "conflict: I1 (1 to 1 of 1 items), X1 (0 to 0 of 2 items)"},
    {"order_with_lower",
     "mode adaptive: constraint A1: type order has no lower bound"},
    {"order_with_positions",
     "mode adaptive: constraint P1: this rule of order cannot be combined with "
     "A1"},
    {"parameter_out_of_range",
     "mode adaptive: rule mastery: parameter threshold = 50 is outside [0.01, "
     "0.99]"},
    {"percent_above_100",
     "mode adaptive: constraint A1: upper = 120 is not in [0, 100]"},
    {"percent_between_counts",
     "mode adaptive: constraint A1: no number of items lies between 20 and 30 "
     "percent of the test"},
    {"positions_backwards",
     "mode adaptive: constraint A1: lastPosition = 2 is not in [4, 1000]"},
    {"sum_of_missing_value",
     "mode adaptive: constraint A1: item Q0 has no attribute \"words\""},
    {"sum_without_attribute",
     "mode adaptive: constraint A1: attribute is empty; type sum needs the "
     "name "
     "of a numeric one"},
    {"text_compared_as_number",
     "mode adaptive: constraint A1: item Q0: attribute area = \"1a\" is not a "
     "number, but is compared with one"},
    {"too_few_nodes", "nodes = 3 is outside [5, 10001]"},
    {"too_many_pretest_items",
     "mode adaptive: pretestItems = 5, but the bank has 4 items with status "
     "pretest"},
    {"unanswered_wrong_in_adaptive",
     "mode adaptive: unanswered = wrong is not supported; allowed: ignored, "
     "but in a mock exam"},
    {"unknown_attribute",
     "mode adaptive: constraint A1: item Q0 has no attribute \"topic\""},
    {"unknown_constraint_type",
     "mode adaptive: constraint A1: type \"share\" is unknown; allowed: "
     "number, percent, sum, mean, include, exclude, all_or_none, enemy, "
     "set_number, per_set, order, position"},
    {"unknown_criterion",
     "mode adaptive: criterion \"maximum_information\" is unknown; allowed: "
     "mfi, mpwi, mlwi, mei, mepv, kl, klp, closest_difficulty, "
     "theta_optimal, gdi, gdip, progressive, proportional, a_stratified, "
     "cut_information, entropy, decision_information, random"},
    {"unknown_estimator",
     "ability estimator \"expected_a_posteriori\" is unknown; allowed: eap, "
     "map, mle, wle, huber, tukey"},
    {"unknown_feedback",
     "feedback \"always\" is unknown; allowed: at_end, estimate, full"},
    {"unknown_field", "JSON: exposureControl: Cannot find field."},
    {"unknown_mode",
     "mode \"exam\" is unknown; allowed: adaptive, mock, practice"},
    {"unknown_option",
     "mode adaptive: rule mastery: option \"tie\" is unknown; allowed: "
     "time_out"},
    {"unknown_prior",
     "mode adaptive: scorePrior: prior \"beta\" is unknown; allowed: normal, "
     "uniform, jeffreys, grid, history"},
    {"unknown_scale_method",
     "scale.method \"logistic\" is unknown; allowed: linear, true_score"},
    {"unknown_scope",
     "mode adaptive: constraint A1: scope \"everything\" is unknown; allowed: "
     "scored, pretest, all"},
    {"unknown_stopping_rule",
     "mode adaptive: stopping rule \"standard_error\" is unknown; allowed: "
     "fixed_length, length, standard_error_below, theta_change_below, "
     "standard_error_change_below, information_below, time_limit, "
     "confidence_interval, mastery_decided, sprt, glr, curtailment, any_of, "
     "all_of"},
    {"unknown_unanswered",
     "unanswered \"right\" is unknown; allowed: wrong, ignored"},
    {"early_stop_in_mock",
     "mode mock: stopping rule standard_error_below may end the form early; "
     "allowed: fixed_length"},
    {"empty_any_of",
     "mode adaptive: rule any_of: rules is empty; allowed: at least one"},
    {"exposure_without_probabilities",
     "mode adaptive: exposure sympson_hetter has no probabilities of items; "
     "adaptest simulate finds them and writes them into exam.json"},
    {"history_scores_adaptive",
     "mode adaptive: scorePrior history would score learners by their past; "
     "allowed in practice only"},
    {"items_of_a_rule_without",
     "mode adaptive: rule item_eligibility takes no numbers by item"},
    {"person_fit_without_bounds",
     "mode adaptive: personFit residual_cusum has no bounds upper and lower; "
     "adaptest simulate finds them and writes them into exam.json"},
    {"person_fit_with_one_bound",
     "mode adaptive: personFit residual_cusum: parameter upper is there "
     "without lower; allowed: both, or neither for simulate to find"},
    {"false_alarm_rate_zero",
     "mode adaptive: rule residual_cusum: parameter false_alarm_rate = 0 is "
     "outside [0.001, 0.5]"},
    {"bound_of_the_wrong_sign",
     "mode adaptive: rule residual_cusum: parameter lower = 0.2 is outside "
     "[-1, 0]"},
    {"unknown_person_fit",
     "mode adaptive: personFit \"lz_star\" is unknown; allowed: "
     "residual_cusum"},
    {"reference_form_not_used",
     "referenceForm is not used; allowed with scale.method = true_score"},
    {"strategy_of_missing_attribute",
     "mode adaptive: strategy largest_deficit: item Q0 has no attribute topic"},
    {"true_score_without_form",
     "referenceForm is empty; scale.method = true_score needs at least one "
     "item"},
    {"uncertainty_with_mle",
     "estimator mle does not know the errors of item parameters; allowed with "
     "parameterUncertainty: eap"},
    {"weak_areas_without_attribute",
     "mode adaptive: strategy weak_areas: areaAttribute is empty; allowed: an "
     "item attribute, whose values are the areas"},
    {"wrong_type_of_field",
     "JSON: (modes[0].scored_items): invalid value \"six\" for type "
     "TYPE_INT32"}};

class BadProfileTest : public testing::TestWithParam<BadProfile> {};

TEST_P(BadProfileTest, IsRefusedWithItsReason) {
  EXPECT_EQ(ErrorOf(GetParam().name), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(Profiles, BadProfileTest,
                         testing::ValuesIn(kBadProfiles),
                         [](const auto& profile) {
                           return std::string(profile.param.name);
                         });

TEST(Profiles, AreValidBeforeTheMistake) { EXPECT_EQ(ErrorOf("minimal"), ""); }

TEST(Profiles, HaveEachFileTested) {
  std::set<std::string> tested = {"minimal"};
  for (const BadProfile& profile : kBadProfiles) tested.insert(profile.name);
  std::set<std::string> files;
  for (const auto& file :
       std::filesystem::directory_iterator(ProjectFile(kFolder))) {
    files.insert(file.path().stem());
  }
  EXPECT_EQ(files, tested);
}

}  // namespace
}  // namespace adaptest

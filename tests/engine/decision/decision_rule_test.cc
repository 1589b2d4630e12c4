#include "engine/decision_rule.h"

#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

TestOutcome Outcome(int right, int cut, double mastery) {
  return {right, cut, mastery};
}

TEST(Mastery, PassesAtTheThreshold) {
  const auto rule = MakeDecisionRule(NamedRule("mastery"));
  ASSERT_TRUE(rule.ok()) << rule.status();
  EXPECT_FALSE(Passes(*rule, Outcome(0, 0, 0.49999)));
  EXPECT_TRUE(Passes(*rule, Outcome(0, 0, 0.5)));
  EXPECT_TRUE(Passes(*rule, Outcome(0, 99, 1)));
}

TEST(Mastery, TakesItsThresholdFromTheProfile) {
  const auto rule =
      MakeDecisionRule(NamedRule("mastery", {{"threshold", 0.9}}));
  ASSERT_TRUE(rule.ok()) << rule.status();
  EXPECT_FALSE(Passes(*rule, Outcome(0, 0, 0.89999)));
  EXPECT_TRUE(Passes(*rule, Outcome(0, 0, 0.9)));
}

TEST(Mastery, LimitsItsThreshold) {
  for (const double bad : {0.0, 0.009, 0.991, 1.0}) {
    EXPECT_THAT(
        std::string(MakeDecisionRule(NamedRule("mastery", {{"threshold", bad}}))
                        .status()
                        .message()),
        testing::HasSubstr("is outside [0.01, 0.99]"));
  }
  EXPECT_EQ(MakeDecisionRule(NamedRule("mastery", {{"treshold", 0.5}}))
                .status()
                .message(),
            "rule mastery: parameter \"treshold\" is unknown; allowed: "
            "threshold, window, min_items");
}

TEST(Mastery, RefusesUnknownOptions) {
  Rule rule = NamedRule("mastery");
  rule.options = {{"tie", "fail"}};
  EXPECT_EQ(MakeDecisionRule(rule).status().message(),
            "rule mastery: option \"tie\" is unknown; allowed: time_out");
}

TEST(Mastery, DecidesATestCutShortAsItsTimeOutSays) {
  TestOutcome outcome;
  outcome.mastery_probability = 0.9;
  outcome.theta = 0.4;
  outcome.num_items = 30;
  outcome.last_estimates = {0.3, -0.1, 0.2, 0.4};
  Rule rule = NamedRule("mastery", {{"window", 2}});
  for (const auto& [time_out, passes] : std::map<std::string, bool>{
           {"final", true}, {"last_window", true}, {"fail", false}}) {
    rule.options = {{"time_out", time_out}};
    outcome.cut_short = true;
    EXPECT_EQ(Passes(*MakeDecisionRule(rule), outcome), passes) << time_out;
    outcome.cut_short = false;
    EXPECT_TRUE(Passes(*MakeDecisionRule(rule), outcome)) << time_out;
  }
  outcome.cut_short = true;
  rule.options = {{"time_out", "last_window"}};
  rule.parameters = {{"window", 3}};
  EXPECT_FALSE(Passes(*MakeDecisionRule(rule), outcome));
  rule.parameters = {{"window", 2}, {"min_items", 31}};
  EXPECT_FALSE(Passes(*MakeDecisionRule(rule), outcome));
}

TEST(EstimateAboveCut, DecidesATieByItsOption) {
  TestOutcome outcome;
  outcome.theta_cut = outcome.theta = 0.25;
  Rule rule = NamedRule("estimate");
  EXPECT_TRUE(Passes(*MakeDecisionRule(rule), outcome));
  rule.options = {{"tie", "fail"}};
  EXPECT_FALSE(Passes(*MakeDecisionRule(rule), outcome));
  outcome.theta = 0.2500001;
  EXPECT_TRUE(Passes(*MakeDecisionRule(rule), outcome));
  outcome.theta = 0.2499999;
  EXPECT_FALSE(Passes(*MakeDecisionRule(rule), outcome));
}

TEST(NumberRight, PassesAtTheRawCut) {
  const auto rule = MakeDecisionRule(NamedRule("number_right"));
  ASSERT_TRUE(rule.ok()) << rule.status();
  EXPECT_FALSE(Passes(*rule, Outcome(35, 36, 0.99)));
  EXPECT_TRUE(Passes(*rule, Outcome(36, 36, 0.01)));
  EXPECT_TRUE(Passes(*rule, Outcome(0, 0, 0)));
}

TEST(NumberRight, HasNoParameters) {
  EXPECT_EQ(MakeDecisionRule(NamedRule("number_right", {{"percent", 72}}))
                .status()
                .message(),
            "rule number_right: parameter \"percent\" is unknown; allowed: "
            "none");
}

TEST(DecisionRule, RefusesUnknownNames) {
  EXPECT_EQ(MakeDecisionRule(NamedRule("coin")).status().message(),
            "decision \"coin\" is unknown; allowed: mastery, estimate, "
            "number_right");
}

}  // namespace
}  // namespace adaptest

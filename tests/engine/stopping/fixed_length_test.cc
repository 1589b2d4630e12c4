#include "engine/stopping/fixed_length.h"

#include "engine/stopping_rule.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

TEST(FixedLength, StopsAtTheLengthOfTheTest) {
  const auto rule = MakeStoppingRule(NamedRule("fixed_length"));
  ASSERT_TRUE(rule.ok()) << rule.status();
  EXPECT_FALSE(ShouldStop(*rule, {0, 50}));
  EXPECT_FALSE(ShouldStop(*rule, {49, 50}));
  EXPECT_TRUE(ShouldStop(*rule, {50, 50}));
  EXPECT_TRUE(ShouldStop(*rule, {51, 50}));
}

TEST(FixedLength, TakesItsLengthFromTheModeAlone) {
  EXPECT_EQ(
      MakeStoppingRule(NamedRule("fixed_length", {{"length", 60}}))
          .status()
          .message(),
      "rule fixed_length: parameter \"length\" is unknown; allowed: none");
}

TEST(StoppingRule, RefusesUnknownNames) {
  EXPECT_EQ(MakeStoppingRule(NamedRule("fixed_lenght")).status().message(),
            "stopping rule \"fixed_lenght\" is unknown; allowed: fixed_length, "
            "length, standard_error_below, theta_change_below, "
            "standard_error_change_below, information_below, time_limit, "
            "confidence_interval, mastery_decided, sprt, glr, curtailment, "
            "any_of, all_of");
}

TEST(StoppingRule, RefusesRulesInside) {
  Rule rule = NamedRule("fixed_length");
  rule.rules = {NamedRule("fixed_length")};
  EXPECT_EQ(MakeStoppingRule(rule).status().message(),
            "rule fixed_length takes no rules inside it");
}

}  // namespace
}  // namespace adaptest

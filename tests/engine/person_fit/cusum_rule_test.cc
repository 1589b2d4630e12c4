#include "engine/person_fit/cusum_rule.h"

#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

std::string ErrorOf(const Rule& rule) {
  return std::string(CusumRule::Make(rule).status().message());
}

TEST(CusumRule, HasItsBoundsOrNone) {
  const auto found = CusumRule::Make(
      NamedRule("residual_cusum",
                {{"false_alarm_rate", 0.1}, {"upper", 0.2}, {"lower", -0.3}}));
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->false_alarm_rate, 0.1);
  EXPECT_EQ(found->bounds->upper, 0.2);
  EXPECT_EQ(found->bounds->lower, -0.3);
  EXPECT_TRUE(found->CheckReady().ok());
  const auto lacking = CusumRule::Make(NamedRule("residual_cusum"));
  ASSERT_TRUE(lacking.ok()) << lacking.status();
  EXPECT_EQ(lacking->false_alarm_rate, 0.05);
  EXPECT_FALSE(lacking->bounds.has_value());
  EXPECT_TRUE(absl::IsFailedPrecondition(lacking->CheckReady()));
}

TEST(CusumRule, RefusesWhatCannotBe) {
  EXPECT_EQ(ErrorOf(NamedRule("cusum")),
            "personFit \"cusum\" is unknown; allowed: residual_cusum");
  EXPECT_EQ(ErrorOf(NamedRule("residual_cusum", {{"false_alarm_rate", 0}})),
            "rule residual_cusum: parameter false_alarm_rate = 0 is outside "
            "[0.001, 0.5]");
  EXPECT_EQ(
      ErrorOf(NamedRule("residual_cusum", {{"upper", 1.5}, {"lower", -0.2}})),
      "rule residual_cusum: parameter upper = 1.5 is outside [0, 1]");
  EXPECT_EQ(ErrorOf(NamedRule("residual_cusum", {{"lower", -0.2}})),
            "personFit residual_cusum: parameter lower is there without upper; "
            "allowed: both, or neither for simulate to find");
}

}  // namespace
}  // namespace adaptest

#include "engine/scores/reported_scale.h"

#include <cmath>

#include "engine/scores/form_score.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

const ScoreScale kScale = {0.3, 0, 720, 1.3, 820, 100, 1000};

ReportedScale TrueScoreScale() {
  const ItemBank bank = RandomBank("3pl", 30, 4);
  return *ReportedScale::TrueScore(kScale, bank, AllItems(30));
}

TEST(ReportedScale, LinearIsTheScaledScore) {
  const ReportedScale scale = ReportedScale::Linear(kScale);
  for (double theta = -9; theta < 9; theta += 0.0371) {
    EXPECT_EQ(scale.Score(theta), ScaledScore(kScale, theta));
  }
  EXPECT_NEAR(scale.StandardError(0.5, 0.2), 20, 1e-12);
  EXPECT_EQ(scale.StandardError(4, 0.2), 0);   // 1000
  EXPECT_EQ(scale.StandardError(-8, 0.2), 0);  // 100
}

TEST(ReportedScale, TrueScoreGoesThroughBothAnchors) {
  const ReportedScale scale = TrueScoreScale();
  EXPECT_EQ(scale.Score(0.3), 720);
  EXPECT_EQ(scale.Score(1.3), 820);
  EXPECT_EQ(scale.Score(0.3 - 1e-9), 719);
}

TEST(ReportedScale, TrueScoreIsLinearInTheExpectedScoreOfTheForm) {
  const ItemBank bank = RandomBank("3pl", 30, 4);
  const std::vector<int> form = AllItems(30);
  const ReportedScale scale = *ReportedScale::TrueScore(kScale, bank, form);
  const auto tau = [&](double t) { return TestCharacteristic(bank, form, t); };
  for (double theta = -5; theta < 5; theta += 0.23) {
    const double expected =
        720 + 100 * (tau(theta) - tau(0.3)) / (tau(1.3) - tau(0.3));
    EXPECT_NEAR(scale.Score(theta), expected, theta < 0.3 ? 1.0 : 0.5);
  }
}

TEST(ReportedScale, StandardErrorIsTheSlopeTimesThatOfTheta) {
  const ItemBank bank = RandomBank("3pl", 30, 4);
  const std::vector<int> form = AllItems(30);
  const ReportedScale scale = *ReportedScale::TrueScore(kScale, bank, form);
  const auto tau = [&](double t) { return TestCharacteristic(bank, form, t); };
  for (const double theta : {-2.0, 0.0, 1.5}) {
    const double slope = 100 * (tau(theta + 1e-5) - tau(theta - 1e-5)) / 2e-5 /
                         (tau(1.3) - tau(0.3));
    EXPECT_NEAR(scale.StandardError(theta, 0.3), 0.3 * slope, 1e-5);
  }
}

TEST(ReportedScale, RefusesAFormThatCannotTellTheAnchors) {
  const ItemBank bank = MakeBank("2pl", {{20, 50}});
  EXPECT_FALSE(ReportedScale::TrueScore(kScale, bank, {}).ok());
  EXPECT_THAT(
      std::string(
          ReportedScale::TrueScore(kScale, bank, {0}).status().message()),
      ::testing::HasSubstr("theta_anchor = 1.3"));
}

}  // namespace
}  // namespace adaptest

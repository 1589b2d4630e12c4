#include "engine/scores/score_scale.h"

#include <cmath>

#include "engine/math/normal.h"

namespace adaptest {
namespace {

using ::testing::HasSubstr;

// 720 at theta = 0.2, and 100 points per unit of theta.
ScoreScale Scale() { return {0.2, 0, 720, 1.2, 820, 100, 1000}; }

TEST(ScoreScale, IsLinearThroughItsTwoPoints) {
  EXPECT_EQ(ScaledScore(Scale(), 0.2), 720);
  EXPECT_EQ(ScaledScore(Scale(), 1.2), 820);
  EXPECT_EQ(ScaledScore(Scale(), -0.8), 620);
  EXPECT_EQ(ScaledScore(Scale(), 0.7), 770);
}

TEST(ScoreScale, RoundsDownJustBelowTheCutOnly) {
  EXPECT_EQ(ScaledScore(Scale(), 0.2 - 0.0001), 719);  // 719.99
  EXPECT_EQ(ScaledScore(Scale(), 0.2 - 0.004), 719);   // 719.6
  EXPECT_EQ(ScaledScore(Scale(), 0.2 - 0.0099), 719);  // 719.01
  EXPECT_EQ(ScaledScore(Scale(), 0.2 - 0.012), 719);   // 718.8
  EXPECT_EQ(ScaledScore(Scale(), 0.2 - 0.016), 718);   // 718.4
  EXPECT_EQ(ScaledScore(Scale(), 0.2 + 0.004), 720);   // 720.4
  EXPECT_EQ(ScaledScore(Scale(), 0.2 + 0.006), 721);   // 720.6
}

TEST(ScoreScale, ShowsThePassingScoreExactlyToThoseWhoPass) {
  for (const double cut : {-1.7, 0.0, 0.1, 0.3333, 1.1}) {
    const ScoreScale scale = {cut, 0, 720, cut + 0.731, 815, 100, 1000};
    double below = cut, above = cut;
    EXPECT_EQ(ScaledScore(scale, cut), 720);
    for (int i = 0; i < 100; ++i) {
      below = std::nextafter(below, -10);
      above = std::nextafter(above, 10);
      EXPECT_EQ(ScaledScore(scale, below), 719);
      EXPECT_EQ(ScaledScore(scale, above), 720);
    }
  }
}

TEST(ScoreScale, StaysWithinItsBounds) {
  EXPECT_EQ(ScaledScore(Scale(), -50), 100);
  EXPECT_EQ(ScaledScore(Scale(), 50), 1000);
  EXPECT_EQ(ScaledScore(Scale(), -HUGE_VAL), 100);
  EXPECT_EQ(ScaledScore(Scale(), HUGE_VAL), 1000);
}

TEST(ScoreScale, MayHaveItsAnchorBelowTheCut) {
  const ScoreScale scale = {0.2, 0, 720, -0.8, 620, 100, 1000};
  EXPECT_TRUE(ValidateScoreScale(scale).ok());
  EXPECT_EQ(ScaledScore(scale, 1.2), 820);
}

TEST(ScoreScale, NeverFallsWithTheta) {
  double before = 0;
  for (double theta = -10; theta <= 10; theta += 0.0013) {
    const double score = ScaledScore(Scale(), theta);
    ASSERT_GE(score, before);
    ASSERT_EQ(score, std::round(score));
    before = score;
  }
}

TEST(ValidateScoreScale, AcceptsAScale) {
  EXPECT_TRUE(ValidateScoreScale(Scale()).ok());
  EXPECT_TRUE(ValidateScoreScale(ScoreScale()).ok());
}

TEST(ValidateScoreScale, NamesTheFieldAtFault) {
  const double nan = std::nan("");
  const std::pair<ScoreScale, const char*> cases[] = {
      {{nan, 0, 720, 1, 820, 100, 1000}, "theta_cut = nan"},
      {{0, -0.1, 720, 1, 820, 100, 1000}, "theta_cut_standard_error = -0.1"},
      {{0, 2.1, 720, 1, 820, 100, 1000}, "allowed: [0, 2]"},
      {{0, nan, 720, 1, 820, 100, 1000}, "theta_cut_standard_error"},
      {{0, 0, 720.5, 1, 820, 100, 1000}, "cut_score = 720.5; allowed: whole"},
      {{0, 0, 100, 1, 820, 100, 1000}, "above min_score = 100"},
      {{0, 0, 1000, 1, 1200, 100, 1000}, "below max_score = 1000"},
      {{0, 0, 720, 0, 820, 100, 1000}, "theta_anchor = 0; allowed: any but"},
      {{0, 0, 720, HUGE_VAL, 820, 100, 1000}, "theta_anchor = inf"},
      {{0, 0, 720, 1, 620, 100, 1000}, "anchor_score = 620; scores must rise"},
      {{0, 0, 720, -1, 820, 100, 1000}, "allowed: below cut_score"},
      {{0, 0, 720, -1, 720, 100, 1000}, "anchor_score = 720"},
      {{0, 0, 720, 1, nan, 100, 1000}, "anchor_score = nan"},
      {{0, 0, 720, 1, 820, nan, 1000}, "min_score = nan"},
      {{0, 0, 720, 1, 820, 100, HUGE_VAL}, "max_score = inf"},
  };
  for (const auto& [scale, message] : cases) {
    EXPECT_THAT(std::string(ValidateScoreScale(scale).message()),
                HasSubstr(message));
  }
}

TEST(CutNodes, IsOneNodeWithoutAnError) {
  const auto nodes = CutNodes(Scale());
  ASSERT_EQ(nodes.size(), 1u);
  EXPECT_EQ(nodes[0].theta, 0.2);
  EXPECT_EQ(nodes[0].weight, 1);
}

TEST(CutNodes, HaveTheMomentsOfTheNormal) {
  ScoreScale scale = Scale();
  scale.theta_cut_standard_error = 0.3;
  double moments[9] = {};
  for (const auto& [theta, weight] : CutNodes(scale)) {
    for (int k = 0; k < 9; ++k) {
      moments[k] += weight * std::pow((theta - 0.2) / 0.3, k);
    }
  }
  const double expected[9] = {1, 0, 1, 0, 3, 0, 15, 0, 105};
  for (int k = 0; k < 9; ++k) EXPECT_NEAR(moments[k], expected[k], 1e-11) << k;
}

}  // namespace
}  // namespace adaptest

#include "engine/scores/form_score.h"

#include <cmath>

#include "engine/math/dual.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

ScoreScale Scale(double cut) { return {cut, 0, 720, cut + 1, 820, 100, 1000}; }

TEST(TestCharacteristic, IsTheExpectedRawScore) {
  const ItemBank bank = MakeBank("2pl", {{1, 0}, {2, 1}, {0.5, -1}});
  const double expected =
      1 / (1 + std::exp(-0.4)) + 1 / (1 + std::exp(-0.5 * 1.4));
  EXPECT_NEAR(TestCharacteristic(bank, {0, 2}, 0.4), expected, 1e-14);
}

TEST(ExpectedFormScore, HasItsSlopesOnDuals) {
  using Slope = Dual<1>;
  const ItemBank bank = RandomBank("3pl", 10, 1);
  const auto form = AllItems(10);
  const auto at =
      ExpectedFormScore(bank, form, Dual<1, Slope>(Slope(0.3, 0), 0));
  const auto score = [&](double d) {
    return TestCharacteristic(bank, form, 0.3 + d);
  };
  constexpr double h = 1e-4;
  EXPECT_EQ(at.value.value, score(0));
  EXPECT_NEAR(at.slope[0].value, (score(h) - score(-h)) / (2 * h), 1e-7);
  EXPECT_NEAR(at.slope[0].slope[0],
              (score(h) - 2 * score(0) + score(-h)) / (h * h), 1e-5);
}

TEST(RawCut, RoundsUpToTheNextWholeNumber) {
  // At their difficulty equal items are right with probability 1/2.
  const ItemBank bank = MakeBank("rasch", std::vector(5, std::vector{1.0, 0.}));
  EXPECT_EQ(RawCut(bank, {0, 1, 2, 3}, 0), 2);
  EXPECT_EQ(RawCut(bank, {0, 1, 2, 3}, 1e-10), 2);  // forgiven
  EXPECT_EQ(RawCut(bank, {0, 1, 2, 3}, 1e-6), 3);
  EXPECT_EQ(RawCut(bank, {0, 1, 2, 3, 4}, 0), 3);
  EXPECT_EQ(RawCut(bank, {0, 1, 2, 3, 4}, -40), 0);
  EXPECT_EQ(RawCut(bank, {0, 1, 2, 3, 4}, 40), 5);
}

TEST(FormScaledScore, InvertsTheTestCharacteristicCurve) {
  // Equal items: raw / n = P(theta), so theta = logit(raw / n).
  const ItemBank bank = MakeBank("rasch", std::vector(9, std::vector{1.0, 0.}));
  const ScoreScale scale = Scale(0.05);
  for (int raw = 1; raw < 9; ++raw) {
    const double theta = std::log(raw / (9.0 - raw));
    EXPECT_EQ(FormScaledScore(bank, AllItems(9), ReportedScale::Linear(scale),
                              -6, 6, raw),
              ScaledScore(scale, theta));
  }
}

TEST(FormScaledScore, IsLinearBelowTheLowerAsymptotes) {
  const ItemBank bank =
      MakeBank("3pl", std::vector(20, std::vector{1.0, 0.0, 0.25}));
  const ScoreScale scale = Scale(0);
  const double lowest = TestCharacteristic(bank, AllItems(20), -4);
  const double at_lowest = ScaledScore(scale, -4);
  for (int raw = 0; raw <= 5; ++raw) {
    EXPECT_NEAR(FormScaledScore(bank, AllItems(20),
                                ReportedScale::Linear(scale), -4, 4, raw),
                100 + (at_lowest - 100) * raw / lowest, 0.5);
  }
  EXPECT_EQ(FormScaledScore(bank, AllItems(20), ReportedScale::Linear(scale),
                            -4, 4, 0),
            100);
}

TEST(FormScaledScore, GivesAllRightTheScoreOfTheHighestTheta) {
  const ItemBank bank = RandomBank("3pl", 20, 1);
  EXPECT_EQ(FormScaledScore(bank, AllItems(20), ReportedScale::Linear(Scale(0)),
                            -6, 6, 20),
            1000);
  EXPECT_EQ(FormScaledScore(bank, AllItems(20), ReportedScale::Linear(Scale(0)),
                            -6, 2, 20),
            920);
}

TEST(FormScaledScore, PassesExactlyFromTheRawCutUpwards) {
  Random random(3);
  for (int seed = 0; seed < 60; ++seed) {
    const char* models[] = {"rasch", "2pl", "3pl", "4pl"};
    const int n = 5 + static_cast<int>(random.Below(45));
    const ItemBank bank = RandomBank(models[seed % 4], n, seed);
    const std::vector<int> form = AllItems(n);
    const ScoreScale scale = Scale(random.Normal());
    const int cut = RawCut(bank, form, scale.theta_cut);
    double before = 0;
    for (int raw = 0; raw <= n; ++raw) {
      const double score =
          FormScaledScore(bank, form, ReportedScale::Linear(scale), -6, 6, raw);
      EXPECT_EQ(raw >= cut, score >= 720) << "raw " << raw << ", cut " << cut;
      EXPECT_GE(score, before);
      before = score;
    }
  }
}

TEST(FormScaledScore, AgreesWithTheRawCutForACutOutsideTheRange) {
  const ItemBank bank = RandomBank("3pl", 30, 5);
  for (const double theta_cut : {-8.0, 8.0}) {
    const int cut = RawCut(bank, AllItems(30), theta_cut);
    for (int raw = 0; raw <= 30; ++raw) {
      const double score =
          FormScaledScore(bank, AllItems(30),
                          ReportedScale::Linear(Scale(theta_cut)), -4, 4, raw);
      EXPECT_EQ(raw >= cut, score >= 720) << raw;
    }
  }
}

}  // namespace
}  // namespace adaptest

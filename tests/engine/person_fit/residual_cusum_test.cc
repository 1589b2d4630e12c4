#include "engine/person_fit/residual_cusum.h"

#include <cmath>

#include "tests/engine/ability/answer_builder.h"

namespace adaptest {
namespace {

TEST(ResidualCusum, AddsResidualsAndStartsAgainAtZero) {
  // P = 1/2 everywhere: residuals of +-1/2, over four answers +-1/8.
  const ItemBank bank = MakeBank("2pl", {{1, 0}, {2, 0}, {1, 0}, {1, 0}});
  const auto mixed = ResidualCusum(bank, {{{0, 1}, {1, 1}, {2, 0}, {3, 0}}}, 0);
  EXPECT_NEAR(mixed.upper, 0.25, 1e-15);
  EXPECT_NEAR(mixed.lower, -0.25, 1e-15);
  const auto right = ResidualCusum(bank, SameAnswers(4, 1), 0);
  EXPECT_NEAR(right.upper, 0.5, 1e-15);
  EXPECT_EQ(right.lower, 0);
  const auto none = ResidualCusum(bank, {}, 0);
  EXPECT_EQ(none.upper, 0);
  EXPECT_EQ(none.lower, 0);
}

TEST(ResidualCusum, IsAberrantBeyondEitherBound) {
  const CusumExtremes bounds = {0.2, -0.1};
  EXPECT_FALSE(IsAberrant({0.2, -0.1}, bounds));
  EXPECT_TRUE(IsAberrant({0.21, -0.05}, bounds));
  EXPECT_TRUE(IsAberrant({0.05, -0.11}, bounds));
}

// Extremes of tests of 20 items each, of answers that follow the model.
std::vector<CusumExtremes> Simulated(const ItemBank& bank, int persons,
                                     Random& random) {
  EstimationSettings settings;
  settings.grid = *ThetaGrid::Make(41, -5, 5);
  std::vector<CusumExtremes> extremes;
  for (int e = 0; e < persons; ++e) {
    const auto answers = SimulateAnswers(bank, 20, random.Normal(), random);
    const double theta = *Eap().Estimate(bank, answers, settings).theta;
    extremes.push_back(ResidualCusum(bank, answers, theta));
  }
  return extremes;
}

TEST(ResidualCusum, BoundsLeaveHalfTheRateOnEitherSide) {
  std::vector<CusumExtremes> extremes;
  for (int i = 1; i <= 40; ++i) extremes.push_back({0.01 * i, -0.02 * i});
  const CusumExtremes bounds = CusumBounds(extremes, 0.1);
  EXPECT_NEAR(bounds.upper, 0.38, 1e-15);
  EXPECT_NEAR(bounds.lower, -0.78, 1e-15);
}

TEST(ResidualCusum, BoundsHoldTheirFalseAlarmRateOnFreshAnswers) {
  const ItemBank bank = RandomBank("2pl", 20, 6);
  Random random(7);
  constexpr double kRate = 0.1;
  constexpr int kPersons = 1500;
  const auto bounds = CusumBounds(Simulated(bank, 1500, random), kRate);
  int alarms = 0;
  for (const CusumExtremes& e : Simulated(bank, kPersons, random)) {
    alarms += IsAberrant(e, bounds);
  }
  // Standard errors: 0.008 of this rate, 0.008 of the bounds' own.
  EXPECT_NEAR(alarms / double{kPersons}, kRate, 0.035);
}

TEST(ResidualCusum, TellsALapseInTheMiddleOfATest) {
  const ItemBank bank = RandomBank("2pl", 20, 6);
  Random random(8);
  const auto bounds = CusumBounds(Simulated(bank, 1000, random), 0.1);
  std::vector<ScoredAnswer> answers;
  for (int k = 0; k < 20; ++k) answers.push_back({k, k < 10});
  EstimationSettings settings;
  settings.grid = *ThetaGrid::Make(41, -5, 5);
  const double estimate = *Eap().Estimate(bank, answers, settings).theta;
  EXPECT_TRUE(IsAberrant(ResidualCusum(bank, answers, estimate), bounds));
}

}  // namespace
}  // namespace adaptest

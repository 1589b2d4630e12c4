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

// Tests of 20 items each, as different examinees would get them.
std::vector<std::vector<int>> Tests(int bank_size) {
  std::vector<std::vector<int>> tests;
  Random random(5);
  for (int t = 0; t < 10; ++t) {
    std::vector<int> items = AllItems(bank_size);
    random.Shuffle(items);
    items.resize(20);
    tests.push_back(items);
  }
  return tests;
}

CusumSimulation Simulation() {
  CusumSimulation simulation;
  simulation.estimator = Eap();
  simulation.settings.grid = *ThetaGrid::Make(41, -5, 5);
  simulation.false_alarm_rate = 0.1;
  return simulation;
}

TEST(ResidualCusum, BoundsHoldTheirFalseAlarmRateOnFreshAnswers) {
  const ItemBank bank = RandomBank("2pl", 60, 6);
  const auto tests = Tests(60);
  const CusumSimulation simulation = Simulation();
  Random random(7);
  const auto bounds = FindCusumBounds(bank, tests, simulation, random);
  EXPECT_GT(bounds.upper, 0);
  EXPECT_LT(bounds.lower, 0);
  int alarms = 0;
  constexpr int kPersons = 1500;
  for (int e = 0; e < kPersons; ++e) {
    const double theta = random.Normal();
    std::vector<ScoredAnswer> answers;
    for (const int i : tests[e % tests.size()]) {
      const double p =
          ProbabilityRight(bank.item(i).model, bank.item(i).parameters, theta);
      answers.push_back({i, random.Uniform() < p ? 1 : 0});
    }
    const double estimate =
        *Eap().Estimate(bank, answers, simulation.settings).theta;
    alarms += IsAberrant(ResidualCusum(bank, answers, estimate), bounds);
  }
  // Standard errors: 0.008 of this rate, 0.01 of the bounds' own.
  EXPECT_NEAR(alarms / double{kPersons}, 0.1, 0.035);
}

TEST(ResidualCusum, TellsALapseInTheMiddleOfATest) {
  const ItemBank bank = RandomBank("2pl", 60, 6);
  const auto tests = Tests(60);
  Random random(8);
  const auto bounds = FindCusumBounds(bank, tests, Simulation(), random);
  std::vector<ScoredAnswer> answers;
  for (int k = 0; k < 20; ++k) answers.push_back({tests[0][k], k < 10});
  const double estimate =
      *Eap().Estimate(bank, answers, Simulation().settings).theta;
  EXPECT_TRUE(IsAberrant(ResidualCusum(bank, answers, estimate), bounds));
}

TEST(ResidualCusum, BoundsFollowTheSeedAlone) {
  const ItemBank bank = RandomBank("3pl", 60, 6);
  CusumSimulation simulation = Simulation();
  simulation.examinees = 50;
  Random one(9), same(9);
  const auto a = FindCusumBounds(bank, Tests(60), simulation, one);
  const auto b = FindCusumBounds(bank, Tests(60), simulation, same);
  EXPECT_EQ(a.upper, b.upper);
  EXPECT_EQ(a.lower, b.lower);
}

}  // namespace
}  // namespace adaptest

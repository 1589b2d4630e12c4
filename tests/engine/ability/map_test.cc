#include "engine/ability/map.h"

#include <cmath>

#include "engine/ability/likelihood.h"
#include "tests/engine/ability/answer_builder.h"

namespace adaptest {
namespace {

Prior SomeGrid() {
  return *MakePrior({"grid",
                     {{"-5", 0}, {"-2", 1}, {"-1", 0.2}, {"1", 2}, {"4", 0.1}},
                     {},
                     {}});
}

TEST(Map, IsTheHighestPointOfTheLogPosterior) {
  const Prior priors[] = {NormalPrior{0.3, 0.7}, UniformPrior(),
                          JeffreysPrior(), SomeGrid(), HistoryPrior()};
  const ThetaGrid fine = *ThetaGrid::Make(2401, -6, 6);
  for (int seed = 0; seed < 15; ++seed) {
    const ItemBank bank = RandomBank("3pl", 8, seed);
    const auto answers = CoinAnswers(8, 100 + seed);
    for (const Prior& prior : priors) {
      const auto estimate = Map().Estimate(bank, answers, {ThetaGrid(), prior});
      const double found =
          estimate.log_likelihood +
          LogPriorAt(prior, bank, answers, *estimate.theta).value;
      const auto log_prior = LogPrior(prior, bank, answers, fine);
      double best = -HUGE_VAL;
      for (int q = 0; q < fine.size(); ++q) {
        best = std::max(
            best, log_prior[q] + LogLikelihood(bank, answers, fine.theta(q)));
      }
      EXPECT_GE(found, best - 1e-11) << seed << " " << prior.index();
      EXPECT_NEAR(found, best, 1e-3) << seed << " " << prior.index();
    }
  }
}

TEST(Map, AddsThePriorsPrecisionToTheInformation) {
  const ItemBank bank = RandomBank("3pl", 20, 2);
  Random random(3);
  const auto answers = SimulateAnswers(bank, 20, 0.5, random);
  const EstimationSettings settings = {ThetaGrid(), NormalPrior{0, 0.5}};
  const auto expected = Map().Estimate(bank, answers, settings);
  EXPECT_NEAR(
      *expected.standard_error,
      1 / std::sqrt(TestInformation(bank, answers, *expected.theta) + 4),
      1e-12);
  const auto observed =
      Map{InformationKind::kObserved}.Estimate(bank, answers, settings);
  EXPECT_EQ(observed.theta, expected.theta);
  EXPECT_NEAR(
      *observed.standard_error,
      1 / std::sqrt(4 - LikelihoodAt(bank, answers, *observed.theta).curvature),
      1e-12);
}

TEST(Map, IsThePriorsModeWithoutAnswers) {
  const ItemBank bank = RandomBank("2pl", 1, 1);
  const auto normal =
      Map().Estimate(bank, {}, {ThetaGrid(), NormalPrior{0.5, 0.8}});
  EXPECT_NEAR(*normal.theta, 0.5, 1e-12);
  EXPECT_NEAR(*normal.standard_error, 0.8, 1e-12);
  EXPECT_EQ(normal.state, AbilityState::kNoAnswers);
  for (const Prior& flat : {Prior(UniformPrior()), Prior(JeffreysPrior())}) {
    const auto none = Map().Estimate(bank, {}, {ThetaGrid(), flat});
    EXPECT_EQ(none.theta, std::nullopt);
    EXPECT_EQ(none.standard_error, std::nullopt);
    EXPECT_EQ(none.state, AbilityState::kNoAnswers);
  }
}

TEST(Map, KeepsWithinTheBounds) {
  const ItemBank bank = RandomBank("2pl", 30, 4);
  const auto right = Map().Estimate(bank, SameAnswers(30, 1),
                                    {ThetaGrid(), NormalPrior(), -1, 1});
  EXPECT_EQ(*right.theta, 1);
  EXPECT_EQ(right.state, AbilityState::kAtUpperBound);
  const auto wrong = Map().Estimate(bank, SameAnswers(30, 0),
                                    {ThetaGrid(), UniformPrior(), -2, 2});
  EXPECT_EQ(*wrong.theta, -2);
  EXPECT_EQ(wrong.state, AbilityState::kAtLowerBound);
}

TEST(Map, IsRightAfterTwoThousandAnswers) {
  const ItemBank bank = RandomBank("3pl", 2000, 9);
  Random random(10);
  const auto answers = SimulateAnswers(bank, 2000, 0.8, random);
  const auto estimate =
      Map().Estimate(bank, answers, {ThetaGrid(), NormalPrior()});
  EXPECT_NEAR(*estimate.theta, 0.8, 5 * *estimate.standard_error);
  const auto point = LikelihoodAt(bank, answers, *estimate.theta);
  EXPECT_NEAR((point.slope - *estimate.theta) / point.curvature, 0, 1e-10);
}

}  // namespace
}  // namespace adaptest

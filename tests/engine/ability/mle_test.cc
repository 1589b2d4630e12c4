#include "engine/ability/mle.h"

#include <cmath>

#include "engine/ability/likelihood.h"
#include "tests/engine/ability/answer_builder.h"
#include "tests/engine/catr_values.h"

namespace adaptest {
namespace {

const EstimationSettings kDefault = {ThetaGrid(), NormalPrior()};
const EstimationSettings kWithin4 = {ThetaGrid(), NormalPrior(), -4, 4};

TEST(Mle, AgreesWithCatr) {
  for (const CatrPattern& pattern : CatrPatterns()) {
    const ItemBank bank = MakeBank("3pl", pattern.items);
    std::vector<ScoredAnswer> answers;
    for (const int x : pattern.answers) {
      answers.push_back({static_cast<int>(answers.size()), x});
    }
    const auto estimate = Mle().Estimate(bank, answers, kWithin4);
    EXPECT_NEAR(*estimate.theta, pattern.ml, 5e-8);
    EXPECT_NEAR(*estimate.standard_error, pattern.ml_se, 1e-6);
    EXPECT_EQ(estimate.state, pattern.ml == -4  ? AbilityState::kAtLowerBound
                              : pattern.ml == 4 ? AbilityState::kAtUpperBound
                                                : AbilityState::kOk);
  }
}

TEST(Mle, SolvesTheLikelihoodEquation) {
  for (int seed = 0; seed < 100; ++seed) {
    const ItemBank bank = RandomBank("2pl", 30, seed);
    Random random(seed);
    const auto answers = SimulateAnswers(bank, 30, random.Normal(), random);
    const auto estimate = Mle().Estimate(bank, answers, kDefault);
    if (estimate.state != AbilityState::kOk) continue;
    const auto point = LikelihoodAt(bank, answers, *estimate.theta);
    EXPECT_NEAR(point.slope / point.curvature, 0, 1e-10) << seed;
    EXPECT_EQ(point.value, estimate.log_likelihood);
    EXPECT_NEAR(*estimate.standard_error, 1 / std::sqrt(-point.curvature),
                1e-9);
  }
}

TEST(Mle, TakesTheLargestOfSeveralMaxima) {
  for (int seed = 0; seed < 300; ++seed) {
    const ItemBank bank = RandomBank("3pl", 8, seed);
    const auto answers = CoinAnswers(8, 1000 + seed);
    const auto estimate = Mle().Estimate(bank, answers, kDefault);
    double best = -HUGE_VAL;
    for (double theta = -6; theta <= 6; theta += 0.01) {
      best = std::max(best, LogLikelihood(bank, answers, theta));
    }
    EXPECT_GE(estimate.log_likelihood, best - 1e-12) << seed;
    EXPECT_NEAR(estimate.log_likelihood, best, 1e-3) << seed;
  }
}

TEST(Mle, FindsTheFurtherAndHigherPeak) {
  // Seen from 0 the nearer peak is lower; the likelihood has two.
  const ItemBank bank = MakeBank(
      "3pl", {{3, -2, 0}, {3, -2, 0}, {4, 2, 0.2}, {4, 2, 0.2}, {4, 2, 0.2}});
  const std::vector<ScoredAnswer> answers = {
      {0, 1}, {1, 0}, {2, 1}, {3, 1}, {4, 1}};
  const auto estimate = Mle().Estimate(bank, answers, kDefault);
  const double low = LogLikelihood(bank, answers, -2);
  EXPECT_GE(estimate.log_likelihood, low);
  EXPECT_NEAR(*estimate.theta, -2, 0.01);
}

TEST(Mle, StopsAtTheBoundsForPerfectAndZeroScores) {
  const ItemBank bank = RandomBank("3pl", 20, 3);
  const auto right = Mle().Estimate(bank, SameAnswers(20, 1), kDefault);
  EXPECT_EQ(*right.theta, 6);
  EXPECT_EQ(right.state, AbilityState::kAtUpperBound);
  const auto wrong = Mle().Estimate(bank, SameAnswers(20, 0), kDefault);
  EXPECT_EQ(*wrong.theta, -6);
  EXPECT_EQ(wrong.state, AbilityState::kAtLowerBound);
  double information = 0;
  for (const Item& item : bank.items()) {
    information += Information(item.model, item.parameters, 6);
  }
  EXPECT_NEAR(*right.standard_error, 1 / std::sqrt(information), 1e-9);
}

TEST(Mle, IsUndefinedWithoutAnswers) {
  const auto estimate = Mle().Estimate(RandomBank("2pl", 1, 1), {}, kDefault);
  EXPECT_EQ(estimate.theta, std::nullopt);
  EXPECT_EQ(estimate.standard_error, std::nullopt);
  EXPECT_EQ(estimate.state, AbilityState::kNoAnswers);
}

TEST(Mle, TakesItsStandardErrorFromTheObservedInformation) {
  const ItemBank bank = RandomBank("3pl", 30, 8);
  Random random(3);
  const auto answers = SimulateAnswers(bank, 30, 0.5, random);
  const auto estimate =
      Mle{InformationKind::kObserved}.Estimate(bank, answers, kDefault);
  const auto point = LikelihoodAt(bank, answers, *estimate.theta);
  EXPECT_NEAR(*estimate.standard_error, 1 / std::sqrt(-point.curvature), 1e-12);
}

TEST(Mle, HasNoStandardErrorWhereInformationUnderflows) {
  const ItemBank bank = MakeBank("2pl", {{20, 50}});
  const auto estimate = Mle().Estimate(bank, SameAnswers(1, 1), kDefault);
  EXPECT_EQ(*estimate.theta, 6);
  EXPECT_EQ(estimate.standard_error, std::nullopt);
}

TEST(Mle, IsRightAfterTwoThousandAnswers) {
  const ItemBank bank = RandomBank("3pl", 2000, 9);
  Random random(10);
  const auto answers = SimulateAnswers(bank, 2000, 0.8, random);
  const auto estimate = Mle().Estimate(bank, answers, kDefault);
  EXPECT_NEAR(*estimate.theta, 0.8, 5 * *estimate.standard_error);
  EXPECT_LT(*estimate.standard_error, 0.08);
  const auto point = LikelihoodAt(bank, answers, *estimate.theta);
  EXPECT_NEAR(point.slope / point.curvature, 0, 1e-10);
}

}  // namespace
}  // namespace adaptest

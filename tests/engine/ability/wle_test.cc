#include "engine/ability/wle.h"

#include <cmath>

#include "engine/ability/likelihood.h"
#include "tests/engine/ability/answer_builder.h"

namespace adaptest {
namespace {

const EstimationSettings kDefault = {ThetaGrid(), NormalPrior()};

TEST(Wle, IsTheMaximumOfTheWeightedLikelihoodForTwoParameters) {
  // J / (2 I) is the slope of log(I) / 2 there.
  for (int seed = 0; seed < 20; ++seed) {
    const ItemBank bank = RandomBank("2pl", 10, seed);
    const auto answers = CoinAnswers(10, 50 + seed);
    const auto estimate = Wle().Estimate(bank, answers, kDefault);
    const auto weighted = [&](double theta) {
      return LogLikelihood(bank, answers, theta) +
             0.5 * std::log(TestInformation(bank, answers, theta));
    };
    double best = -HUGE_VAL;
    for (double theta = -6; theta <= 6; theta += 0.005) {
      best = std::max(best, weighted(theta));
    }
    EXPECT_GE(weighted(*estimate.theta), best - 1e-12) << seed;
    EXPECT_NEAR(weighted(*estimate.theta), best, 1e-4) << seed;
  }
}

// The left side of the equation by central differences of probabilities.
double Equation(const ItemBank& bank, const std::vector<ScoredAnswer>& answers,
                double theta) {
  constexpr double kStep = 1e-4;
  double score = 0, information = 0, warm = 0;
  for (const auto& [i, x] : answers) {
    const Item& item = bank.item(i);
    const auto p = [&item](double t) {
      return ProbabilityRight(item.model, item.parameters, t);
    };
    const double p0 = p(theta);
    const double p1 = (p(theta + kStep) - p(theta - kStep)) / (2 * kStep);
    const double p2 =
        (p(theta + kStep) - 2 * p0 + p(theta - kStep)) / (kStep * kStep);
    const double pq = p0 * (1 - p0);
    score += p1 * (x - p0) / pq;
    information += p1 * p1 / pq;
    warm += p1 * p2 / pq;
  }
  return score + warm / (2 * information);
}

TEST(Wle, SolvesWarmsEquation) {
  int solved = 0;
  for (int seed = 0; seed < 100; ++seed) {
    const ItemBank bank = RandomBank(seed % 2 == 0 ? "3pl" : "4pl", 15, seed);
    const auto answers = CoinAnswers(15, seed);
    const auto estimate = Wle().Estimate(bank, answers, kDefault);
    if (estimate.state != AbilityState::kOk) continue;
    EXPECT_NEAR(Equation(bank, answers, *estimate.theta), 0, 1e-5) << seed;
    ++solved;
  }
  EXPECT_GT(solved, 80);
}

TEST(Wle, IsFiniteForAllRightAndAllWrongInTheRaschModel) {
  const ItemBank bank = RandomBank("rasch", 20, 1);
  for (const int x : {0, 1}) {
    const auto estimate = Wle().Estimate(bank, SameAnswers(20, x), kDefault);
    EXPECT_EQ(estimate.state, AbilityState::kOk);
    EXPECT_GT(x == 1 ? *estimate.theta : -*estimate.theta, 2);
    EXPECT_LT(std::abs(*estimate.theta), 6);
  }
}

TEST(Wle, StopsAtABoundThatHoldsNoRoot) {
  const ItemBank bank = RandomBank("rasch", 20, 1);
  const EstimationSettings narrow = {ThetaGrid(), NormalPrior(), -1, 1};
  const auto right = Wle().Estimate(bank, SameAnswers(20, 1), narrow);
  EXPECT_EQ(*right.theta, 1);
  EXPECT_EQ(right.state, AbilityState::kAtUpperBound);
  const auto wrong = Wle().Estimate(bank, SameAnswers(20, 0), narrow);
  EXPECT_EQ(*wrong.theta, -1);
  EXPECT_EQ(wrong.state, AbilityState::kAtLowerBound);
}

TEST(Wle, TakesItsStandardErrorFromEitherInformation) {
  const ItemBank bank = RandomBank("3pl", 30, 8);
  Random random(3);
  const auto answers = SimulateAnswers(bank, 30, 0.5, random);
  const auto expected = Wle().Estimate(bank, answers, kDefault);
  EXPECT_NEAR(*expected.standard_error,
              1 / std::sqrt(TestInformation(bank, answers, *expected.theta)),
              1e-12);
  const auto observed =
      Wle{InformationKind::kObserved}.Estimate(bank, answers, kDefault);
  EXPECT_NEAR(
      *observed.standard_error,
      1 / std::sqrt(-LikelihoodAt(bank, answers, *observed.theta).curvature),
      1e-12);
}

TEST(Wle, IsLessBiasedThanTheMaximum) {
  const ItemBank bank = RandomBank("2pl", 15, 5);
  Random random(6);
  double bias = 0;
  constexpr int kPersons = 400;
  for (int p = 0; p < kPersons; ++p) {
    const auto answers = SimulateAnswers(bank, 15, 1.5, random);
    bias += (*Wle().Estimate(bank, answers, kDefault).theta - 1.5) / kPersons;
  }
  EXPECT_NEAR(bias, 0, 0.1);  // the standard error of the mean is 0.035
}

TEST(Wle, IsDefinedWithoutAnswersAndWithoutInformation) {
  const ItemBank bank = MakeBank("2pl", {{20, 50}});
  const auto none = Wle().Estimate(bank, {}, kDefault);
  EXPECT_EQ(none.theta, std::nullopt);
  EXPECT_EQ(none.state, AbilityState::kNoAnswers);
  const auto far = Wle().Estimate(bank, SameAnswers(1, 1), kDefault);
  EXPECT_EQ(*far.theta, 6);
  EXPECT_EQ(far.standard_error, std::nullopt);
}

TEST(Wle, IsRightAfterTwoThousandAnswers) {
  const ItemBank bank = RandomBank("3pl", 2000, 9);
  Random random(10);
  const auto answers = SimulateAnswers(bank, 2000, 0.8, random);
  const auto estimate = Wle().Estimate(bank, answers, kDefault);
  EXPECT_NEAR(*estimate.theta, 0.8, 5 * *estimate.standard_error);
}

}  // namespace
}  // namespace adaptest

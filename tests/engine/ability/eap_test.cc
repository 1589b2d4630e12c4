#include "engine/ability/eap.h"

#include <cmath>

#include "engine/ability/refined_posterior.h"
#include "tests/engine/bank_builder.h"
#include "tests/engine/catr_values.h"

namespace adaptest {
namespace {

std::vector<ScoredAnswer> AnswersOf(const std::vector<int>& categories) {
  std::vector<ScoredAnswer> answers;
  for (const int x : categories) {
    answers.push_back({static_cast<int>(answers.size()), x});
  }
  return answers;
}

struct Truth {
  double mean, sd;
};

// The posterior's moments with a N(0, 1) prior by direct summation.
Truth Integrate(const ItemBank& bank, const std::vector<ScoredAnswer>& answers,
                double lower, double upper, int steps) {
  std::vector<double> log_density(steps + 1);
  double largest = -HUGE_VAL;
  for (int s = 0; s <= steps; ++s) {
    const double theta = lower + (upper - lower) * s / steps;
    double l = -0.5 * theta * theta;
    for (const auto& [i, x] : answers) {
      const double p =
          ProbabilityRight(bank.item(i).model, bank.item(i).parameters, theta);
      l += std::log(x == 1 ? p : 1 - p);
    }
    log_density[s] = l;
    largest = std::max(largest, l);
  }
  double mass = 0, first = 0, second = 0;
  for (int s = 0; s <= steps; ++s) {
    const double theta = lower + (upper - lower) * s / steps;
    const double w = std::exp(log_density[s] - largest);
    mass += w;
    first += w * theta;
    second += w * theta * theta;
  }
  const double mean = first / mass;
  return {mean, std::sqrt(second / mass - mean * mean)};
}

TEST(Eap, AgreesWithCatr) {
  for (const CatrPattern& pattern : CatrPatterns()) {
    const ItemBank bank = MakeBank("3pl", pattern.items);
    const auto answers = AnswersOf(pattern.answers);
    const auto coarse = Eap().Estimate(
        bank, answers, {*ThetaGrid::Make(33, -4, 4), NormalPrior()});
    EXPECT_NEAR(*coarse.theta, pattern.eap33, 1e-6);
    EXPECT_NEAR(*coarse.standard_error, pattern.eap33_se, 1e-6);
    const auto fine = Eap().Estimate(
        bank, answers, {*ThetaGrid::Make(61, -6, 6), NormalPrior()});
    EXPECT_NEAR(*fine.theta, pattern.eap61, 1e-6);
    EXPECT_NEAR(*fine.standard_error, pattern.eap61_se, 1e-6);
  }
}

TEST(Eap, IsTheIntegralOverATwentyTimesFinerGrid) {
  for (int seed = 0; seed < 20; ++seed) {
    const ItemBank bank = RandomBank("3pl", 25, seed);
    Random random(100 + seed);
    const auto answers =
        SimulateAnswers(bank, 1 + seed, 1.5 * random.Normal(), random);
    const auto estimate =
        Eap().Estimate(bank, answers, {ThetaGrid(), NormalPrior()});
    const Truth truth = Integrate(bank, answers, -6, 6, 2400);
    EXPECT_NEAR(*estimate.theta, truth.mean, 1e-6);
    EXPECT_NEAR(*estimate.standard_error, truth.sd, 1e-6);
    EXPECT_EQ(estimate.state, AbilityState::kOk);
  }
}

TEST(Eap, IsRightAfterTwoThousandAnswers) {
  const ItemBank bank = RandomBank("3pl", 2000, 1);
  for (const double theta : {-2.0, 0.43, 1.9}) {
    Random random(2);
    const auto answers = SimulateAnswers(bank, 2000, theta, random);
    const auto estimate =
        Eap().Estimate(bank, answers, {ThetaGrid(), NormalPrior()});
    const double t = *estimate.theta;
    const Truth truth = Integrate(bank, answers, t - 1, t + 1, 1000);
    EXPECT_NEAR(t, truth.mean, 1e-7);
    EXPECT_NEAR(*estimate.standard_error, truth.sd, 1e-7);
    EXPECT_LT(*estimate.standard_error, 0.1);
    EXPECT_NEAR(t, theta, 5 * truth.sd);
  }
}

TEST(Eap, IsThePriorWithoutAnswers) {
  const ItemBank bank = RandomBank("2pl", 1, 1);
  const auto estimate = Eap().Estimate(
      bank, {}, {*ThetaGrid::Make(121, -6, 6), NormalPrior{0.5, 0.8}});
  EXPECT_NEAR(*estimate.theta, 0.5, 1e-9);
  EXPECT_NEAR(*estimate.standard_error, 0.8, 1e-8);
  EXPECT_EQ(estimate.state, AbilityState::kNoAnswers);
  EXPECT_EQ(estimate.log_likelihood, 0);
}

TEST(Eap, MovesWithEachAnswerAndStaysInsideTheRange) {
  for (int seed = 0; seed < 50; ++seed) {
    const ItemBank bank = RandomBank("2pl", 60, seed);
    Random random(seed);
    std::vector<ScoredAnswer> answers;
    double before = 0;
    for (int i = 0; i < 60; ++i) {
      const int x = seed % 3 == 0 ? 0 : static_cast<int>(random.Below(2));
      answers.push_back({i, x});
      const auto estimate =
          Eap().Estimate(bank, answers, {ThetaGrid(), NormalPrior()});
      const double move = *estimate.theta - before;
      EXPECT_GE(x == 1 ? move : -move, 0) << "seed " << seed;
      EXPECT_LT(std::abs(*estimate.theta), 6);
      EXPECT_GT(*estimate.standard_error, 0);
      before = *estimate.theta;
    }
  }
}

TEST(Eap, IsDefinedForAllRightOnAnUnboundedLikelihood) {
  const ItemBank bank = RandomBank("2pl", 30, 4);
  const std::vector<int> right(30, 1);
  const auto estimate =
      Eap().Estimate(bank, AnswersOf(right), {ThetaGrid(), UniformPrior()});
  EXPECT_GT(*estimate.theta, 3);
  EXPECT_LT(*estimate.theta, 6);
}

TEST(RefinedPosterior, LeavesAResolvedPosteriorOnItsGrid) {
  const ItemBank bank = RandomBank("2pl", 30, 5);
  Random random(6);
  const auto answers = SimulateAnswers(bank, 30, 0, random);
  const Posterior posterior =
      RefinedPosterior(bank, answers, NormalPrior(), ThetaGrid());
  EXPECT_EQ(posterior.grid().size(), 121);
  EXPECT_EQ(posterior.grid().lower(), -6);
}

TEST(RefinedPosterior, ResolvesEveryWidth) {
  const ItemBank bank = MakeBank("2pl", {{20, 0.04}});
  for (const int answers : {10, 1000, 10000}) {
    std::vector<ScoredAnswer> given;
    for (int i = 0; i < answers; ++i) given.push_back({0, i % 2});
    const Posterior posterior =
        RefinedPosterior(bank, given, UniformPrior(), ThetaGrid());
    EXPECT_GE(posterior.sd(), posterior.grid().spacing());
    EXPECT_NEAR(posterior.mean(), 0.04, 1e-9);
    // Near the normal limit the variance is 1 / (n a^2 / 4).
    if (answers > 100) {
      EXPECT_NEAR(posterior.sd() * 10 * std::sqrt(answers), 1, 0.01);
    }
  }
}

}  // namespace
}  // namespace adaptest

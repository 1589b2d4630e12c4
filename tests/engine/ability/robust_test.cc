#include "engine/ability/robust.h"

#include <cmath>

#include "engine/ability/huber.h"
#include "engine/ability/mle.h"
#include "engine/ability/tukey.h"
#include "tests/engine/ability/answer_builder.h"

namespace adaptest {
namespace {

const EstimationSettings kRobustSettings = {ThetaGrid(), NormalPrior()};

template <class Estimator>
void ExpectSlopeOfWeights(const Estimator& estimator) {
  for (const double r : {-7.0, -3.0, -0.4, 0.6, 1.7, 3.9, 9.0}) {
    const double slope =
        (estimator.Weight(r + 1e-6).value - estimator.Weight(r - 1e-6).value) /
        2e-6;
    EXPECT_NEAR(estimator.Weight(r).slope, slope, 1e-8) << r;
  }
}

TEST(Robust, WeightsHaveTheirSlopes) {
  ExpectSlopeOfWeights(Huber());
  ExpectSlopeOfWeights(Huber{{2.5}});
  ExpectSlopeOfWeights(Tukey());
}

TEST(Robust, IsTheMaximumWhereEveryAnswerCountsFully) {
  const ItemBank bank = RandomBank("3pl", 20, 1);
  const auto answers = CoinAnswers(20, 2);
  const auto mle = Mle().Estimate(bank, answers, kRobustSettings);
  const auto huber = Huber{{100}}.Estimate(bank, answers, kRobustSettings);
  EXPECT_NEAR(*huber.theta, *mle.theta, 1e-10);
  EXPECT_NEAR(*huber.standard_error, *mle.standard_error, 1e-10);
}

TEST(Robust, YieldsLessToALuckyGuess) {
  // Nineteen answers as a person of ability -1 gives them, and a very hard item
  // right.
  std::vector<std::vector<double>> parameters;
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < 19; ++i) {
    parameters.push_back({1.5, -2.8 + 0.2 * i});
    answers.push_back({i, parameters[i][1] < -1 ? 1 : 0});
  }
  const auto before =
      Mle().Estimate(MakeBank("2pl", parameters), answers, kRobustSettings);
  parameters.push_back({1.5, 4});
  answers.push_back({19, 1});
  const ItemBank bank = MakeBank("2pl", parameters);
  const double mle = *Mle().Estimate(bank, answers, kRobustSettings).theta;
  const double huber = *Huber().Estimate(bank, answers, kRobustSettings).theta;
  const double tukey = *Tukey().Estimate(bank, answers, kRobustSettings).theta;
  EXPECT_LT(huber - *before.theta, 0.6 * (mle - *before.theta));
  EXPECT_NEAR(tukey, *before.theta, 0.02);
}

TEST(Robust, IsDefinedForEveryPattern) {
  for (int seed = 0; seed < 30; ++seed) {
    const ItemBank bank = RandomBank("3pl", 5, seed);
    for (const auto& answers :
         {SameAnswers(5, 0), SameAnswers(5, 1), CoinAnswers(5, seed)}) {
      for (const auto& estimate :
           {Huber().Estimate(bank, answers, kRobustSettings),
            Tukey().Estimate(bank, answers, kRobustSettings)}) {
        ASSERT_TRUE(estimate.theta.has_value());
        EXPECT_LE(std::abs(*estimate.theta), 6);
        EXPECT_GT(estimate.standard_error.value_or(1), 0);
      }
    }
  }
}

TEST(Robust, HasNoStandardErrorWhereNoItemHasWeight) {
  const ItemBank bank = MakeBank("2pl", {{2, 0}});
  const auto right = Tukey().Estimate(bank, SameAnswers(1, 1), kRobustSettings);
  EXPECT_EQ(*right.theta, 6);
  EXPECT_EQ(right.state, AbilityState::kAtUpperBound);
  EXPECT_EQ(right.standard_error, std::nullopt);
  const auto none = Huber().Estimate(bank, {}, kRobustSettings);
  EXPECT_EQ(none.theta, std::nullopt);
  EXPECT_EQ(none.state, AbilityState::kNoAnswers);
}

TEST(Robust, AcceptsItemsOfTwoCategories) {
  for (const char* model : {"rasch", "1pl", "2pl", "3pl", "4pl"}) {
    EXPECT_TRUE(Huber().CheckBank(RandomBank(model, 3, 1)).ok());
  }
}

TEST(Robust, IsRightAfterTwoThousandAnswers) {
  const ItemBank bank = RandomBank("2pl", 2000, 9);
  Random random(10);
  const auto answers = SimulateAnswers(bank, 2000, 0.8, random);
  for (const auto& estimate :
       {Huber().Estimate(bank, answers, kRobustSettings),
        Tukey().Estimate(bank, answers, kRobustSettings)}) {
    EXPECT_NEAR(*estimate.theta, 0.8, 5 * *estimate.standard_error);
    EXPECT_LT(*estimate.standard_error, 0.08);
  }
}

}  // namespace
}  // namespace adaptest

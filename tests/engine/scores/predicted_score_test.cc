#include "engine/scores/predicted_score.h"

#include <algorithm>
#include <cmath>

#include "engine/math/normal.h"
#include "engine/prior.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

Posterior Prior01() {
  return Posterior(ThetaGrid(), LogPrior(NormalPrior(), ThetaGrid()));
}

TEST(PredictFormScore, IsTheQuantileOfTheBinomialAtAKnownAbility) {
  // A posterior at one node, five equal items of probability 1/2.
  const ItemBank bank = MakeBank("rasch", std::vector(5, std::vector{1.0, 0.}));
  const BankTables tables(bank, ThetaGrid());
  std::vector<double> known(121, -1000.0);
  known[60] = 0;
  const Prediction prediction =
      PredictFormScore(Posterior(ThetaGrid(), known), tables, AllItems(5), 2,
                       {0, 10, 20, 30, 40, 50, 60, 70});
  // Cumulative: 1/32, 6/32, 16/32, 26/32, 31/32, 1.
  EXPECT_EQ(prediction.lower, 30);
  EXPECT_EQ(prediction.median, 40);
  EXPECT_EQ(prediction.upper, 60);
}

TEST(PredictFormScore, IsTheScoreItselfAtTheEnd) {
  const BankTables tables(RandomBank("3pl", 2, 1), ThetaGrid());
  const auto prediction =
      PredictFormScore(Prior01(), tables, {}, 1, {100, 700, 900});
  EXPECT_EQ(prediction.lower, 700);
  EXPECT_EQ(prediction.median, 700);
  EXPECT_EQ(prediction.upper, 700);
}

TEST(PredictFormScore, CoversTheFinalScore) {
  const ItemBank bank = RandomBank("3pl", 40, 7);
  const BankTables tables(bank, ThetaGrid());
  std::vector<double> raw(41);
  for (int x = 0; x <= 40; ++x) raw[x] = x;
  std::vector<int> rest;
  for (int i = 15; i < 40; ++i) rest.push_back(i);
  Random random(8);
  int inside = 0;
  for (int person = 0; person < 1000; ++person) {
    const auto answers = SimulateAnswers(bank, 40, random.Normal(), random);
    Posterior posterior = Prior01();
    int earned = 0;
    int final_score = 0;
    for (const auto& [item, x] : answers) {
      final_score += x;
      if (item >= 15) continue;
      earned += x;
      posterior.Update(tables.log_probability(item, x));
    }
    const auto p = PredictFormScore(posterior, tables, rest, earned, raw);
    inside += final_score >= p.lower && final_score <= p.upper;
  }
  // Whole numbers: at least 90 %, and not much more than 95 %.
  EXPECT_GE(inside, 885);
  EXPECT_LE(inside, 965);
}

TEST(PredictFinalTheta, IsNormalForANormalPosterior) {
  // Many flat items: information nearly constant where the posterior is.
  const ItemBank bank = MakeBank("2pl", std::vector(40, std::vector{0.2, 0.0}));
  const BankTables tables(bank, ThetaGrid());
  const auto prediction = PredictFinalTheta(Prior01(), tables, AllItems(40));
  const double information = 40 * 0.04 / 4;
  const double sd = std::sqrt(information / (1 + information));
  EXPECT_NEAR(prediction.median, 0, 1e-6);
  EXPECT_NEAR(prediction.upper, sd * NormalQuantile(0.95), 0.01);
  EXPECT_NEAR(prediction.lower, -prediction.upper, 1e-6);
}

TEST(PredictFinalTheta, IsThePresentMeanWithoutItems) {
  const BankTables tables(RandomBank("3pl", 2, 1), ThetaGrid());
  const auto prediction = PredictFinalTheta(Prior01(), tables, {});
  EXPECT_NEAR(prediction.lower, 0, 1e-6);
  EXPECT_NEAR(prediction.upper, 0, 1e-6);
}

// The items not given that are most informative at the mean, best first.
std::vector<int> MostInformative(const BankTables& tables, double theta,
                                 const std::vector<bool>& given, int count) {
  const auto row =
      tables.information(static_cast<int>(std::lround((theta + 6) / 0.1)));
  std::vector<int> items;
  for (size_t i = 0; i < row.size(); ++i) {
    if (!given[i]) items.push_back(static_cast<int>(i));
  }
  std::partial_sort(items.begin(), items.begin() + count, items.end(),
                    [&](int i, int j) { return row[i] > row[j]; });
  items.resize(count);
  return items;
}

TEST(PredictFinalTheta, CoversTheFinalMeanOfAnAdaptiveTest) {
  const ItemBank bank = RandomBank("3pl", 150, 9);
  const BankTables tables(bank, ThetaGrid());
  Random random(10);
  int inside = 0;
  int below = 0;
  for (int person = 0; person < 1000; ++person) {
    const double theta = random.Normal();
    Posterior posterior = Prior01();
    std::vector<bool> given(150);
    Prediction prediction;
    for (int n = 0; n < 30; ++n) {
      if (n == 10) {
        const auto rest = MostInformative(tables, posterior.mean(), given, 20);
        prediction = PredictFinalTheta(posterior, tables, rest);
      }
      const int i = MostInformative(tables, posterior.mean(), given, 1)[0];
      given[i] = true;
      const Item& item = bank.item(i);
      const double p = ProbabilityRight(item.model, item.parameters, theta);
      posterior.Update(tables.log_probability(i, random.Uniform() < p));
    }
    inside += posterior.mean() >= prediction.lower &&
              posterior.mean() <= prediction.upper;
    below += posterior.mean() < prediction.median;
  }
  EXPECT_NEAR(inside / 1000.0, 0.90, 0.03);
  EXPECT_NEAR(below / 1000.0, 0.50, 0.05);
}

}  // namespace
}  // namespace adaptest

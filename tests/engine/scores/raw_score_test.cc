#include "engine/scores/raw_score.h"

#include <cmath>

#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

TEST(AddItemScore, AgreesWithEnumeratingEveryPattern) {
  // Items of 2, 3, 4 and 3 categories at two nodes: p[item][category][node].
  const std::vector<int> categories = {2, 3, 4, 3};
  Random random(1);
  std::vector<std::vector<double>> p;
  for (const int m : categories) {
    std::vector<double> rows(2 * m);
    for (int q = 0; q < 2; ++q) {
      double sum = 0;
      for (int k = 0; k < m; ++k) sum += rows[2 * k + q] = random.Uniform();
      for (int k = 0; k < m; ++k) rows[2 * k + q] /= sum;
    }
    p.push_back(rows);
  }
  std::vector<double> f = {1, 1};
  for (const auto& rows : p) f = AddItemScore(f, rows, 2);
  std::vector<double> expected(2 * 9);
  for (int pattern = 0; pattern < 2 * 3 * 4 * 3; ++pattern) {
    const int k[] = {pattern % 2, pattern / 2 % 3, pattern / 6 % 4,
                     pattern / 24};
    for (int q = 0; q < 2; ++q) {
      double product = 1;
      for (int i = 0; i < 4; ++i) product *= p[i][2 * k[i] + q];
      expected[2 * (k[0] + k[1] + k[2] + k[3]) + q] += product;
    }
  }
  ASSERT_EQ(f.size(), expected.size());
  for (size_t x = 0; x < f.size(); ++x) EXPECT_NEAR(f[x], expected[x], 1e-14);
}

TEST(RawScoreDistributions, AreThoseOfTheNumberRightForDichotomousItems) {
  const ItemBank bank = RandomBank("3pl", 5, 2);
  const ThetaGrid grid = *ThetaGrid::Make(5, -2, 2);
  const BankTables tables(bank, grid);
  const auto f = RawScoreDistributions(tables, {0, 2, 4});
  const auto tails = RawScoreTails(tables, {0, 2, 4});
  ASSERT_EQ(f.size(), 20u);
  EXPECT_EQ(MaxRawScore(tables, {0, 2, 4}), 3);
  for (int q = 0; q < 5; ++q) {
    double all = 1;
    for (const int i : {0, 2, 4}) {
      all *= std::exp(tables.log_probability(i, 1)[q]);
    }
    EXPECT_NEAR(f[15 + q], all, 1e-14);
    EXPECT_NEAR(tails[15 + q], all, 1e-14);
    EXPECT_NEAR(tails[q], 1, 1e-14);
  }
}

TEST(FormScoreAt, HasMeanSlopeAndVarianceOfTheNumberRight) {
  const ItemBank bank = MakeBank("2pl", {{1, 0}, {2, 1}});
  const ItemScore score = FormScoreAt(bank, {0, 1}, 0.5);
  const double p = 1 / (1 + std::exp(-0.5)), r = 1 / (1 + std::exp(1.0));
  EXPECT_NEAR(score.mean, p + r, 1e-14);
  EXPECT_NEAR(score.slope, p * (1 - p) + 2 * r * (1 - r), 1e-14);
  EXPECT_NEAR(score.variance, p * (1 - p) + r * (1 - r), 1e-14);
}

}  // namespace
}  // namespace adaptest

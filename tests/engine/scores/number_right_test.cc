#include "engine/scores/number_right.h"

#include <cmath>
#include <numeric>

#include "engine/math/vector_width.h"
#include "engine/random.h"

namespace adaptest {
namespace {

std::vector<double> Enumerate(const std::vector<double>& p) {
  std::vector<double> f(p.size() + 1);
  for (unsigned pattern = 0; pattern < 1u << p.size(); ++pattern) {
    double probability = 1;
    for (size_t r = 0; r < p.size(); ++r) {
      probability *= pattern >> r & 1 ? p[r] : 1 - p[r];
    }
    f[__builtin_popcount(pattern)] += probability;
  }
  return f;
}

std::vector<double> RandomProbabilities(int n, uint64_t seed) {
  Random random(seed);
  std::vector<double> p;
  for (int r = 0; r < n; ++r) p.push_back(random.Uniform());
  return p;
}

TEST(NumberRightDistribution, AgreesWithEnumeratingEveryPattern) {
  for (int n = 0; n <= 12; ++n) {
    const std::vector<double> p = RandomProbabilities(n, n);
    const auto f = NumberRightDistribution(p);
    const auto expected = Enumerate(p);
    ASSERT_EQ(f.size(), expected.size());
    for (int x = 0; x <= n; ++x) EXPECT_NEAR(f[x], expected[x], 1e-14);
  }
}

TEST(NumberRightDistribution, IsBinomialForEqualItems) {
  const auto f = NumberRightDistribution(std::vector<double>(50, 0.3));
  for (int x = 0; x <= 50; ++x) {
    const double log_p = std::lgamma(51) - std::lgamma(x + 1) -
                         std::lgamma(51 - x) + x * std::log(0.3) +
                         (50 - x) * std::log(0.7);
    EXPECT_NEAR(f[x] / std::exp(log_p), 1, 1e-11) << x;
  }
}

TEST(NumberRightDistribution, AllowsCertainAnswers) {
  EXPECT_THAT(NumberRightDistribution({1, 0, 1}),
              ::testing::ElementsAre(0, 0, 1, 0));
}

TEST(NumberRightDistributions, HoldTheDistributionOfEachNode) {
  for (const int nodes : {1, 5, 16, 61, 121}) {
    const int n = 7;
    const std::vector<double> p = RandomProbabilities(n * nodes, nodes);
    std::vector<double> out((n + 1) * nodes);
    NumberRightDistributions(p, nodes, absl::MakeSpan(out));
    for (int q = 0; q < nodes; ++q) {
      std::vector<double> column;
      for (int r = 0; r < n; ++r) column.push_back(p[r * nodes + q]);
      const auto expected = NumberRightDistribution(column);
      for (int x = 0; x <= n; ++x) {
        EXPECT_DOUBLE_EQ(out[x * nodes + q], expected[x]);
      }
    }
  }
}

TEST(NumberRightDistributions, AreTheSameForEveryWidthOfVectors) {
  const std::vector<double> p = RandomProbabilities(20 * 61, 1);
  std::vector<double> expected(21 * 61);
  NumberRightDistributions(p, 61, absl::MakeSpan(expected), 16);
  for (int bytes = 32; bytes <= VectorBytes(); bytes *= 2) {
    std::vector<double> out(21 * 61);
    NumberRightDistributions(p, 61, absl::MakeSpan(out), bytes);
    EXPECT_EQ(out, expected) << bytes;
  }
}

TEST(NumberRightDistributions, AllowNoItems) {
  std::vector<double> out(3);
  NumberRightDistributions({}, 3, absl::MakeSpan(out));
  EXPECT_THAT(out, ::testing::ElementsAre(1, 1, 1));
}

}  // namespace
}  // namespace adaptest

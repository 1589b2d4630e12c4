#include "calibration/simulation/running_moments.h"

#include <cmath>
#include <vector>

#include "engine/random.h"

namespace adaptest {
namespace {

std::vector<double> Draws(int n, double mean, uint64_t seed) {
  Random random(seed);
  std::vector<double> values;
  for (int i = 0; i < n; ++i) values.push_back(mean + random.Normal());
  return values;
}

double MeanOf(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / values.size();
}

// In two passes.
double Covariance(const std::vector<double>& x, const std::vector<double>& y) {
  double sum = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    sum += (x[i] - MeanOf(x)) * (y[i] - MeanOf(y));
  }
  return sum / (x.size() - 1);
}

TEST(RunningMean, IsTheMeanWithItsStandardError) {
  const std::vector<double> values = Draws(50, 1000, 1);
  RunningMean mean;
  for (const double v : values) mean.Add(v);
  EXPECT_NEAR(*mean.Mean().value, MeanOf(values), 1e-11);
  EXPECT_NEAR(*mean.Mean().standard_error,
              std::sqrt(Covariance(values, values) / 50), 1e-12);
}

TEST(RunningMean, IsExactForCounts) {
  RunningMean mean;
  for (int i = 0; i < 1000; ++i) mean.Add(i % 10 != 0);
  EXPECT_EQ(*mean.Mean().value, 0.9);
}

TEST(RunningMean, IsUndefinedForOneValue) {
  RunningMean mean;
  mean.Add(3);
  EXPECT_FALSE(mean.Mean().value);
  EXPECT_FALSE(mean.RootMean().value);
}

TEST(RunningPair, HasTheStandardErrorOfTheDifferences) {
  const std::vector<double> x = Draws(60, 0, 2);
  std::vector<double> y = Draws(60, 0.3, 3);
  std::vector<double> differences;
  RunningPair pair;
  for (size_t i = 0; i < x.size(); ++i) {
    y[i] += 2 * x[i];  // correlated
    pair.Add(x[i], y[i]);
    differences.push_back(y[i] - x[i]);
  }
  EXPECT_NEAR(*pair.Difference().value, MeanOf(differences), 1e-13);
  EXPECT_NEAR(*pair.Difference().standard_error,
              std::sqrt(Covariance(differences, differences) / 60), 1e-13);
}

// By the bootstrap, whose own error is about 3 %.
TEST(RunningPair, HasTheStandardErrorOfADifferenceOfRoots) {
  constexpr int kN = 400;
  std::vector<double> x = Draws(kN, 0, 4);
  std::vector<double> y = Draws(kN, 0, 5);
  RunningPair pair;
  for (int i = 0; i < kN; ++i) {
    y[i] = std::pow(0.8 * x[i] + y[i], 2);
    x[i] = x[i] * x[i];
    pair.Add(x[i], y[i]);
  }
  Random random(6);
  RunningMean replicates;
  for (int r = 0; r < 2000; ++r) {
    double sum_x = 0;
    double sum_y = 0;
    for (int i = 0; i < kN; ++i) {
      const size_t drawn = random.Below(kN);
      sum_x += x[drawn];
      sum_y += y[drawn];
    }
    replicates.Add(std::sqrt(sum_y / kN) - std::sqrt(sum_x / kN));
  }
  EXPECT_NEAR(*pair.RootDifference().value,
              std::sqrt(MeanOf(y)) - std::sqrt(MeanOf(x)), 1e-13);
  const double sd = *replicates.Mean().standard_error * std::sqrt(2000.0);
  EXPECT_NEAR(*pair.RootDifference().standard_error / sd, 1, 0.1);
}

}  // namespace
}  // namespace adaptest

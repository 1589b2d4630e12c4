#include "calibration/areas/lattice_normal.h"

#include <gtest/gtest.h>

#include <cmath>

namespace adaptest {
namespace {

double Moment(const LatticeNormal& normal, double spacing, int power) {
  double sum = 0;
  for (int j = -normal.reach(); j <= normal.reach(); ++j) {
    sum += normal.weights()[j + normal.reach()] * std::pow(j * spacing, power);
  }
  return sum;
}

TEST(AreaLatticeNormal, HasSumOneAndTheVarianceExactly) {
  for (const double variance : {1e-9, 1e-4, 0.01, 0.04, 0.09, 1.0, 9.0}) {
    const LatticeNormal normal(variance, 0.2);
    EXPECT_NEAR(Moment(normal, 0.2, 0), 1, 1e-14) << variance;
    EXPECT_NEAR(Moment(normal, 0.2, 2), variance, 1e-12 * variance) << variance;
    EXPECT_NEAR(normal.square_variance(),
                Moment(normal, 0.2, 4) - variance * variance,
                1e-12 * normal.square_variance());
  }
}

TEST(AreaLatticeNormal, IsTheNormalWhereTheSpacingResolvesIt) {
  for (const double sd : {0.2, 0.3, 1.0}) {
    const LatticeNormal normal(sd * sd, 0.2);
    for (int j = 0; j <= 10; ++j) {
      const double d = 0.2 * j / sd;
      const double density =
          0.2 / sd * std::exp(-d * d / 2) / std::sqrt(2 * M_PI);
      if (j > normal.reach()) continue;
      EXPECT_NEAR(normal.weights()[normal.reach() + j], density, 1e-6) << sd;
    }
  }
}

TEST(AreaLatticeNormal, OfVarianceZeroIsAPointMass) {
  const LatticeNormal normal(0, 0.2);
  EXPECT_EQ(normal.reach(), 0);
  EXPECT_EQ(normal.weights()[0], 1);
}

TEST(AreaLatticeNormal, SlopesOfLogWeightsAreThoseOfTheFamily) {
  for (const double v : {0.004, 0.03, 0.5}) {
    const double h = 1e-6 * v;
    const LatticeNormal above(v + h, 0.2), below(v - h, 0.2), at(v, 0.2);
    for (int j = 0; j <= 2; ++j) {
      const double slope = (std::log(above.weights()[above.reach() + j]) -
                            std::log(below.weights()[below.reach() + j])) /
                           (2 * h);
      const double expected = (0.04 * j * j - v) / at.square_variance();
      EXPECT_NEAR(slope, expected, 1e-6 * std::abs(expected)) << v << " " << j;
    }
  }
}

}  // namespace
}  // namespace adaptest

#include "calibration/areas/boundary_test.h"

#include <gtest/gtest.h>

namespace adaptest {
namespace {

// Quantiles of 95 % from the tables of the chi-squared distribution.
TEST(AreaBoundaryTest, TailsAreThoseOfTheTables) {
  EXPECT_NEAR(ChiSquaredTail(3.841458820694124, 1), 0.05, 1e-12);
  EXPECT_NEAR(ChiSquaredTail(5.991464547107979, 2), 0.05, 1e-12);
  EXPECT_NEAR(ChiSquaredTail(7.814727903251179, 3), 0.05, 1e-12);
  EXPECT_NEAR(ChiSquaredTail(23.684791304840576, 14), 0.05, 1e-12);
  EXPECT_EQ(ChiSquaredTail(1, 0), 0);
  EXPECT_EQ(ChiSquaredTail(0, 3), 1);
}

TEST(AreaBoundaryTest, OneVarianceHalvesTheTail) {
  EXPECT_NEAR(BoundaryPValue(2.705543454095404, 1), 0.05, 1e-12);
}

TEST(AreaBoundaryTest, TwoVariancesMixThreeDistributions) {
  const double x = 4.2;
  EXPECT_NEAR(BoundaryPValue(x, 2),
              0.5 * ChiSquaredTail(x, 1) + 0.25 * ChiSquaredTail(x, 2), 1e-14);
}

TEST(AreaBoundaryTest, NothingGainedIsNoEvidence) {
  EXPECT_EQ(BoundaryPValue(0, 3), 1);
  EXPECT_EQ(BoundaryPValue(-1e-9, 3), 1);
}

}  // namespace
}  // namespace adaptest

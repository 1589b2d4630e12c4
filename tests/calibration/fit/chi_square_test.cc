#include "calibration/fit/chi_square.h"

#include <gtest/gtest.h>

namespace adaptest {
namespace {

// Values of scipy 1.10.1, stats.chi2.sf and stats.ncx2.cdf.
TEST(ChiSquare, UpperTailIsThatOfTables) {
  const double cases[][3] = {{3.84, 1, 0.05004352124870519},
                             {11.9384, 5, 0.03564166155171341},
                             {0.01, 3, 0.9997348349413444},
                             {992.5, 495, 1.3919475621088709e-35},
                             {1423.3, 275, 5.366341142643076e-154},
                             {50, 200, 1},
                             {5200, 5000, 0.023818998020740657}};
  for (const auto& [x, df, tail] : cases) {
    EXPECT_NEAR(ChiSquareUpperTail(x, df) / tail, 1, 1e-10) << x << ", " << df;
  }
  EXPECT_EQ(ChiSquareUpperTail(0, 4), 1);
}

TEST(ChiSquare, NoncentralDistributionIsThatOfTables) {
  const double cases[][4] = {{11.9384, 5, 3, 0.8186635239861242},
                             {100, 50, 60, 0.3058923411239126},
                             {1423, 275, 1148, 0.505365585287892},
                             {3, 10, 0.5, 0.015357417798912351},
                             {5, 3, 40, 6.915077729403813e-06}};
  for (const auto& [x, df, lambda, probability] : cases) {
    EXPECT_NEAR(NoncentralChiSquareCdf(x, df, lambda), probability, 1e-11);
  }
}

TEST(ChiSquare, NoncentralityHasTheProbabilityAskedFor) {
  for (const double probability : {0.05, 0.95}) {
    for (const double x : {30.0, 500.0, 20000.0}) {
      const double lambda = NoncentralityAt(x, 12, probability);
      EXPECT_NEAR(NoncentralChiSquareCdf(x, 12, lambda), probability, 1e-9);
    }
  }
  EXPECT_EQ(NoncentralityAt(3, 12, 0.95), 0);
}

}  // namespace
}  // namespace adaptest

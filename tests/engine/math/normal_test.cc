#include "engine/math/normal.h"

#include <cmath>

namespace adaptest {
namespace {

// Reference values of R 4.2: qnorm, pnorm, dnorm.
TEST(NormalQuantile, AgreesWithTabulatedValues) {
  EXPECT_NEAR(NormalQuantile(0.975), 1.9599639845400545, 1e-14);
  EXPECT_NEAR(NormalQuantile(1e-10), -6.3613409024040562, 1e-13);
  EXPECT_NEAR(NormalQuantile(0.5), 0, 0);
}

TEST(NormalQuantile, InvertsTheDistributionFunction) {
  for (double log_p = -300; log_p < -0.01; log_p += 0.5) {
    const double p = std::exp(log_p);
    EXPECT_NEAR(NormalCdf(NormalQuantile(p)) / p, 1, 1e-12) << p;
  }
}

TEST(NormalQuantile, IsOddAboutOneHalf) {
  for (const double p : {0.001, 0.01, 0.0625, 0.25, 0.4375}) {
    EXPECT_NEAR(NormalQuantile(p), -NormalQuantile(1 - p), 1e-12) << p;
  }
}

TEST(NormalCdf, KeepsRelativePrecisionInTheTail) {
  EXPECT_NEAR(NormalCdf(-10) / 7.6198530241605269e-24, 1, 1e-13);
  EXPECT_NEAR(NormalCdf(1.96), 0.97500210485177952, 1e-15);
}

TEST(LogNormalDensity, IntegratesToOne) {
  double sum = 0;
  for (double x = -20; x <= 30; x += 0.01) {
    sum += 0.01 * std::exp(LogNormalDensity(x, 2, 1.5));
  }
  EXPECT_NEAR(sum, 1, 1e-12);
}

}  // namespace
}  // namespace adaptest

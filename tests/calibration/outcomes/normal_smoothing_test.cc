#include "calibration/outcomes/normal_smoothing.h"

#include <cmath>

#include "engine/math/normal.h"

namespace adaptest {
namespace {

constexpr double kMiddle = 0.13;

// Phi((theta - kMiddle) / sd), which smoothing by v makes one of sd^2 + v.
std::vector<double> Rise(const ThetaGrid& grid, double sd) {
  std::vector<double> f;
  for (int q = 0; q < grid.size(); ++q) {
    f.push_back(NormalCdf((grid.theta(q) - kMiddle) / sd));
  }
  return f;
}

std::vector<double> Smoothed(const ThetaGrid& grid,
                             const std::vector<double>& f, double variance,
                             int order = 0) {
  const NormalSmoothing smoothing(grid);
  return smoothing.Smooth(smoothing.Coefficients(f), variance, order);
}

TEST(NormalSmoothing, HasTheClosedFormOfANormalRise) {
  const ThetaGrid grid;
  const double sd = 2 * grid.spacing();
  for (const double spread : {0.0, 0.003, 0.05, 0.1, 0.4, 0.7}) {
    const auto g = Smoothed(grid, Rise(grid, sd), spread * spread);
    const auto expected = Rise(grid, std::sqrt(sd * sd + spread * spread));
    for (int q = 0; q < grid.size(); ++q) {
      EXPECT_NEAR(g[q], expected[q], NormalSmoothing::kSmoothingError)
          << spread << " " << q;
    }
  }
}

// d/dv Phi(z) = -z phi(z) / (2 u), z = (theta - m) / sqrt(u), u = sd^2 + v,
// and once more (3 z - z^3) phi(z) / (4 u^2).
TEST(NormalSmoothing, HasTheClosedFormOfTheSlopesInTheVariance) {
  const ThetaGrid grid;
  for (const double variance : {0.0, 0.01, 0.25}) {
    const auto g1 = Smoothed(grid, Rise(grid, 0.3), variance, 1);
    const auto g2 = Smoothed(grid, Rise(grid, 0.3), variance, 2);
    const double u = 0.09 + variance;
    for (int q = 0; q < grid.size(); ++q) {
      const double z = (grid.theta(q) - kMiddle) / std::sqrt(u);
      const double phi = std::exp(LogNormalDensity(z, 0, 1));
      EXPECT_NEAR(g1[q], -z * phi / (2 * u), 1e-8);
      EXPECT_NEAR(g2[q], (3 * z - z * z * z) * phi / (4 * u * u), 1e-8);
    }
  }
}

TEST(NormalSmoothing, KeepsConstants) {
  const ThetaGrid grid = *ThetaGrid::Make(30, -2, 3);
  for (const double g : Smoothed(grid, std::vector<double>(30, 0.7), 0.5)) {
    EXPECT_NEAR(g, 0.7, 1e-14);
  }
}

// The expectation over e by brute force, theta + e thrown back at the ends.
double ReflectedMean(const ThetaGrid& grid, double theta, double spread) {
  constexpr int kSteps = 4000;
  double sum = 0, total = 0;
  for (int i = -kSteps; i <= kSteps; ++i) {
    const double z = 8.0 * i / kSteps;
    const double weight = std::exp(-0.5 * z * z);
    double at = theta + spread * z;
    if (at < grid.lower()) at = 2 * grid.lower() - at;
    if (at > grid.upper()) at = 2 * grid.upper() - at;
    sum += weight * NormalCdf((at - kMiddle) / 0.3);
    total += weight;
  }
  return sum / total;
}

TEST(NormalSmoothing, ReflectsAtTheEnds) {
  const ThetaGrid grid = *ThetaGrid::Make(41, -2, 2);
  const auto g = Smoothed(grid, Rise(grid, 0.3), 0.49);
  for (int q = 0; q < grid.size(); ++q) {
    EXPECT_NEAR(g[q], ReflectedMean(grid, grid.theta(q), 0.7), 1e-6) << q;
  }
}

}  // namespace
}  // namespace adaptest

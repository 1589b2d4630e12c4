#include "engine/math/upper_integral.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace adaptest {
namespace {

double Linear(const std::vector<double>& l, const ThetaGrid& grid,
              const std::function<double(double)>& f) {
  double sum = 0;
  for (int q = 0; q < grid.size(); ++q) sum += l[q] * f(grid.theta(q));
  return sum * grid.spacing();
}

// Simpson's rule with 4000 cells.
double Fine(double from, double to, const std::function<double(double)>& f) {
  const int n = 4000;
  const double h = (to - from) / n;
  double sum = f(from) + f(to);
  for (int i = 1; i < n; ++i) sum += (i % 2 == 1 ? 4 : 2) * f(from + i * h);
  return sum * h / 3;
}

// A skewed density with its mass well inside the grid.
double Density(double theta) {
  const double z = (theta - 0.2) / 0.6;
  return std::exp(-0.5 * z * z) / (1 + std::exp(-2 * theta)) / 0.6;
}

class UpperIntegralAt : public testing::TestWithParam<double> {};

TEST_P(UpperIntegralAt, AgreesWithAFineIntegration) {
  const ThetaGrid grid;
  for (double cell = -4; cell <= 4; cell += 0.4) {
    const double cut = cell + GetParam() * grid.spacing();
    const double truth = Fine(cut, 6, Density);
    EXPECT_NEAR(Linear(UpperIntegral(grid, cut), grid, Density), truth, 1e-5)
        << "cut " << cut;
  }
}

// On a node, between two, and on either side of one.
INSTANTIATE_TEST_SUITE_P(Cuts, UpperIntegralAt,
                         testing::Values(0.0, 0.5, 0.25, 1e-9, -1e-9, 0.999));

TEST(UpperIntegral, IsOfFifthOrder) {
  const double cut = 0.137;
  const double truth = Fine(cut, 6, Density);
  const auto error = [&](int nodes) {
    const ThetaGrid grid = *ThetaGrid::Make(nodes, -6, 6);
    return std::abs(Linear(UpperIntegral(grid, cut), grid, Density) - truth);
  };
  EXPECT_LT(error(241), error(61) / 100);
}

TEST(UpperIntegral, HasNoJumpWhereTheCutPassesANode) {
  const ThetaGrid grid;
  const double below = Linear(UpperIntegral(grid, 0.3 - 1e-12), grid, Density);
  const double above = Linear(UpperIntegral(grid, 0.3 + 1e-12), grid, Density);
  EXPECT_NEAR(below, above, 1e-5);
}

TEST(UpperIntegral, IsAllOrNothingWhereTheCutIsAtAnEnd) {
  const ThetaGrid grid;
  EXPECT_EQ(UpperIntegral(grid, -7), std::vector<double>(121, 1));
  EXPECT_EQ(UpperIntegral(grid, -5.81), std::vector<double>(121, 1));
  EXPECT_NE(UpperIntegral(grid, -5.79), std::vector<double>(121, 1));
  EXPECT_NE(UpperIntegral(grid, 5.79), std::vector<double>(121, 0));
  EXPECT_EQ(UpperIntegral(grid, 5.81), std::vector<double>(121, 0));
  EXPECT_EQ(UpperIntegral(grid, 7), std::vector<double>(121, 0));
}

TEST(UpperIntegral, MeasuresTheLengthAboveTheCut) {
  const ThetaGrid grid;
  for (const double cut : {-2.0, 0.05, 1.2345}) {
    double sum = 0;
    for (const double l : UpperIntegral(grid, cut)) sum += l;
    // The node at the grid's end counts in full.
    EXPECT_NEAR(sum * grid.spacing(), 6 + 0.05 - cut, 1e-12);
  }
}

TEST(UpperIntegral, StaysWithinTheGridWhereItIsSmall) {
  for (int nodes = 5; nodes <= 12; ++nodes) {
    const ThetaGrid grid = *ThetaGrid::Make(nodes, -1, 1);
    for (double cut = -1.5; cut <= 1.5; cut += 0.01) {
      EXPECT_EQ(UpperIntegral(grid, cut).size(), size_t(nodes));
    }
  }
}

}  // namespace
}  // namespace adaptest

#include "engine/theta_grid.h"

#include <cmath>

namespace adaptest {
namespace {

TEST(ThetaGrid, DefaultsTo121NodesFromMinus6To6) {
  const ThetaGrid grid;
  EXPECT_EQ(grid.size(), 121);
  EXPECT_DOUBLE_EQ(grid.spacing(), 0.1);
  EXPECT_EQ(grid.theta(0), -6);
  EXPECT_EQ(grid.theta(60), 0);
  EXPECT_EQ(grid.theta(120), 6);
}

TEST(ThetaGrid, IsSymmetricToTheLastBit) {
  const ThetaGrid grid;
  for (int q = 0; q < grid.size(); ++q) {
    EXPECT_EQ(grid.theta(q), -grid.theta(grid.size() - 1 - q)) << q;
  }
}

TEST(ThetaGrid, RefusesImpossibleGrids) {
  EXPECT_FALSE(ThetaGrid::Make(4, -6, 6).ok());
  EXPECT_FALSE(ThetaGrid::Make(10002, -6, 6).ok());
  EXPECT_FALSE(ThetaGrid::Make(121, 6, -6).ok());
  EXPECT_FALSE(ThetaGrid::Make(121, 1, 1).ok());
  EXPECT_FALSE(ThetaGrid::Make(121, -51, 6).ok());
  EXPECT_FALSE(ThetaGrid::Make(121, std::nan(""), 6).ok());
  EXPECT_TRUE(ThetaGrid::Make(5, -50, 50).ok());
}

}  // namespace
}  // namespace adaptest

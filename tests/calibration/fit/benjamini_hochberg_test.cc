#include "calibration/fit/benjamini_hochberg.h"

#include <gtest/gtest.h>

namespace adaptest {
namespace {

// p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.8), "BH") of R 4.2.
TEST(BenjaminiHochberg, AdjustsProbabilities) {
  const auto adjusted = BenjaminiHochberg({{0.01, 0.04, 0.03, 0.005, 0.8}});
  const double expected[] = {0.025, 0.05, 0.05, 0.025, 0.8};
  for (int i = 0; i < 5; ++i) EXPECT_NEAR(*adjusted[i], expected[i], 1e-15);
}

TEST(BenjaminiHochberg, LeavesOutTestsWithoutOne) {
  const auto adjusted = BenjaminiHochberg({{0.02, std::nullopt, 0.9}});
  EXPECT_NEAR(*adjusted[0], 0.04, 1e-15);
  EXPECT_FALSE(adjusted[1]);
  EXPECT_NEAR(*adjusted[2], 0.9, 1e-15);
  EXPECT_TRUE(BenjaminiHochberg({}).empty());
}

}  // namespace
}  // namespace adaptest

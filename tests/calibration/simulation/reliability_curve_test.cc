#include "calibration/simulation/reliability_curve.h"

#include <gtest/gtest.h>

namespace adaptest {
namespace {

TEST(ReliabilityCurve, HoldsPredictionsAgainstWhatHappened) {
  ReliabilityCurve curve(10);
  for (const double p : {0.41, 0.43, 0.45}) curve.Add(p, p > 0.42);
  curve.Add(1, true);
  curve.Add(0.99, true);
  const auto figures = curve.Figures();
  ASSERT_EQ(figures.size(), 2u);
  EXPECT_NEAR(figures[0].pass_probability, 0.43, 1e-15);
  EXPECT_EQ(figures[0].examinees, 3);
  EXPECT_NEAR(*figures[0].passing.value, 2 / 3., 1e-15);
  EXPECT_NEAR(*figures[0].passing.standard_error, 1 / 3., 1e-15);
  EXPECT_EQ(figures[1].examinees, 2);
  EXPECT_NEAR(figures[1].pass_probability, 0.995, 1e-15);
}

TEST(ReliabilityCurve, LeavesOutEmptyIntervals) {
  EXPECT_TRUE(ReliabilityCurve(20).Figures().empty());
}

}  // namespace
}  // namespace adaptest

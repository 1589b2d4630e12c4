#include "engine/math/logistic.h"

namespace adaptest {
namespace {

TEST(Logistic, KeepsRelativePrecisionInBothTails) {
  EXPECT_DOUBLE_EQ(Logistic(0.0), 0.5);
  EXPECT_DOUBLE_EQ(Logistic(-700.0), std::exp(-700.0));
  EXPECT_DOUBLE_EQ(Logistic(700.0), 1);
  EXPECT_DOUBLE_EQ(Logistic(-2.0) + Logistic(2.0), 1);
}

TEST(LogLogistic, IsExactInBothTails) {
  EXPECT_DOUBLE_EQ(LogLogistic(-1e4), -1e4);
  EXPECT_DOUBLE_EQ(LogLogistic(600.0), -std::exp(-600.0));
  EXPECT_DOUBLE_EQ(LogLogistic(0.0), -std::log(2.0));
}

TEST(LogLogistics, AreThoseOfBothSigns) {
  for (const double x : {-700.0, -40.0, -1.5, 0.0, 0.3, 2.0, 50.0, 900.0}) {
    const auto [below, above] = LogLogistics(Dual<1>(x, 0));
    const Dual<1> minus = -Dual<1>(x, 0);
    EXPECT_DOUBLE_EQ(below.value, LogLogistic(-x)) << x;
    EXPECT_DOUBLE_EQ(above.value, LogLogistic(x)) << x;
    EXPECT_DOUBLE_EQ(below.slope[0], LogLogistic(minus).slope[0]) << x;
    EXPECT_DOUBLE_EQ(above.slope[0], LogLogistic(Dual<1>(x, 0)).slope[0]) << x;
  }
}

TEST(LogLogistic, HasTheSlopeOneMinusP) {
  for (const double x : {-800.0, -3.0, 0.0, 2.0}) {
    EXPECT_DOUBLE_EQ(LogLogistic(Dual<1>(x, 0)).slope[0], Logistic(-x)) << x;
  }
}

TEST(LogRaisedLogistic, IsTheLogarithmOfTheSum) {
  const double p = 0.2 + 0.7 * Logistic(-1.5);
  EXPECT_DOUBLE_EQ(LogRaisedLogistic(0.2, 0.7, -1.5), std::log(p));
  EXPECT_DOUBLE_EQ(LogRaisedLogistic(0.2, 0.7, -1e4), std::log(0.2));
  EXPECT_DOUBLE_EQ(LogRaisedLogistic(0.0, 1.0, -1e4), -1e4);
}

TEST(LogRaisedLogistic, KeepsTheSlopeAtAFloorOfZero) {
  const Dual<1> floor(0.0, 0);
  const Dual<1> x(0.7);
  EXPECT_DOUBLE_EQ(LogRaisedLogistic(floor, Dual<1>(1.0), x).slope[0],
                   1 / Logistic(0.7));
  EXPECT_EQ(LogRaisedLogistic(floor, Dual<1>(1.0), Dual<1>(-800)).slope[0], 0);
}

TEST(LogOneMinusExp, IsExactNearZeroAndFarBelow) {
  EXPECT_DOUBLE_EQ(LogOneMinusExp(-1e-20), std::log(1e-20));
  EXPECT_DOUBLE_EQ(LogOneMinusExp(-50.0), -std::exp(-50.0));
  EXPECT_DOUBLE_EQ(LogOneMinusExp(-std::log(4.0)), std::log(0.75));
}

TEST(LogOneMinusExp, HasItsSlope) {
  for (const double x : {-30.0, -0.9, -0.3}) {
    EXPECT_NEAR(LogOneMinusExp(Dual<1>(x, 0)).slope[0],
                -std::exp(x) / (1 - std::exp(x)), 1e-14);
  }
}

}  // namespace
}  // namespace adaptest

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

TEST(LogLogistic, HasTheSlopeOneMinusP) {
  for (const double x : {-800.0, -3.0, 0.0, 2.0}) {
    EXPECT_DOUBLE_EQ(LogLogistic(Dual<1>(x, 0)).slope[0], Logistic(-x)) << x;
  }
}

TEST(LogSumExp, AddsWithoutOverflow) {
  EXPECT_DOUBLE_EQ(LogSumExp(1000.0, 1000.0), 1000 + std::log(2.0));
  EXPECT_DOUBLE_EQ(LogSumExp(-1000.0, 0.0), 0);
  EXPECT_DOUBLE_EQ(LogSumExp(-HUGE_VAL, 3.0), 3);
  EXPECT_DOUBLE_EQ(LogSumExp(3.0, -HUGE_VAL), 3);
}

TEST(LogPlus, AddsANumberToALogarithm) {
  EXPECT_DOUBLE_EQ(LogPlus(std::log(0.3), 0.2), std::log(0.5));
  EXPECT_DOUBLE_EQ(LogPlus(std::log(0.3), 0.0), std::log(0.3));
}

TEST(LogPlus, KeepsTheSlopeAtZero) {
  const Dual<1> x(0.0, 0);
  EXPECT_DOUBLE_EQ(LogPlus(Dual<1>(std::log(0.25)), x).slope[0], 4);
}

}  // namespace
}  // namespace adaptest

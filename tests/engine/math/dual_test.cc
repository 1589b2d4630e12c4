#include "engine/math/dual.h"

namespace adaptest {
namespace {

// f(x, y) = exp(x y) / (1 + x) - log(y) + log1p(x y).
template <class T>
T Formula(const T& x, const T& y) {
  return exp(x * y) / (1.0 + x) - log(y) + log1p(x * y);
}

TEST(Dual, GivesPartialDerivatives) {
  using Slope = Dual<2>;
  const double x = 0.3, y = 1.7, e = std::exp(x * y);
  const Slope f = Formula(Slope(x, 0), Slope(y, 1));
  EXPECT_DOUBLE_EQ(f.value, Formula(x, y));
  EXPECT_NEAR(f.slope[0],
              y * e / (1 + x) - e / ((1 + x) * (1 + x)) + y / (1 + x * y),
              1e-14);
  EXPECT_NEAR(f.slope[1], x * e / (1 + x) - 1 / y + x / (1 + x * y), 1e-14);
}

TEST(Dual, GivesSecondDerivativesWhenNested) {
  using Curve = Dual<1, Dual<1>>;
  const Curve x(Dual<1>(2.0, 0), 0);
  const Curve cube = x * x * x;
  EXPECT_DOUBLE_EQ(cube.value.value, 8);
  EXPECT_DOUBLE_EQ(cube.slope[0].value, 12);
  EXPECT_DOUBLE_EQ(cube.slope[0].slope[0], 12);
}

TEST(Dual, KeepsExpm1ExactNearZero) {
  const Dual<1> y = expm1(Dual<1>(1e-20, 0));
  EXPECT_DOUBLE_EQ(y.value, 1e-20);
  EXPECT_DOUBLE_EQ(y.slope[0], 1);
}

TEST(Dual, AbsoluteValueHasTheSlopeOfItsSign) {
  EXPECT_DOUBLE_EQ(abs(Dual<1>(-2.5, 0)).value, 2.5);
  EXPECT_DOUBLE_EQ(abs(Dual<1>(-2.5, 0)).slope[0], -1);
  EXPECT_DOUBLE_EQ(abs(Dual<1>(2.5, 0)).slope[0], 1);
}

TEST(Dual, TreatsPlainNumbersAsConstants) {
  const Dual<1> x(3.0, 0);
  EXPECT_DOUBLE_EQ((2.0 * x).slope[0], 2);
  EXPECT_DOUBLE_EQ((2.0 - x).slope[0], -1);
  EXPECT_DOUBLE_EQ((2.0 + x).slope[0], 1);
  EXPECT_DOUBLE_EQ((x - 2.0).slope[0], 1);
  EXPECT_DOUBLE_EQ((x - 2.0).value, 1);
  EXPECT_DOUBLE_EQ((x * 2.0).slope[0], 2);
  EXPECT_DOUBLE_EQ((6.0 / x).value, 2);
  EXPECT_DOUBLE_EQ((6.0 / x).slope[0], -6.0 / 9);
  EXPECT_DOUBLE_EQ(Dual<1>(5).slope[0], 0);
}

}  // namespace
}  // namespace adaptest

#include "engine/ability/global_maximum.h"

#include <cmath>

namespace adaptest {
namespace {

TEST(GlobalMaximum, FindsTheTopOfAParabola) {
  const auto f = [](double t) {
    return CurvePoint{-(t - 0.3) * (t - 0.3), -2 * (t - 0.3), -2};
  };
  EXPECT_NEAR(*GlobalMaximum(f, -6, 6), 0.3, 1e-12);
  EXPECT_EQ(*GlobalMaximum(f, 1, 6), 1);
  EXPECT_EQ(*GlobalMaximum(f, -6, -1), -1);
}

TEST(GlobalMaximum, TakesTheHighestOfSeveral) {
  // sin(3 t) + t / 10 over several periods: the last peak is the highest.
  const auto f = [](double t) {
    return CurvePoint{std::sin(3 * t) + t / 10, 3 * std::cos(3 * t) + 0.1,
                      -9 * std::sin(3 * t)};
  };
  const double theta = *GlobalMaximum(f, -6, 5);
  EXPECT_NEAR(theta, std::acos(-1 / 30.0) / 3 + 2 * M_PI / 3 * 2, 1e-11);
}

TEST(GlobalMaximum, FindsAKink) {
  // Rises by t^2 / 2 up to 0.123, falls with slope -1 after it.
  const auto f = [](double t) {
    return t < 0.123 ? CurvePoint{0.5 * t * t + t, t + 1, 1}
                     : CurvePoint{0.5 * 0.123 * 0.123 + 0.246 - t, -1, 0};
  };
  EXPECT_NEAR(*GlobalMaximum(f, -0.9, 6), 0.123, 1e-11);
}

TEST(GlobalMaximum, EndsAPlateauAtTheBound) {
  const auto rising = [](double t) {
    return CurvePoint{std::min(t, 2.0), t < 2 ? 1.0 : 0.0, 0};
  };
  EXPECT_EQ(*GlobalMaximum(rising, -6, 6), 6);
  const auto falling = [](double t) {
    return CurvePoint{-std::max(t, 2.0), t > 2 ? -1.0 : 0.0, 0};
  };
  EXPECT_EQ(*GlobalMaximum(falling, -6, 6), -6);
}

TEST(GlobalMaximum, IsEmptyForAConstant) {
  const auto constant = [](double) { return CurvePoint{1, 0, 0}; };
  EXPECT_EQ(GlobalMaximum(constant, -6, 6), std::nullopt);
}

TEST(GlobalRoot, ChoosesByTheIntegral) {
  // -(t + 4)(t - c)(t - 3) falls through 0 at -4 and 3; the hump between c and
  // 3 is the larger one for c < -1/2.
  for (const double c : {-1.0, 0.0}) {
    const auto g = [c](double t) {
      return EquationPoint{
          -(t + 4) * (t - c) * (t - 3),
          -(t - c) * (t - 3) - (t + 4) * (t - 3) - (t + 4) * (t - c)};
    };
    EXPECT_NEAR(*GlobalRoot(g, -6, 6), c < -0.5 ? 3 : -4, 1e-11);
  }
}

TEST(GlobalRoot, PrefersARootToABound) {
  // Negative far below: the integral is largest at the lower bound.
  const auto g = [](double t) {
    return EquationPoint{-(t + 1) * (t - 1), -2 * t};
  };
  EXPECT_NEAR(*GlobalRoot(g, -6, 6), 1, 1e-11);
}

TEST(GlobalRoot, IsABoundWithoutARoot) {
  EXPECT_EQ(*GlobalRoot([](double) { return EquationPoint{1, 0}; }, -6, 6), 6);
  EXPECT_EQ(*GlobalRoot(
                [](double) {
                  return EquationPoint{-1, 0};
                },
                -6, 6),
            -6);
}

}  // namespace
}  // namespace adaptest

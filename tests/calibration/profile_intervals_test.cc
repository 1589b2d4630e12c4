#include "calibration/profile_intervals.h"

#include <gtest/gtest.h>

#include "calibration/standard_errors.h"
#include "tests/calibration/small_data.h"

namespace adaptest {
namespace {

constexpr double kHalfChiSquare = 3.841458820694124 / 2;

// The fall of the maximum where parameter j is held at a value.
double FallAt(Problem& problem, int j, double value, double best,
              std::vector<double> start) {
  FreeParameters given = problem.parameters;
  given.parameters[j].lower = given.parameters[j].upper = start[j] = value;
  MarginalPosterior profile(given, problem.expectation);
  FindOptimum(profile, start, {});
  return best - profile.value();
}

TEST(ProfileIntervals, EndWhereTheMaximumHasFallenByHalfTheQuantile) {
  Problem problem(
      SimulateAnswers(RandomThreePlItems(8, 5), 1500, ThreePl(), 11),
      {"default"});
  const Optimum optimum =
      FindOptimum(problem.posterior, problem.parameters.Start(), {});
  const double best = problem.posterior.value();
  const auto intervals =
      FindProfileIntervals(problem.posterior, optimum, "c", {});
  ASSERT_EQ(intervals.size(), 8u);
  for (const ProfileInterval& interval : intervals) {
    EXPECT_LT(interval.lower, optimum.x[interval.index]);
    EXPECT_GT(interval.upper, optimum.x[interval.index]);
    for (const double end : {interval.lower, interval.upper}) {
      EXPECT_NEAR(FallAt(problem, interval.index, end, best, optimum.x),
                  kHalfChiSquare, 0.01);
    }
  }
}

TEST(ProfileIntervals, AreThoseOfStandardErrorsWhereTheSurfaceIsQuadratic) {
  std::vector<std::vector<double>> items;
  for (int i = 0; i < 8; ++i) items.push_back({1.2, 0.2 * i - 0.7, 0});
  Problem problem(SimulateAnswers(items, 4000, TwoPl(), 11), {"none"});
  const Optimum optimum =
      FindOptimum(problem.posterior, problem.parameters.Start(), {});
  const auto covariances = ComputeCovariances(
      problem.posterior, ParameterInformation::kOakes, optimum.held);
  ASSERT_TRUE(covariances.ok());
  for (const ProfileInterval& interval :
       FindProfileIntervals(problem.posterior, optimum, "b", {})) {
    const double error = std::sqrt(covariances->curves[interval.curve][3]);
    const double estimate = optimum.x[interval.index];
    EXPECT_NEAR((interval.upper - estimate) / (1.96 * error), 1, 0.1);
    EXPECT_NEAR((estimate - interval.lower) / (1.96 * error), 1, 0.1);
  }
}

TEST(ProfileIntervals, StopAtAnEndOfTheRange) {
  // Very easy items: nothing is known of guessing, not even that there is any.
  const std::vector<std::vector<double>> items(6, {1, -2.5, 0});
  Problem problem(SimulateAnswers(items, 800, ThreePl(), 11),
                  {"a=lognormal(0,0.3)", "b=normal(0,2)"});
  const Optimum optimum =
      FindOptimum(problem.posterior, problem.parameters.Start(), {});
  for (const ProfileInterval& interval :
       FindProfileIntervals(problem.posterior, optimum, "c", {})) {
    EXPECT_EQ(interval.lower, 0);
    EXPECT_GT(interval.upper, 0.2);
  }
}

}  // namespace
}  // namespace adaptest

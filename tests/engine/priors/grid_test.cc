#include "engine/priors/grid.h"

#include <cmath>

#include "engine/ability/eap.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

absl::StatusOr<GridPrior> MakeGrid(std::map<std::string, double> points) {
  return GridPrior::Make({"grid", std::move(points), {}, {}});
}

TEST(GridPrior, IsLinearBetweenItsPoints) {
  const auto prior = MakeGrid({{"-1", 2}, {"0", 4}, {"1.5e0", 1}});
  ASSERT_TRUE(prior.ok()) << prior.status();
  EXPECT_NEAR(std::exp(prior->LogDensity(-1).value), 0.5, 1e-15);
  EXPECT_NEAR(std::exp(prior->LogDensity(-0.5).value), 0.75, 1e-15);
  EXPECT_NEAR(std::exp(prior->LogDensity(0).value), 1, 1e-15);
  EXPECT_NEAR(std::exp(prior->LogDensity(0.5).value), 0.75, 1e-15);
  EXPECT_NEAR(std::exp(prior->LogDensity(1.5).value), 0.25, 1e-15);
}

TEST(GridPrior, IsNextToNothingOutsideItsPointsAndWhereItIsZero) {
  const auto prior = MakeGrid({{"-1", 1}, {"0", 0}, {"1", 0}, {"2", 3}});
  ASSERT_TRUE(prior.ok()) << prior.status();
  for (const double theta : {-6.0, -1.001, 0.0, 0.5, 2.001, 6.0}) {
    EXPECT_NEAR(prior->LogDensity(theta).value, std::log(1e-300), 1e-9);
    EXPECT_EQ(prior->LogDensity(theta).slope, 0);
  }
}

TEST(GridPrior, GivesTheEapOfTheDensityItTabulates) {
  std::map<std::string, double> points;
  for (int i = -480; i <= 480; ++i) {
    const double theta = i / 80.0;
    points[absl::StrCat(theta)] = std::exp(-0.5 * theta * theta);
  }
  const ItemBank bank = RandomBank("3pl", 15, 2);
  Random random(1);
  const auto answers = SimulateAnswers(bank, 15, 0.6, random);
  const auto normal =
      Eap().Estimate(bank, answers, {ThetaGrid(), NormalPrior()});
  const auto grid =
      Eap().Estimate(bank, answers, {ThetaGrid(), *MakeGrid(points)});
  EXPECT_NEAR(*grid.theta, *normal.theta, 1e-9);
  EXPECT_NEAR(*grid.standard_error, *normal.standard_error, 1e-9);
}

TEST(GridPrior, RefusesWhatIsNoDensity) {
  const std::pair<std::map<std::string, double>, const char*> bad[] = {
      {{}, "rule grid: 0 points; allowed: 2 to 10001"},
      {{{"0", 1}}, "rule grid: 1 points; allowed: 2 to 10001"},
      {{{"0", 1}, {"one", 1}},
       "rule grid: parameter \"one\" is not a theta in [-50, 50]"},
      {{{"0", 1}, {"51", 1}},
       "rule grid: parameter \"51\" is not a theta in [-50, 50]"},
      {{{"nan", 1}, {"1", 1}},
       "rule grid: parameter \"nan\" is not a theta in [-50, 50]"},
      {{{"0", 1}, {"1", -1}},
       "rule grid: density at theta 1 = -1 is negative or not finite"},
      {{{"0", 1}, {"1", NAN}},
       "rule grid: density at theta 1 = nan is negative or not finite"},
      {{{"0", 1}, {"1", 2}, {"1.0", 1}}, "rule grid: theta 1 occurs twice"},
      {{{"0", 0}, {"1", 0}}, "rule grid: the density is 0 at every theta"}};
  for (const auto& [points, message] : bad) {
    EXPECT_EQ(MakeGrid(points).status().message(), message);
  }
  EXPECT_FALSE(
      GridPrior::Make({"grid", {{"0", 1}, {"1", 1}}, {{"x", "y"}}, {}}).ok());
}

}  // namespace
}  // namespace adaptest

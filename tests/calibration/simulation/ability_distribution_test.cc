#include "calibration/simulation/ability_distribution.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace adaptest {
namespace {

using testing::HasSubstr;

std::vector<double> Drawn(const std::string& text, int count,
                          uint64_t seed = 3) {
  AbilityDraws draws(*ParseAbilities(text), seed);
  std::vector<double> thetas;
  for (int i = 0; i < count; ++i) thetas.push_back(draws.Next());
  return thetas;
}

double Mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / values.size();
}

TEST(AbilityDraws, HaveTheMeanAndSdOfTheNormal) {
  const std::vector<double> thetas = Drawn(" normal( 0.5, 2 )", 40000);
  const double mean = Mean(thetas);
  double squares = 0;
  for (const double theta : thetas) squares += (theta - mean) * (theta - mean);
  EXPECT_NEAR(mean, 0.5, 4 * 2 / 200.0);
  EXPECT_NEAR(std::sqrt(squares / 40000), 2, 4 * 2 / std::sqrt(80000.0));
}

TEST(AbilityDraws, FillTheIntervalOfTheUniform) {
  const std::vector<double> thetas = Drawn("uniform(-1,3)", 40000);
  EXPECT_GE(*std::min_element(thetas.begin(), thetas.end()), -1);
  EXPECT_LE(*std::max_element(thetas.begin(), thetas.end()), 3);
  EXPECT_NEAR(Mean(thetas), 1, 4 * std::sqrt(16 / 12.0) / 200);
}

TEST(AbilityDraws, SpreadExamineesEvenlyOverTheGrid) {
  std::map<double, int> counts;
  for (const double theta : Drawn("grid(-1,1,0.5)", 23)) ++counts[theta];
  EXPECT_EQ(counts, (std::map<double, int>{
                        {-1, 5}, {-0.5, 5}, {0, 5}, {0.5, 4}, {1, 4}}));
}

TEST(AbilityDraws, KeepTheLastPointOfAStepThatIsNoBinaryFraction) {
  const std::vector<double> thetas = Drawn("grid(0,1,0.1)", 11);
  EXPECT_NEAR(thetas[10], 1, 1e-15);
}

TEST(AbilityDraws, StopBelowAnEndThatIsNoPoint) {
  EXPECT_EQ(Drawn("grid(0,1,0.4)", 4), (std::vector<double>{0, 0.4, 0.8, 0}));
}

TEST(AbilityDraws, AreOneAbilityForANumber) {
  EXPECT_EQ(Drawn("-1.25", 3), (std::vector<double>{-1.25, -1.25, -1.25}));
}

TEST(AbilityDraws, FollowFromTheSeed) {
  EXPECT_EQ(Drawn("normal(0,1)", 5), Drawn("normal(0,1)", 5));
  EXPECT_NE(Drawn("normal(0,1)", 5), Drawn("normal(0,1)", 5, 4));
}

TEST(ParseAbilities, NamesTheValueAndWhatIsAllowed) {
  const std::map<std::string, std::string> messages = {
      {"normal(0,0)", "sd = 0 is outside (0, 50]"},
      {"normal(0,-1)", "sd = -1 is outside (0, 50]"},
      {"normal(99,1)", "mean = 99 is outside [-50, 50]"},
      {"uniform(1,1)", "upper end = 1 is outside (1, 50]"},
      {"uniform(-60,1)", "lower end = -60 is outside [-50, 50]"},
      {"grid(-1,1,0)", "step = 0 is outside what gives 1 to 10000 points"},
      {"grid(-1,1,1e-6)", "step = 1e-06 is outside"},
      {"51", "theta = 51 is outside [-50, 50]"},
      {"normal(0)",
       "\"normal(0)\" is not understood; allowed: normal(MEAN,SD)"},
      {"normal(0,nan)", "is not understood"},
      {"grid(0,1)", "is not understood"},
      {"cauchy(0,1)", "is not understood"},
      {"", "is not understood"}};
  for (const auto& [text, message] : messages) {
    const auto parsed = ParseAbilities(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_THAT(parsed.status().message(), HasSubstr(message));
  }
}

}  // namespace
}  // namespace adaptest

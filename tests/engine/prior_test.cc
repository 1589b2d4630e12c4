#include "engine/prior.h"

#include <cmath>

namespace adaptest {
namespace {

using ::testing::HasSubstr;

TEST(Prior, IsStandardNormalByDefault) {
  const auto prior = MakePrior(Rule());
  ASSERT_TRUE(prior.ok()) << prior.status();
  EXPECT_EQ(std::get<NormalPrior>(*prior).mean, 0);
  EXPECT_EQ(std::get<NormalPrior>(*prior).sd, 1);
}

TEST(Prior, ReadsItsParameters) {
  const auto prior = MakePrior({"normal", {{"mean", -1}, {"sd", 2}}, {}, {}});
  ASSERT_TRUE(prior.ok()) << prior.status();
  EXPECT_EQ(std::get<NormalPrior>(*prior).mean, -1);
  EXPECT_EQ(std::get<NormalPrior>(*prior).sd, 2);
}

TEST(Prior, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT(std::string(MakePrior({"beta", {}, {}, {}}).status().message()),
              HasSubstr("prior \"beta\" is unknown; allowed: normal, uniform"));
  EXPECT_FALSE(MakePrior({"normal", {{"sd", 0}}, {}, {}}).ok());
  EXPECT_FALSE(MakePrior({"normal", {}, {{"sides", "two"}}, {}}).ok());
  EXPECT_FALSE(MakePrior({"uniform", {{"sd", 1}}, {}, {}}).ok());
}

TEST(ParsePrior, ReadsTheShortForm) {
  EXPECT_EQ(std::get<NormalPrior>(*ParsePrior("normal(-0.5, 1.25)")).mean,
            -0.5);
  EXPECT_EQ(std::get<NormalPrior>(*ParsePrior(" normal(-0.5,1.25) ")).sd, 1.25);
  EXPECT_TRUE(std::holds_alternative<UniformPrior>(*ParsePrior("uniform")));
}

TEST(ParsePrior, RefusesEverythingElse) {
  for (const char* text : {"", "normal", "normal()", "normal(1)", "normal(0,0)",
                           "normal(0,1,2)", "normal(a,b)", "normal(0,1",
                           "uniform(0,1)", "Normal(0,1)", "normal(nan,1)"}) {
    EXPECT_FALSE(ParsePrior(text).ok()) << text;
  }
}

TEST(LogPrior, IsTheLogDensityAtTheNodes) {
  const ThetaGrid grid = *ThetaGrid::Make(9, -2, 2);
  const auto log_prior = LogPrior(NormalPrior{0.5, 2}, grid);
  ASSERT_EQ(log_prior.size(), 9u);
  EXPECT_NEAR(log_prior[7] - log_prior[0],
              (2.5 * 2.5 - 1.0 * 1.0) / (2 * 2 * 2), 1e-14);
  for (const double x : LogPrior(UniformPrior(), grid)) EXPECT_EQ(x, 0);
}

}  // namespace
}  // namespace adaptest

#include "engine/prior.h"

#include <cmath>

#include "engine/ability/likelihood.h"
#include "tests/engine/bank_builder.h"

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
              HasSubstr("prior \"beta\" is unknown; allowed: normal, uniform, "
                        "jeffreys, grid, history"));
  EXPECT_FALSE(MakePrior({"normal", {{"sd", 0}}, {}, {}}).ok());
  EXPECT_FALSE(MakePrior({"normal", {}, {{"sides", "two"}}, {}}).ok());
  EXPECT_FALSE(MakePrior({"uniform", {{"sd", 1}}, {}, {}}).ok());
}

TEST(ParsePrior, ReadsTheShortForm) {
  EXPECT_EQ(std::get<NormalPrior>(*ParsePrior("normal(-0.5, 1.25)")).mean,
            -0.5);
  EXPECT_EQ(std::get<NormalPrior>(*ParsePrior(" normal(-0.5,1.25) ")).sd, 1.25);
  EXPECT_TRUE(std::holds_alternative<UniformPrior>(*ParsePrior("uniform")));
  EXPECT_TRUE(std::holds_alternative<JeffreysPrior>(*ParsePrior("jeffreys")));
}

TEST(ParsePrior, RefusesEverythingElse) {
  for (const char* text :
       {"", "normal", "normal()", "normal(1)", "normal(0,0)", "normal(0,1,2)",
        "normal(a,b)", "normal(0,1", "uniform(0,1)", "jeffreys()",
        "Normal(0,1)", "normal(nan,1)"}) {
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

TEST(LogPrior, OfJeffreysIsHalfTheLogOfTheInformationAnswered) {
  const ItemBank bank = RandomBank("3pl", 10, 1);
  const std::vector<ScoredAnswer> answers = {{3, 0}, {7, 1}};
  const ThetaGrid grid = *ThetaGrid::Make(9, -2, 2);
  const auto log_prior = LogPrior(JeffreysPrior(), bank, answers, grid);
  for (int q = 0; q < grid.size(); ++q) {
    EXPECT_NEAR(log_prior[q],
                0.5 * std::log(TestInformation(bank, answers, grid.theta(q))),
                1e-12);
  }
  const auto before = LogPrior(JeffreysPrior(), grid);
  for (const double x : before) EXPECT_EQ(x, before[0]);
}

TEST(Prior, SaysWhetherItDependsOnAnswers) {
  EXPECT_TRUE(DependsOnAnswers(JeffreysPrior()));
  for (const Prior& prior :
       {Prior(NormalPrior()), Prior(UniformPrior()), Prior(HistoryPrior())}) {
    EXPECT_FALSE(DependsOnAnswers(prior));
  }
}

TEST(Prior, SlopesMatchDifferences) {
  constexpr double kStep = 1e-5;
  const ItemBank bank = RandomBank("3pl", 10, 1);
  const std::vector<ScoredAnswer> answers = {{3, 0}, {7, 1}, {8, 1}};
  const Prior grid = *MakePrior({"grid", {{"-2", 1}, {"3", 4}}, {}, {}});
  for (const Prior& prior : {Prior(NormalPrior{0.5, 2}), Prior(JeffreysPrior()),
                             grid, Prior(HistoryPrior())}) {
    for (const double theta : {-1.5, 0.1, 2.2}) {
      const auto at = LogPriorAt(prior, bank, answers, theta);
      const auto above = LogPriorAt(prior, bank, answers, theta + kStep);
      const auto below = LogPriorAt(prior, bank, answers, theta - kStep);
      EXPECT_NEAR(at.slope, (above.value - below.value) / (2 * kStep), 1e-8);
      EXPECT_NEAR(at.curvature, (above.slope - below.slope) / (2 * kStep),
                  1e-8);
    }
  }
}

}  // namespace
}  // namespace adaptest

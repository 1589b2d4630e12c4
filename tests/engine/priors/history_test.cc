#include "engine/priors/history.h"

#include "engine/prior.h"

namespace adaptest {
namespace {

Prior MakeHistory() {
  return *MakePrior({"history",
                     {{"mean", -0.2},
                      {"sd", 1.1},
                      {"growth_per_day", 0.01},
                      {"variance_per_day", 0.002}},
                     {},
                     {}});
}

TEST(HistoryPrior, IsThePopulationWithoutHistory) {
  const Prior prior = Resolve(MakeHistory(), std::nullopt);
  EXPECT_EQ(std::get<NormalPrior>(prior).mean, -0.2);
  EXPECT_EQ(std::get<NormalPrior>(prior).sd, 1.1);
}

TEST(HistoryPrior, CarriesThePosteriorForward) {
  const Prior prior = Resolve(MakeHistory(), LearnerHistory{0.5, 0.3, 10});
  EXPECT_NEAR(std::get<NormalPrior>(prior).mean, 0.6, 1e-15);
  EXPECT_NEAR(std::get<NormalPrior>(prior).sd, std::sqrt(0.09 + 0.02), 1e-15);
}

TEST(HistoryPrior, NeverKnowsLessThanThePopulation) {
  const Prior prior = Resolve(MakeHistory(), LearnerHistory{0.5, 0.3, 10000});
  EXPECT_NEAR(std::get<NormalPrior>(prior).sd, 1.1, 1e-15);
}

TEST(HistoryPrior, LeavesOtherPriorsAlone) {
  const Prior normal = NormalPrior{1, 2};
  const Prior resolved = Resolve(normal, LearnerHistory{0.5, 0.3, 10});
  EXPECT_EQ(std::get<NormalPrior>(resolved).mean, 1);
  EXPECT_EQ(std::get<NormalPrior>(resolved).sd, 2);
}

TEST(HistoryPrior, RefusesParametersOutOfRange) {
  EXPECT_EQ(MakePrior({"history", {{"variance_per_day", -1}}, {}, {}})
                .status()
                .message(),
            "rule history: parameter variance_per_day = -1 is outside [0, 10]");
  EXPECT_FALSE(MakePrior({"history", {{"q", 1}}, {}, {}}).ok());
}

}  // namespace
}  // namespace adaptest

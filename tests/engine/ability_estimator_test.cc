#include "engine/ability_estimator.h"

#include "tests/engine/catr_files.h"

namespace adaptest {
namespace {

using Json = nlohmann::json;

TEST(AbilityEstimator, IsMadeByName) {
  EXPECT_TRUE(
      std::holds_alternative<Eap>(*MakeAbilityEstimator({"eap", {}, {}, {}})));
  EXPECT_TRUE(
      std::holds_alternative<Mle>(*MakeAbilityEstimator({"mle", {}, {}, {}})));
  EXPECT_EQ(MakeAbilityEstimator({"map2", {}, {}, {}}).status().message(),
            "ability estimator \"map2\" is unknown; allowed: eap, map, mle, "
            "wle, huber, tukey");
  EXPECT_FALSE(MakeAbilityEstimator({"eap", {{"x", 1}}, {}, {}}).ok());
}

TEST(AbilityEstimator, ReadsItsOptions) {
  for (const char* name : {"map", "mle", "wle"}) {
    EXPECT_TRUE(
        MakeAbilityEstimator({name, {}, {{"standard_error", "observed"}}, {}})
            .ok());
    EXPECT_EQ(
        MakeAbilityEstimator({name, {}, {{"standard_error", "sandwich"}}, {}})
            .status()
            .message(),
        absl::StrCat("rule ", name,
                     ": option standard_error = \"sandwich\"; allowed: "
                     "expected, observed"));
  }
  EXPECT_EQ(MakeAbilityEstimator({"eap", {}, {{"standard_error", "x"}}, {}})
                .status()
                .message(),
            "rule eap: option \"standard_error\" is unknown; allowed: none");
}

TEST(AbilityEstimator, ReadsTheTuningOfRobustEstimates) {
  const auto huber = MakeAbilityEstimator({"huber", {{"tuning", 2}}, {}, {}});
  EXPECT_EQ(std::get<Huber>(*huber).tuning, 2);
  EXPECT_EQ(
      std::get<Tukey>(*MakeAbilityEstimator({"tukey", {}, {}, {}})).tuning, 4);
  EXPECT_EQ(MakeAbilityEstimator({"huber", {{"tuning", 0}}, {}, {}})
                .status()
                .message(),
            "rule huber: parameter tuning = 0 is outside [0.01, 100]");
  EXPECT_EQ(
      MakeAbilityEstimator({"map", {{"tuning", 1}}, {}, {}}).status().message(),
      "rule map: parameter \"tuning\" is unknown; allowed: none");
}

TEST(AbilityEstimator, NamesItsStates) {
  EXPECT_EQ(NameOf(AbilityState::kOk), "ok");
  EXPECT_EQ(NameOf(AbilityState::kAtLowerBound), "at_lower_bound");
  EXPECT_EQ(NameOf(AbilityState::kAtUpperBound), "at_upper_bound");
  EXPECT_EQ(NameOf(AbilityState::kNoAnswers), "no_answers");
}

TEST(AbilityEstimator, AgreesWithCatrOnAllItsPatterns) {
  std::ifstream file(CatrDirectory() + "thetaEst_bank300.json");
  if (!file) GTEST_SKIP() << "no " << CatrDirectory();
  const ItemBank bank = ReadCatrBank("bank300_3pl.csv");
  const EstimationSettings at33 = {*ThetaGrid::Make(33, -4, 4), NormalPrior(),
                                   -4, 4};
  const EstimationSettings at61 = {*ThetaGrid::Make(61, -6, 6), NormalPrior(),
                                   -4, 4};
  const Json reference = Json::parse(file);
  for (const Json& pattern : reference["patterns"]) {
    const auto answers = CatrAnswers(pattern);
    const auto a = EstimateAbility(Eap(), bank, answers, at33);
    EXPECT_NEAR(*a.theta, pattern["EAP"]["theta_tight"], 1e-6);
    EXPECT_NEAR(*a.standard_error, pattern["EAP"]["se_tight"], 1e-6);
    const auto b = EstimateAbility(Eap(), bank, answers, at61);
    EXPECT_NEAR(*b.theta, pattern["EAP_61"]["theta_tight"], 1e-6);
    EXPECT_NEAR(*b.standard_error, pattern["EAP_61"]["se_tight"], 1e-6);
    const auto c = EstimateAbility(Mle(), bank, answers, at61);
    EXPECT_NEAR(*c.theta, pattern["globalML"], 1e-6) << pattern["globalML"];
  }
}

}  // namespace
}  // namespace adaptest

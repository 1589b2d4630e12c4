#include "engine/ability_estimator.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

using Json = nlohmann::json;

const std::string kCatr =
    std::string(ADAPTEST_SOURCE_DIR) + "/../shared/reference/catr/";

ItemBank ReadBank(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::vector<double>> items;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<double> x;
    std::stringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) {
      x.push_back(std::stod(field));
    }
    items.push_back(x);
  }
  return MakeBank("4pl", items);
}

Json AsList(const Json& value) {
  return value.is_array() ? value : Json::array({value});
}

TEST(AbilityEstimator, IsMadeByName) {
  EXPECT_TRUE(
      std::holds_alternative<Eap>(*MakeAbilityEstimator({"eap", {}, {}, {}})));
  EXPECT_TRUE(
      std::holds_alternative<Mle>(*MakeAbilityEstimator({"mle", {}, {}, {}})));
  EXPECT_EQ(MakeAbilityEstimator({"map2", {}, {}, {}}).status().message(),
            "ability estimator \"map2\" is unknown; allowed: eap, mle");
  EXPECT_FALSE(MakeAbilityEstimator({"eap", {{"x", 1}}, {}, {}}).ok());
}

TEST(AbilityEstimator, NamesItsStates) {
  EXPECT_EQ(NameOf(AbilityState::kOk), "ok");
  EXPECT_EQ(NameOf(AbilityState::kAtLowerBound), "at_lower_bound");
  EXPECT_EQ(NameOf(AbilityState::kAtUpperBound), "at_upper_bound");
  EXPECT_EQ(NameOf(AbilityState::kNoAnswers), "no_answers");
}

TEST(AbilityEstimator, AgreesWithCatrOnAllItsPatterns) {
  std::ifstream file(kCatr + "thetaEst_bank300.json");
  if (!file) GTEST_SKIP() << "no " << kCatr << "thetaEst_bank300.json";
  const ItemBank bank = ReadBank(kCatr + "bank300_3pl.csv");
  const AbilityEstimator eap = Eap();
  const AbilityEstimator mle = Mle();
  const EstimationSettings at33 = {*ThetaGrid::Make(33, -4, 4), NormalPrior(),
                                   -4, 4};
  const EstimationSettings at61 = {*ThetaGrid::Make(61, -6, 6), NormalPrior(),
                                   -4, 4};
  int compared = 0;
  const Json reference = Json::parse(file);
  for (const Json& pattern : reference["patterns"]) {
    std::vector<ScoredAnswer> answers;
    const Json items = AsList(pattern["items"]);
    const Json x = AsList(pattern["x"]);
    for (size_t i = 0; i < items.size(); ++i) {
      answers.push_back({items[i].get<int>() - 1, x[i].get<int>()});
    }
    const auto a = EstimateAbility(eap, bank, answers, at33);
    EXPECT_NEAR(*a.theta, pattern["EAP"]["theta_tight"], 1e-6);
    EXPECT_NEAR(*a.standard_error, pattern["EAP"]["se_tight"], 1e-6);
    const auto b = EstimateAbility(eap, bank, answers, at61);
    EXPECT_NEAR(*b.theta, pattern["EAP_61"]["theta_tight"], 1e-6);
    EXPECT_NEAR(*b.standard_error, pattern["EAP_61"]["se_tight"], 1e-6);
    const auto c = EstimateAbility(mle, bank, answers, at61);
    EXPECT_NEAR(*c.theta, pattern["globalML"], 1e-6) << pattern["globalML"];
    const double ml = pattern["ML"]["theta_tight"];
    if (std::abs(ml - pattern["globalML"].get<double>()) < 1e-5) {
      EXPECT_NEAR(*c.standard_error, pattern["ML"]["se_tight"], 1e-5);
      ++compared;
    }
  }
  EXPECT_GT(compared, 150);
}

}  // namespace
}  // namespace adaptest

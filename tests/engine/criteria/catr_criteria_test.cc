// Values and choices of catR 3.17's nextItem(), which this file reads where the
// reference values are at hand.

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/engine/catr_files.h"
#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

using Json = nlohmann::json;

// The rows of a bank file with columns a, b, c, d.
ItemBank ReadBank(std::ifstream& file) {
  std::vector<std::vector<double>> parameters;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<double> x(4);
    char comma;
    std::istringstream(line) >> x[0] >> comma >> x[1] >> comma >> x[2];
    x.resize(3);
    parameters.push_back(x);
  }
  return MakeBank("3pl", parameters);
}

std::vector<int> Integers(const Json& json) {
  if (json.is_null() || json == "None") return {};
  if (json.is_number()) return {json.get<int>()};
  return json.get<std::vector<int>>();
}

struct Scenario {
  CriterionCase at;
  double theta;
  std::vector<int> given;
  Json select;
};

std::vector<Scenario> ReadScenarios() {
  std::ifstream bank_file(CatrDirectory() + "bank300_3pl.csv");
  std::ifstream file(CatrDirectory() + "nextItem_bank300.json");
  if (!bank_file || !file) return {};
  const ItemBank bank = ReadBank(bank_file);
  std::vector<Scenario> scenarios;
  const Json reference = Json::parse(file);
  for (const Json& scenario : reference["scenarios"]) {
    std::vector<ScoredAnswer> answers;
    const std::vector<int> items = Integers(scenario["out"]);
    const std::vector<int> categories = Integers(scenario["x"]);
    std::vector<int> given;
    for (size_t i = 0; i < items.size(); ++i) {
      given.push_back(items[i] - 1);
      answers.push_back({items[i] - 1, categories[i]});
    }
    scenarios.push_back(
        {CriterionCase(bank, answers, *ThetaGrid::Make(33, -4, 4)),
         scenario["theta"], given, scenario["select"]});
  }
  return scenarios;
}

class CatrCriterion
    : public ::testing::TestWithParam<std::pair<const char*, double>> {};

TEST_P(CatrCriterion, HasTheSameValuesAndChoosesTheSameItem) {
  const auto scenarios = ReadScenarios();
  if (scenarios.empty()) GTEST_SKIP() << "no " << CatrDirectory();
  const auto& [name, tolerance] = GetParam();
  for (const Scenario& scenario : scenarios) {
    const SelectionCriterion criterion = Criterion(NamedRule(name));
    const Json& reference = scenario.select[name];
    const auto values = scenario.at.ValuesOf(criterion, scenario.theta);
    auto gains = scenario.at.GainsOf(criterion, scenario.theta);
    if (reference.contains("full")) {
      const Json& full = reference["full"];
      for (size_t i = 0; i < full["candidates"].size(); ++i) {
        const int item = full["candidates"][i].get<int>() - 1;
        const double value = full["value"][i];
        EXPECT_NEAR(values[item], value, tolerance * std::abs(value))
            << name << " of item " << item + 1;
      }
    }
    for (const int item : scenario.given) gains[item] = -1;
    const auto best = std::max_element(gains.begin(), gains.end());
    EXPECT_EQ(best - gains.begin() + 1, reference["item"].get<int>()) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, CatrCriterion,
    ::testing::Values(std::pair("MFI", 1e-10), std::pair("bOpt", 1e-10),
                      std::pair("thOpt", 1e-10), std::pair("MLWI", 1e-9),
                      std::pair("MPWI", 1e-9), std::pair("MEPV", 1e-9),
                      std::pair("KL", 1e-9), std::pair("KLP", 1e-9),
                      std::pair("GDI", 1e-9), std::pair("GDIP", 1e-9)),
    [](const auto& info) { return std::string(info.param.first); });

TEST(CatrProgressive, ChoosesTheSameItemWithTheSameRandomNumbers) {
  const auto scenarios = ReadScenarios();
  if (scenarios.empty()) GTEST_SKIP() << "no " << CatrDirectory();
  for (const Scenario& scenario : scenarios) {
    const Json& reference = scenario.select["progressive"];
    auto gains = scenario.at.GainsOf(MaximumInformation(), scenario.theta);
    // catR's largest information is that of the candidates.
    for (const int item : scenario.given) gains[item] = 0;
    Progressive::Mix(
        TestProgression(static_cast<int>(scenario.given.size()), 20, 1),
        reference["u01"].get<std::vector<double>>(), absl::MakeSpan(gains));
    for (const int item : scenario.given) gains[item] = -1;
    const auto best = std::max_element(gains.begin(), gains.end());
    EXPECT_EQ(best - gains.begin() + 1, reference["item"].get<int>());
  }
}

}  // namespace
}  // namespace adaptest

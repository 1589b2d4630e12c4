// Values and choices of catR 3.17's nextItem() on a graded response bank, read
// where the reference values are at hand. catR has no values of single items
// for KL and KLP there, only of the one chosen.

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/engine/catr_files.h"
#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

using Json = nlohmann::json;

// Rows of discrimination and boundaries, NA where an item has fewer.
ItemBank ReadGradedBank(std::ifstream& file) {
  std::vector<std::vector<double>> items;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    items.emplace_back();
    std::stringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) {
      if (field != "NA") items.back().push_back(std::stod(field));
    }
  }
  return MakeBank("grm", items);
}

struct PolytomousScenario {
  std::vector<ScoredAnswer> answers;
  double theta;
  Json select;
};

// catR's MEI estimates by the mode of the posterior, on [-4, 4].
struct CatrReference {
  ItemBank bank;
  std::vector<PolytomousScenario> scenarios;

  std::vector<double> Values(const PolytomousScenario& scenario,
                             const SelectionCriterion& criterion) const {
    const ThetaGrid grid = *ThetaGrid::Make(33, -4, 4);
    const SelectionContext at(bank, grid, Map(), {grid, NormalPrior(), -4, 4},
                              scenario.answers);
    return ReportedValues(criterion, at.At(scenario.theta));
  }
};

std::optional<CatrReference> Read() {
  std::ifstream bank_file(CatrDirectory() + "bank50_grm.csv");
  std::ifstream file(CatrDirectory() + "nextItem_grm.json");
  if (!bank_file || !file) return std::nullopt;
  CatrReference reference{ReadGradedBank(bank_file), {}};
  const Json json = Json::parse(file);
  for (const Json& s : json["scenarios"]) {
    std::vector<ScoredAnswer> answers;
    if (!s["out"].is_null() && !s["out"].is_string()) {
      answers = CatrAnswers({{"items", s["out"]}, {"x", s["x"]}});
    }
    reference.scenarios.push_back({answers, s["theta"], s["select"]});
  }
  return reference;
}

class CatrGradedCriterion
    : public testing::TestWithParam<std::pair<const char*, double>> {};

TEST_P(CatrGradedCriterion, HasTheSameValuesAndChoosesTheSameItem) {
  const auto reference = Read();
  if (!reference) GTEST_SKIP() << "no " << CatrDirectory();
  const auto& [name, tolerance] = GetParam();
  const SelectionCriterion criterion = Criterion(NamedRule(name));
  for (const PolytomousScenario& scenario : reference->scenarios) {
    const Json& chosen = scenario.select[name];
    const auto values = reference->Values(scenario, criterion);
    const int item = chosen["item"].get<int>() - 1;
    const double value = chosen["info"];
    EXPECT_NEAR(values[item], value, tolerance * std::abs(value)) << name;
    std::vector<char> out(values.size(), false);
    for (const ScoredAnswer& answer : scenario.answers) out[answer.item] = true;
    const double sign = std::string(name) == "MEPV" ? -1 : 1;
    for (size_t i = 0; i < values.size(); ++i) {
      if (out[i]) continue;
      EXPECT_LE(sign * values[i], sign * values[item] * (1 + sign * 1e-9))
          << name << ": item " << i + 1;
    }
    const Json& full = chosen["full"];
    if (!full["value"].is_array()) continue;
    for (size_t i = 0; i < full["candidates"].size(); ++i) {
      const double truth = full["value"][i];
      EXPECT_NEAR(values[full["candidates"][i].get<int>() - 1], truth,
                  tolerance * std::abs(truth))
          << name << " of item " << full["candidates"][i];
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, CatrGradedCriterion,
    testing::Values(std::pair("MFI", 1e-10), std::pair("MLWI", 1e-9),
                    std::pair("MPWI", 1e-9), std::pair("MEI", 1e-4),
                    std::pair("MEPV", 1e-9), std::pair("KL", 1e-9),
                    std::pair("KLP", 1e-9)),
    [](const auto& info) { return std::string(info.param.first); });

}  // namespace
}  // namespace adaptest

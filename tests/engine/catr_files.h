#ifndef ADAPTEST_TESTS_ENGINE_CATR_FILES_H_
#define ADAPTEST_TESTS_ENGINE_CATR_FILES_H_

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/engine/bank_builder.h"
#include "tests/support/project_file.h"

namespace adaptest {

// Larger files of catR's values, beside the source tree; tests skip where they
// are absent.
inline const std::string& CatrDirectory() {
  static const auto& path = *new std::string(SharedFile("reference/catr/"));
  return path;
}

// A bank of columns a, b, c, d.
inline ItemBank ReadCatrBank(const std::string& name) {
  std::ifstream file(CatrDirectory() + name);
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

// The answers of a pattern {"items": [..] | i, "x": [..] | x}, items from 1.
inline std::vector<ScoredAnswer> CatrAnswers(const nlohmann::json& pattern) {
  const nlohmann::json& items = pattern["items"];
  const nlohmann::json& x = pattern["x"];
  if (!items.is_array()) return {{items.get<int>() - 1, x.get<int>()}};
  std::vector<ScoredAnswer> answers;
  for (size_t i = 0; i < items.size(); ++i) {
    answers.push_back({items[i].get<int>() - 1, x[i].get<int>()});
  }
  return answers;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_CATR_FILES_H_

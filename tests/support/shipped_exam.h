#ifndef ADAPTEST_TESTS_SUPPORT_SHIPPED_EXAM_H_
#define ADAPTEST_TESTS_SUPPORT_SHIPPED_EXAM_H_

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "tests/support/exam_builder.h"
#include "tests/support/project_file.h"

namespace adaptest {

inline std::string ShippedFile(const std::string& name) {
  return ProjectFile("data/mla-c01/" + name);
}

// The items of the shipped bank. The file has no quoted fields.
inline ItemBank ShippedBank() {
  std::ifstream file(ShippedFile("items.csv"));
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = absl::StrSplit(line, ',');
  std::vector<Item> items;
  while (std::getline(file, line)) {
    const std::vector<std::string> fields = absl::StrSplit(line, ',');
    std::map<std::string, std::string> row;
    for (size_t k = 0; k < names.size(); ++k) row[names[k]] = fields[k];
    std::vector<double> parameters(3);
    EXPECT_TRUE(absl::SimpleAtod(row["a"], &parameters[0]));
    EXPECT_TRUE(absl::SimpleAtod(row["b"], &parameters[1]));
    EXPECT_TRUE(absl::SimpleAtod(row["c"], &parameters[2]));
    Item item = MakeItem(row["item_id"], row["model"], parameters);
    item.status = *ItemStatusByName(row["status"]);
    item.attributes = {{"domain", row["domain"]}, {"area", row["area"]}};
    items.push_back(std::move(item));
  }
  return *ItemBank::Make(std::move(items));
}

inline std::vector<Constraint> CountsOf(const nlohmann::json& list) {
  std::vector<Constraint> constraints;
  for (const auto& c : list) {
    constraints.push_back(CountOf(c["id"], c["condition"], double{c["lower"]},
                                  double{c["upper"]}));
  }
  return constraints;
}

// What the sessions of the shipped profile depend on.
inline Exam ShippedExam() {
  std::ifstream file(ShippedFile("exam.json"));
  const auto json = nlohmann::json::parse(file);
  Exam exam;
  exam.name = json["name"];
  for (const auto& mode : json["modes"]) {
    exam.modes.push_back(MakeMode(*ModeKindByName(std::string(mode["mode"])),
                                  mode["scoredItems"], mode["pretestItems"]));
    exam.modes.back().strategy.rule = mode["strategy"]["rule"];
    if (mode.contains("constraints")) {
      exam.modes.back().constraints = CountsOf(mode["constraints"]);
    }
  }
  exam.constraints = CountsOf(json["constraints"]);
  exam.area_attribute = json["areaAttribute"];
  const auto& scale = json["scale"];
  exam.scale = {scale["thetaCut"],    scale["thetaCutStandardError"],
                scale["cutScore"],    scale["thetaAnchor"],
                scale["anchorScore"], scale["minScore"],
                scale["maxScore"]};
  exam.report_attributes = json["reportAttributes"];
  return exam;
}

inline const std::shared_ptr<const PreparedExam>& ShippedPreparedExam() {
  static const auto& exam = *new std::shared_ptr<const PreparedExam>(
      Prepare(ShippedExam(), ShippedBank()));
  return exam;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_SHIPPED_EXAM_H_

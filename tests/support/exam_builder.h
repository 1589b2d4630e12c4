#ifndef ADAPTEST_TESTS_SUPPORT_EXAM_BUILDER_H_
#define ADAPTEST_TESTS_SUPPORT_EXAM_BUILDER_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/session/prepared_exam.h"
#include "tests/engine/bank_builder.h"

namespace adaptest {

inline Rule NamedRule(std::string name,
                      std::map<std::string, double> parameters = {}) {
  Rule rule;
  rule.rule = std::move(name);
  rule.parameters = std::move(parameters);
  return rule;
}

inline Constraint CountOf(std::string id, std::string condition,
                          std::optional<double> lower,
                          std::optional<double> upper) {
  Constraint constraint;
  constraint.id = std::move(id);
  constraint.type = "number";
  constraint.condition = std::move(condition);
  constraint.lower = lower;
  constraint.upper = upper;
  return constraint;
}

// `scored` operational random items and then `pretest` pretest ones. Domains
// "1" and "2" and, inside them, areas "1a", "2a", "1b", "2b" come in turn.
inline ItemBank ContentBank(absl::string_view model, int scored, int pretest,
                            uint64_t seed) {
  std::vector<Item> items = RandomBank(model, scored + pretest, seed).items();
  for (int i = 0; i < scored + pretest; ++i) {
    const std::string domain = i % 2 == 0 ? "1" : "2";
    items[i].attributes = {{"domain", domain},
                           {"area", domain + (i / 2 % 2 == 0 ? "a" : "b")}};
    if (i >= scored) items[i].status = ItemStatus::kPretest;
  }
  return *ItemBank::Make(std::move(items));
}

inline Mode MakeMode(ModeKind kind, int scored, int pretest) {
  Mode mode;
  mode.kind = kind;
  mode.scored_items = scored;
  mode.pretest_items = pretest;
  mode.criterion = NamedRule(kind == ModeKind::kMock ? "random" : "mfi");
  mode.stopping_rules = {NamedRule("fixed_length")};
  return mode;
}

// An adaptive mode (0) and a mock mode (1) for a ContentBank: half of the
// scored items from domain 1, and 1 to a third of them from area 1a.
inline Exam ContentExam(int scored, int pretest) {
  Exam exam;
  exam.name = "exams/content";
  exam.modes = {MakeMode(ModeKind::kAdaptive, scored, pretest),
                MakeMode(ModeKind::kMock, scored, pretest)};
  exam.constraints = {CountOf("A1", "area == \"1a\"", 1, scored / 3),
                      CountOf("D1", "domain == \"1\"", scored / 2, scored / 2)};
  exam.scale.theta_cut = 0.1;
  exam.scale.theta_cut_standard_error = 0.05;
  exam.report_attributes = {"domain", "area"};
  return exam;
}

inline std::shared_ptr<const PreparedExam> Prepare(Exam exam, ItemBank bank) {
  auto prepared = PreparedExam::Make(
      std::move(exam), std::make_shared<const ItemBank>(std::move(bank)));
  EXPECT_TRUE(prepared.ok()) << prepared.status();
  return prepared.ok() ? *std::move(prepared) : nullptr;
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_EXAM_BUILDER_H_

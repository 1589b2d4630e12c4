#ifndef ADAPTEST_ENGINE_DECISION_RULE_H_
#define ADAPTEST_ENGINE_DECISION_RULE_H_

#include <variant>

#include "absl/status/statusor.h"
#include "engine/decision/estimate.h"
#include "engine/decision/mastery.h"
#include "engine/decision/number_right.h"
#include "engine/decision/test_outcome.h"
#include "engine/rule.h"

namespace adaptest {

// The family of pass-fail decisions. To add one: a file in engine/decision/,
// its name here.
using DecisionRule = std::variant<Mastery, EstimateAboveCut, NumberRight>;

inline absl::StatusOr<DecisionRule> MakeDecisionRule(const Rule& rule) {
  return MakeByName<DecisionRule>("decision", rule);
}

inline bool Passes(const DecisionRule& rule, const TestOutcome& outcome) {
  return std::visit([&](const auto& r) { return r.Passes(outcome); }, rule);
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_DECISION_RULE_H_

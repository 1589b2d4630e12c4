#ifndef ADAPTEST_ENGINE_STOPPING_RULE_H_
#define ADAPTEST_ENGINE_STOPPING_RULE_H_

#include <variant>

#include "absl/status/statusor.h"
#include "engine/rule.h"
#include "engine/stopping/fixed_length.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// The family of stopping rules. To add one: a file in engine/stopping/, its
// name here.
using StoppingRule = std::variant<FixedLength>;

inline absl::StatusOr<StoppingRule> MakeStoppingRule(const Rule& rule) {
  return MakeByName<StoppingRule>("stopping rule", rule);
}

inline bool ShouldStop(const StoppingRule& rule, const TestProgress& progress) {
  return std::visit([&](const auto& r) { return r.ShouldStop(progress); },
                    rule);
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_RULE_H_

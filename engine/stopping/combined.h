#ifndef ADAPTEST_ENGINE_STOPPING_COMBINED_H_
#define ADAPTEST_ENGINE_STOPPING_COMBINED_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

struct StoppingRule;

// Stops when one of its rules does.
struct AnyOf {
  static constexpr absl::string_view kName = "any_of";

  std::vector<StoppingRule> rules;

  static absl::StatusOr<AnyOf> Make(const Rule& rule);
  bool ShouldStop(const TestProgress& progress) const;
};

// Stops when all of its rules do.
struct AllOf {
  static constexpr absl::string_view kName = "all_of";

  std::vector<StoppingRule> rules;

  static absl::StatusOr<AllOf> Make(const Rule& rule);
  bool ShouldStop(const TestProgress& progress) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_COMBINED_H_

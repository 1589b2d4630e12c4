#ifndef ADAPTEST_ENGINE_STOPPING_STANDARD_ERROR_BELOW_H_
#define ADAPTEST_ENGINE_STOPPING_STANDARD_ERROR_BELOW_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/status_macros.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Stops once ability is known precisely enough.
struct StandardErrorBelow {
  static constexpr absl::string_view kName = "standard_error_below";
  static constexpr ParameterSpec kParameters[] = {
      {"standard_error", 0.01, 2, 0.3,
       "stop at or below this, on the theta scale"},
      {"min_items", 1, 1000, 10, "scored items to answer first"}};

  double standard_error = 0.3;
  int min_items = 10;

  static absl::StatusOr<StandardErrorBelow> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    StandardErrorBelow made;
    made.standard_error = values[0];
    made.min_items = static_cast<int>(values[1]);
    return made;
  }

  bool ShouldStop(const TestProgress& progress) const {
    return progress.num_items >= min_items &&
           progress.standard_error <= standard_error;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_STANDARD_ERROR_BELOW_H_

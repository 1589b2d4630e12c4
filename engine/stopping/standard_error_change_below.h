#ifndef ADAPTEST_ENGINE_STOPPING_STANDARD_ERROR_CHANGE_BELOW_H_
#define ADAPTEST_ENGINE_STOPPING_STANDARD_ERROR_CHANGE_BELOW_H_

#include <cmath>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/status_macros.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Stops once an answer hardly reduces the standard error (Choi, Grady & Dodd,
// 2011).
struct StandardErrorChangeBelow {
  static constexpr absl::string_view kName = "standard_error_change_below";
  static constexpr ParameterSpec kParameters[] = {
      {"change", 0.0001, 2, 0.01, "stop where |change| is at or below this"},
      {"min_items", 1, 1000, 10, "scored items to answer first"}};

  double change = 0.01;
  int min_items = 10;

  static absl::StatusOr<StandardErrorChangeBelow> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    StandardErrorChangeBelow made;
    made.change = values[0];
    made.min_items = static_cast<int>(values[1]);
    return made;
  }

  bool ShouldStop(const TestProgress& progress) const {
    return progress.num_items >= min_items &&
           std::abs(progress.standard_error -
                    progress.previous_standard_error) <= change;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_STANDARD_ERROR_CHANGE_BELOW_H_

#ifndef ADAPTEST_ENGINE_STOPPING_TIME_LIMIT_H_
#define ADAPTEST_ENGINE_STOPPING_TIME_LIMIT_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/status_macros.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Stops where less time is left than `reserve_seconds` of the mode's time
// limit, so that the test ends in order instead of in the middle of a
// question. Never without a time limit.
struct TimeLimit {
  static constexpr absl::string_view kName = "time_limit";
  static constexpr ParameterSpec kParameters[] = {
      {"reserve_seconds", 0, 86400, 0, "stop where less time is left"}};

  double reserve_seconds = 0;

  static absl::StatusOr<TimeLimit> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    TimeLimit made;
    made.reserve_seconds = values[0];
    return made;
  }

  bool ShouldStop(const TestProgress& progress) const {
    return progress.time_limit_seconds > 0 &&
           progress.elapsed_seconds + reserve_seconds >=
               progress.time_limit_seconds;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_TIME_LIMIT_H_

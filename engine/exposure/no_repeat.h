#ifndef ADAPTEST_ENGINE_EXPOSURE_NO_REPEAT_H_
#define ADAPTEST_ENGINE_EXPOSURE_NO_REPEAT_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/exposure/exposure_counts.h"
#include "engine/item_bank.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// An item that a learner was given before: how long ago, and in which of the
// learner's sessions, counting back from 1 for the last one.
struct SeenItem {
  int item;
  double days_ago;
  int sessions_ago;
};

// Keeps from a learner what the same learner was given within the last `days`
// or the last `sessions`.
struct NoRepeat {
  static constexpr absl::string_view kName = "no_repeat";
  static constexpr ParameterSpec kParameters[] = {
      {"days", 0, 36500, 365, "not given again for so many days"},
      {"sessions", 0, 10000, 1, "nor in so many sessions"}};

  double days = 365;
  int sessions = 1;

  static absl::StatusOr<NoRepeat> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    NoRepeat control;
    control.days = values[0];
    control.sessions = static_cast<int>(values[1]);
    return control;
  }
  absl::Status Prepare(const ItemBank& /*bank*/) { return absl::OkStatus(); }

  bool HoldsBack(const SeenItem& seen) const {
    return seen.days_ago < days || seen.sessions_ago <= sessions;
  }

  std::vector<double> SegmentBounds() const { return {}; }
  double Fading() const { return 1; }
  double EligibleProbability(const ExposureCounts& /*counts*/, int /*segment*/,
                             int /*item*/) const {
    return 1;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_EXPOSURE_NO_REPEAT_H_

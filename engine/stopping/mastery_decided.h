#ifndef ADAPTEST_ENGINE_STOPPING_MASTERY_DECIDED_H_
#define ADAPTEST_ENGINE_STOPPING_MASTERY_DECIDED_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/status_macros.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Stops once P(theta >= theta_cut) is at or above a probability, or at or below
// one minus it.
struct MasteryDecided {
  static constexpr absl::string_view kName = "mastery_decided";
  static constexpr ParameterSpec kParameters[] = {
      {"probability", 0.5, 0.9999, 0.95, "of the likelier decision"},
      {"min_items", 1, 1000, 10, "scored items to answer first"}};

  double probability = 0.95;
  int min_items = 10;

  static absl::StatusOr<MasteryDecided> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    MasteryDecided made;
    made.probability = values[0];
    made.min_items = static_cast<int>(values[1]);
    return made;
  }

  bool ShouldStop(const TestProgress& progress) const {
    return progress.num_items >= min_items &&
           (progress.mastery_probability >= probability ||
            progress.mastery_probability <= 1 - probability);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_MASTERY_DECIDED_H_

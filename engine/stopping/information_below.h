#ifndef ADAPTEST_ENGINE_STOPPING_INFORMATION_BELOW_H_
#define ADAPTEST_ENGINE_STOPPING_INFORMATION_BELOW_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/status_macros.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Stops once no item left can tell much: the largest Fisher information at the
// estimate among the items that can be given next is below a bound.
struct InformationBelow {
  static constexpr absl::string_view kName = "information_below";
  static constexpr ParameterSpec kParameters[] = {
      {"information", 0.0001, 10, 0.1, "stop where it is below this"},
      {"min_items", 1, 1000, 10, "scored items to answer first"}};

  double information = 0.1;
  int min_items = 10;

  static absl::StatusOr<InformationBelow> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    InformationBelow made;
    made.information = values[0];
    made.min_items = static_cast<int>(values[1]);
    return made;
  }

  bool ShouldStop(const TestProgress& progress) const {
    return progress.num_items >= min_items &&
           progress.largest_information() < information;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_INFORMATION_BELOW_H_

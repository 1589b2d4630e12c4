#ifndef ADAPTEST_ENGINE_STOPPING_LENGTH_H_
#define ADAPTEST_ENGINE_STOPPING_LENGTH_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/rule.h"
#include "engine/status_macros.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Stops when so many scored items have been answered: a maximum on its own, a
// minimum for the others inside all_of.
struct Length {
  static constexpr absl::string_view kName = "length";
  static constexpr absl::string_view kAliases[] = {"max_items", "min_items"};
  static constexpr ParameterSpec kParameters[] = {
      {"items", 1, 1000, 50, "scored items answered"}};

  int items = 50;

  static absl::StatusOr<Length> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    Length length;
    length.items = static_cast<int>(values[0]);
    return length;
  }

  bool ShouldStop(const TestProgress& progress) const {
    return progress.num_items >= items;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_LENGTH_H_

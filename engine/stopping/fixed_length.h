#ifndef ADAPTEST_ENGINE_STOPPING_FIXED_LENGTH_H_
#define ADAPTEST_ENGINE_STOPPING_FIXED_LENGTH_H_

#include "absl/strings/string_view.h"
#include "engine/stopping/test_progress.h"

namespace adaptest {

// Stops when the mode's number of scored items has been answered.
struct FixedLength {
  static constexpr absl::string_view kName = "fixed_length";

  bool ShouldStop(const TestProgress& progress) const {
    return progress.num_items >= progress.length;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_STOPPING_FIXED_LENGTH_H_

#ifndef ADAPTEST_ENGINE_CRITERIA_MAXIMUM_INFORMATION_H_
#define ADAPTEST_ENGINE_CRITERIA_MAXIMUM_INFORMATION_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Maximum Fisher information (Lord, 1980): I(theta) at the current ability
// estimate, evaluated exactly, not between grid nodes.
struct MaximumInformation {
  static constexpr absl::string_view kName = "mfi";
  static constexpr absl::string_view kAliases[] = {"mi"};

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const {
    snapshot.tables.InformationAt(snapshot.bank, snapshot.theta, values);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_MAXIMUM_INFORMATION_H_

#ifndef ADAPTEST_ENGINE_CRITERIA_MAXIMUM_INFORMATION_H_
#define ADAPTEST_ENGINE_CRITERIA_MAXIMUM_INFORMATION_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Maximum Fisher information (Lord, 1980): the gain of an item is I(theta) at
// the current ability estimate, evaluated exactly, not between grid nodes.
struct MaximumInformation {
  static constexpr absl::string_view kName = "mfi";

  void FillGains(const SelectionSnapshot& snapshot,
                 absl::Span<double> gains) const {
    for (int i = 0; i < snapshot.bank.size(); ++i) {
      const Item& item = snapshot.bank.item(i);
      gains[i] = Information(item.model, item.parameters, snapshot.theta);
    }
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_MAXIMUM_INFORMATION_H_

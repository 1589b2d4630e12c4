#ifndef ADAPTEST_ENGINE_CRITERIA_CUT_INFORMATION_H_
#define ADAPTEST_ENGINE_CRITERIA_CUT_INFORMATION_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Fisher information at the cut score (Spray & Reckase, 1994): I(theta_cut),
// the same for everybody and at every step. For tests that only decide between
// pass and fail.
struct CutInformation {
  static constexpr absl::string_view kName = "cut_information";
  static constexpr absl::string_view kAliases[] = {"information_at_cut"};

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const {
    snapshot.tables.InformationAt(snapshot.bank, snapshot.theta_cut, values);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_CUT_INFORMATION_H_

#ifndef ADAPTEST_ENGINE_CRITERIA_LIKELIHOOD_WEIGHTED_INFORMATION_H_
#define ADAPTEST_ENGINE_CRITERIA_LIKELIHOOD_WEIGHTED_INFORMATION_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/posterior_sums.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Maximum likelihood-weighted information (Veerkamp & Berger, 1997):
//
//   integral of L(theta) I_i(theta) d theta / integral of L(theta) d theta,
//
// L the likelihood of the answers so far, over the grid.
struct LikelihoodWeightedInformation {
  static constexpr absl::string_view kName = "mlwi";
  static constexpr ValueScale kReported = ValueScale::kLikelihood;

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const {
    WeightedInformation(snapshot.tables, LikelihoodOf(snapshot), values);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_LIKELIHOOD_WEIGHTED_INFORMATION_H_

#ifndef ADAPTEST_ENGINE_CRITERIA_POSTERIOR_WEIGHTED_INFORMATION_H_
#define ADAPTEST_ENGINE_CRITERIA_POSTERIOR_WEIGHTED_INFORMATION_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/posterior_sums.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Maximum posterior-weighted information (van der Linden, 1998): the mean of
// I_i(theta) over the posterior.
struct PosteriorWeightedInformation {
  static constexpr absl::string_view kName = "mpwi";
  static constexpr ValueScale kReported = ValueScale::kPosterior;

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const {
    WeightedInformation(snapshot.tables, snapshot.posterior, values);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_POSTERIOR_WEIGHTED_INFORMATION_H_

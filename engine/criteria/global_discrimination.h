#ifndef ADAPTEST_ENGINE_CRITERIA_GLOBAL_DISCRIMINATION_H_
#define ADAPTEST_ENGINE_CRITERIA_GLOBAL_DISCRIMINATION_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Global-discrimination index (Kaplan, de la Torre & Barrada, 2015): variance
// of the chance of an answer over the likelihood of the answers so far ("gdi")
// or over the posterior ("gdip"),
//
//   1/2 sum over k of Var(P_k(theta)),
//
// for a dichotomous item Var(P(right)). Nodes at the ends of the grid count in
// full, as in catR.
struct GlobalDiscrimination {
  static constexpr absl::string_view kName = "gdi";

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;
};

struct PosteriorGlobalDiscrimination {
  static constexpr absl::string_view kName = "gdip";

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_GLOBAL_DISCRIMINATION_H_

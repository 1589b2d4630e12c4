#ifndef ADAPTEST_ENGINE_CRITERIA_EXPECTED_POSTERIOR_VARIANCE_H_
#define ADAPTEST_ENGINE_CRITERIA_EXPECTED_POSTERIOR_VARIANCE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Minimum expected posterior variance (Owen, 1975; van der Linden, 1998):
//
//   sum over k of p_k Var(theta | answers so far and k)
//
// The variance is the posterior's whatever the exam's estimator. The chances
// p_k are those at the current estimate (as in catR and mirtCAT), or by option
// those over the posterior (predictive), which makes it the expectation of a
// Bayesian.
struct ExpectedPosteriorVariance {
  static constexpr absl::string_view kName = "mepv";
  static constexpr bool kSmallerIsBetter = true;
  static inline const OptionSpec kOptions[] = {
      {"probability", {"estimate", "predictive"}, "chances of the answers"}};

  bool predictive = false;

  static absl::StatusOr<ExpectedPosteriorVariance> Make(const Rule& rule);
  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_EXPECTED_POSTERIOR_VARIANCE_H_

#ifndef ADAPTEST_ENGINE_ABILITY_MLE_H_
#define ADAPTEST_ENGINE_ABILITY_MLE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/ability/standard_error.h"
#include "engine/item_bank.h"
#include "engine/rule.h"

namespace adaptest {

// Maximum likelihood estimate: the theta in [lower_bound, upper_bound] at
// which the likelihood of the answers is largest.
//
//   (1) It is the global maximum: with lower asymptotes the likelihood may have
//       several, and every one that a scan in steps of 0.05 brackets is
//       compared, to 1e-10 in theta.
//   (2) Its standard error is 1 / sqrt(information) at theta, expected or
//       observed in the items answered; empty where that is not positive.
//   (3) Where the likelihood is largest at a bound (all right, all wrong),
//       theta is that bound, the standard error is the one by information
//       there, and the state says so.
//   (4) Without answers theta and standard error are empty.
struct Mle {
  static constexpr absl::string_view kName = "mle";

  InformationKind information = InformationKind::kExpected;

  static absl::StatusOr<Mle> Make(const Rule& rule);

  AbilityEstimate Estimate(const ItemBank& bank,
                           absl::Span<const ScoredAnswer> answers,
                           const EstimationSettings& settings) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_MLE_H_

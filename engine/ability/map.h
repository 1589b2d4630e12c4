#ifndef ADAPTEST_ENGINE_ABILITY_MAP_H_
#define ADAPTEST_ENGINE_ABILITY_MAP_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/ability/standard_error.h"
#include "engine/item_bank.h"
#include "engine/rule.h"

namespace adaptest {

// Maximum a posteriori estimate (Samejima, 1969; Birnbaum, 1969): the theta in
// [lower_bound, upper_bound] at which likelihood times prior density f is
// largest.
//
//   (1) It is the global maximum, found as for the maximum likelihood estimate.
//   (2) Its standard error is 1 / sqrt(information - (log f)''), at theta, with
//       the expected or observed information in the items answered: under a
//       normal prior 1 / sqrt(I + 1 / sd^2). Empty where that sum is not
//       positive.
//   (3) Without answers it is the prior's mode (within the bounds), and empty
//       where the prior has none (uniform, jeffreys).
struct Map {
  static constexpr absl::string_view kName = "map";

  InformationKind information = InformationKind::kExpected;

  static absl::StatusOr<Map> Make(const Rule& rule);

  AbilityEstimate Estimate(const ItemBank& bank,
                           absl::Span<const ScoredAnswer> answers,
                           const EstimationSettings& settings) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_MAP_H_

#ifndef ADAPTEST_ENGINE_ABILITY_WLE_H_
#define ADAPTEST_ENGINE_ABILITY_WLE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/ability/standard_error.h"
#include "engine/item_bank.h"
#include "engine/rule.h"

namespace adaptest {

// Weighted likelihood estimate (Warm, 1989): the root in [lower_bound,
// upper_bound] of
//
//   l'(theta) + J(theta) / (2 I(theta)) = 0
//
//   l     log-likelihood of the answers
//   I, J  sums over items and categories of P'^2 / P and P' P'' / P, which hold
//         for items of any number of categories
//
//   (1) Its bias is of smaller order than that of the maximum likelihood
//       estimate, and it is mostly finite for all right and all wrong, too.
//   (2) Of several roots it is the one at which the integral of the left side
//       is largest (for 1pl and 2pl that integral is l + log(I) / 2); without
//       a root it is a bound, and the state says so.
//   (3) Its standard error is 1 / sqrt(information) at theta, expected or
//       observed (-l''); empty where that is not positive.
//   (4) Without answers theta and standard error are empty.
struct Wle {
  static constexpr absl::string_view kName = "wle";

  InformationKind information = InformationKind::kExpected;

  static absl::StatusOr<Wle> Make(const Rule& rule);

  AbilityEstimate Estimate(const ItemBank& bank,
                           absl::Span<const ScoredAnswer> answers,
                           const EstimationSettings& settings) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_WLE_H_

#ifndef ADAPTEST_ENGINE_ABILITY_EAP_H_
#define ADAPTEST_ENGINE_ABILITY_EAP_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/item_bank.h"
#include "engine/rule.h"

namespace adaptest {

// Expected a posteriori estimate (Bock & Mislevy, 1982): mean of the posterior
// on the theta grid; its standard error is the posterior's standard deviation.
// Defined for every pattern, all right and all wrong included; without answers
// it is the prior's mean. Where the posterior is narrower than the spacing of
// the grid, the grid is refined.
struct Eap {
  static constexpr absl::string_view kName = "eap";

  static absl::StatusOr<Eap> Make(const Rule& rule);

  AbilityEstimate Estimate(const ItemBank& bank,
                           absl::Span<const ScoredAnswer> answers,
                           const EstimationSettings& settings) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_EAP_H_

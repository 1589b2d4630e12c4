#ifndef ADAPTEST_ENGINE_ABILITY_TUKEY_H_
#define ADAPTEST_ENGINE_ABILITY_TUKEY_H_

#include <cmath>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/ability/robust.h"
#include "engine/item_bank.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Robust estimate (robust.h) with Tukey's biweight (Mislevy & Bock, 1982):
//
//   w(r) = (1 - (r / K)^2)^2 for |r| <= K, 0 beyond.
//
// For items of two categories with parameters a and b only.
struct Tukey {
  static constexpr absl::string_view kName = "tukey";
  static constexpr ParameterSpec kParameters[] = {
      {"tuning", 0.01, 100, 4, "K: residuals beyond this have no weight"}};

  double tuning = 4;

  static absl::StatusOr<Tukey> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    return Tukey{values[0]};
  }

  absl::Status CheckBank(const ItemBank& bank) const {
    return CheckRobust(kName, bank);
  }

  EquationPoint Weight(double r) const {
    if (std::abs(r) > tuning) return {0, 0};
    const double inside = 1 - (r / tuning) * (r / tuning);
    return {inside * inside, -4 * r / (tuning * tuning) * inside};
  }

  AbilityEstimate Estimate(const ItemBank& bank,
                           absl::Span<const ScoredAnswer> answers,
                           const EstimationSettings& settings) const {
    return RobustEstimate(bank, answers, settings,
                          [this](double r) { return Weight(r); });
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_TUKEY_H_

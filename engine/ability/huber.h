#ifndef ADAPTEST_ENGINE_ABILITY_HUBER_H_
#define ADAPTEST_ENGINE_ABILITY_HUBER_H_

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

// Robust estimate (robust.h) with Huber's weights (Schuster & Yuan, 2011):
//
//   w(r) = 1 for |r| <= K, K / |r| beyond.
//
// For items of two categories with parameters a and b only.
struct Huber {
  static constexpr absl::string_view kName = "huber";
  static constexpr ParameterSpec kParameters[] = {
      {"tuning", 0.01, 100, 1, "K: residuals up to this have full weight"}};

  double tuning = 1;

  static absl::StatusOr<Huber> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    return Huber{values[0]};
  }

  absl::Status CheckBank(const ItemBank& bank) const {
    return CheckRobust(kName, bank);
  }

  EquationPoint Weight(double r) const {
    const double size = std::abs(r);
    if (size <= tuning) return {1, 0};
    return {tuning / size, -tuning / (r * size)};
  }

  AbilityEstimate Estimate(const ItemBank& bank,
                           absl::Span<const ScoredAnswer> answers,
                           const EstimationSettings& settings) const {
    return RobustEstimate(bank, answers, settings,
                          [this](double r) { return Weight(r); });
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_HUBER_H_

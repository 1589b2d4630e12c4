#include "engine/ability_estimator.h"

namespace adaptest {

absl::string_view NameOf(AbilityState state) {
  switch (state) {
    case AbilityState::kAtLowerBound:
      return "at_lower_bound";
    case AbilityState::kAtUpperBound:
      return "at_upper_bound";
    case AbilityState::kNoAnswers:
      return "no_answers";
    case AbilityState::kOk:
      break;
  }
  return "ok";
}

absl::StatusOr<AbilityEstimator> MakeAbilityEstimator(const Rule& rule) {
  return MakeByName<AbilityEstimator>("ability estimator", rule);
}

absl::Status CheckEstimator(const AbilityEstimator& estimator,
                            const ItemBank& bank) {
  return std::visit(
      [&](const auto& member) {
        if constexpr (requires { member.CheckBank(bank); }) {
          return member.CheckBank(bank);
        } else {
          return absl::OkStatus();
        }
      },
      estimator);
}

AbilityEstimate EstimateAbility(const AbilityEstimator& estimator,
                                const ItemBank& bank,
                                absl::Span<const ScoredAnswer> answers,
                                const EstimationSettings& settings) {
  return std::visit(
      [&](const auto& member) {
        return member.Estimate(bank, answers, settings);
      },
      estimator);
}

}  // namespace adaptest

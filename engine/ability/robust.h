#ifndef ADAPTEST_ENGINE_ABILITY_ROBUST_H_
#define ADAPTEST_ENGINE_ABILITY_ROBUST_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/ability/ability_estimate.h"
#include "engine/ability/global_maximum.h"
#include "engine/item_bank.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// Robust estimates of ability (Mislevy & Bock, 1982; Schuster & Yuan, 2011):
// the root in [lower_bound, upper_bound] of
//
//   sum over i of w(r_i) d log P(X_i = x_i | theta) / d theta = 0,
//   r_i = a_i (theta - b_i),
//
// so that answers to items far from the examinee's ability, guesses and slips
// among them, count less than in the likelihood equation (w = 1).
//
//   (1) Of several roots it is the one at which the integral of the left side
//       is largest; without a root it is a bound, and the state says so. Where
//       no item has weight up to a bound that the equation leads to, it is that
//       bound.
//   (2) Its standard error (Magis, 2014) is
//       sqrt(sum of w_i^2 I_i) / sum of w_i I_i, with I_i the item's Fisher
//       information; empty where no item has weight.
//   (3) Without answers theta and standard error are empty.

// w(r) and its derivative.
using RobustWeight = absl::FunctionRef<EquationPoint(double r)>;

AbilityEstimate RobustEstimate(const ItemBank& bank,
                               absl::Span<const ScoredAnswer> answers,
                               const EstimationSettings& settings,
                               RobustWeight weight);

// Refuses a bank with an item that is not of a logistic model in a and b: the
// residual r_i is not defined for it. The message names the item.
absl::Status CheckRobust(absl::string_view estimator, const ItemBank& bank);

// The estimator with these weights: kName, kParameters (the tuning constant K),
// a field `tuning` and Weight(r). For items of two categories with parameters
// a and b only.
template <class Weights>
struct RobustEstimator : Weights {
  static absl::StatusOr<RobustEstimator> Make(const Rule& rule) {
    ASSIGN_OR_RETURN(const auto values,
                     ReadParameters(rule, Weights::kParameters));
    RETURN_IF_ERROR(ReadOptions(rule, {}).status());
    return RobustEstimator{{values[0]}};
  }

  absl::Status CheckBank(const ItemBank& bank) const {
    return CheckRobust(Weights::kName, bank);
  }

  AbilityEstimate Estimate(const ItemBank& bank,
                           absl::Span<const ScoredAnswer> answers,
                           const EstimationSettings& settings) const {
    return RobustEstimate(bank, answers, settings,
                          [this](double r) { return this->Weight(r); });
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_ROBUST_H_

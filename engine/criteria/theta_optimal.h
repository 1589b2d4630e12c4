#ifndef ADAPTEST_ENGINE_CRITERIA_THETA_OPTIMAL_H_
#define ADAPTEST_ENGINE_CRITERIA_THETA_OPTIMAL_H_

#include <cmath>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/logistic_bank.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// The ability at which a logistic item informs most (Birnbaum, 1968; Magis,
// 2013, for d < 1): the root of
//
//   d log I / dP = 2 / (P - c) - 2 / (d - P) - 1 / P + 1 / (1 - P),
//
// which falls from positive to negative over c < P < d, for 3pl
// b + log((1 + sqrt(1 + 8 c)) / 2) / a.
double MostInformativeTheta(const LogisticParameters& x);

// Theta-optimal selection (Magis, 2013): the distance of the current estimate
// from the ability at which the item informs most. Dichotomous items only.
struct ThetaOptimal {
  static constexpr absl::string_view kName = "theta_optimal";
  static constexpr absl::string_view kAliases[] = {"thopt"};
  static constexpr bool kSmallerIsBetter = true;

  absl::Status CheckBank(const ItemBank& bank) const {
    return ExpectLogisticBank(kName, bank);
  }

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const {
    for (int i = 0; i < snapshot.bank.size(); ++i) {
      const auto x = LogisticParametersOf(snapshot.bank.item(i));
      values[i] = std::abs(snapshot.theta - MostInformativeTheta(*x));
    }
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_THETA_OPTIMAL_H_

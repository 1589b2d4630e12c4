#ifndef ADAPTEST_ENGINE_CRITERIA_CLOSEST_DIFFICULTY_H_
#define ADAPTEST_ENGINE_CRITERIA_CLOSEST_DIFFICULTY_H_

#include <cmath>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/logistic_bank.h"
#include "engine/criteria/selection_snapshot.h"

namespace adaptest {

// Closest difficulty (Urry, 1970): the distance |theta - b| of the current
// estimate from the item's difficulty. Dichotomous items only.
struct ClosestDifficulty {
  static constexpr absl::string_view kName = "closest_difficulty";
  static constexpr absl::string_view kAliases[] = {"bopt", "urry"};
  static constexpr bool kSmallerIsBetter = true;

  absl::Status CheckBank(const ItemBank& bank) const {
    return ExpectLogisticBank(kName, bank);
  }

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const {
    for (int i = 0; i < snapshot.bank.size(); ++i) {
      const auto x = LogisticParametersOf(snapshot.bank.item(i));
      values[i] = std::abs(snapshot.theta - x->b);
    }
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_CLOSEST_DIFFICULTY_H_

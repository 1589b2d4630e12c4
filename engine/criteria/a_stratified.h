#ifndef ADAPTEST_ENGINE_CRITERIA_A_STRATIFIED_H_
#define ADAPTEST_ENGINE_CRITERIA_A_STRATIFIED_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/logistic_bank.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/rule.h"
#include "engine/status_macros.h"

namespace adaptest {

// a-stratified selection (Chang & Ying, 1999): the operational items are cut
// into strata of equal size by ascending discrimination, the test into as many
// stages; each stage takes from its stratum the item whose difficulty is
// closest to the current estimate. By option `block: difficulty` the strata
// share the difficulties alike (Chang, Qian & Ying, 2001): the items are cut
// into small blocks by difficulty, and each block gives each stratum one item.
//
// The value is minus the distance, less a penalty that grows with the distance
// from the stage's stratum, so that others are taken only where a blueprint
// leaves no item of it. Dichotomous items only.
struct AStratified {
  static constexpr absl::string_view kName = "a_stratified";
  static constexpr absl::string_view kAliases[] = {"astratified"};
  static constexpr ParameterSpec kParameters[] = {
      {"strata", 1, 50, 4, "number of strata, and of stages"}};
  static inline const OptionSpec kOptions[] = {
      {"block", {"none", "difficulty"}, "blocks that the strata share"}};

  int strata = 4;
  bool block_by_difficulty = false;

  static absl::StatusOr<AStratified> Make(const Rule& rule);
  absl::Status CheckBank(const ItemBank& bank) const {
    return ExpectLogisticBank(kName, bank);
  }
  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_A_STRATIFIED_H_

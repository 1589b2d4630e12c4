#ifndef ADAPTEST_ENGINE_EXPOSURE_SYMPSON_HETTER_H_
#define ADAPTEST_ENGINE_EXPOSURE_SYMPSON_HETTER_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/exposure/exposure_counts.h"
#include "engine/item_bank.h"
#include "engine/rule.h"

namespace adaptest {

// Sympson and Hetter's method (1985): an item that was selected is given with
// probability K_i and else set aside for this examinee. Since an examinee
// meets each item's lottery at most once, it is drawn for all items at the
// start: an item is eligible with probability K_i.
//
// The K_i are found by simulation (calibration/simulation/find_exposure.h), not
// asked of anybody: they stand in the rule's `items`.
struct SympsonHetter {
  static constexpr absl::string_view kName = "sympson_hetter";
  static constexpr ParameterSpec kParameters[] = {
      {"max_rate", 0.01, 1, 0.25, "largest share of tests that give an item"}};

  double max_rate = 0.25;
  std::map<std::string, double> rule_items;
  std::vector<double> probability;  // K, [item]; from rule_items

  static absl::StatusOr<SympsonHetter> Make(const Rule& rule);

  // Fills K; refuses a rule without it, unknown items, and probabilities
  // outside (0, 1]. Items left out have K = 1.
  absl::Status Prepare(const ItemBank& bank);

  std::vector<double> SegmentBounds() const { return {}; }
  double Fading() const { return 1; }
  double EligibleProbability(const ExposureCounts& /*counts*/, int /*segment*/,
                             int item) const {
    return probability[item];
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_EXPOSURE_SYMPSON_HETTER_H_

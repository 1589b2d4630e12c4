#ifndef ADAPTEST_ENGINE_EXPOSURE_ITEM_ELIGIBILITY_H_
#define ADAPTEST_ENGINE_EXPOSURE_ITEM_ELIGIBILITY_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/exposure/exposure_counts.h"
#include "engine/item_bank.h"
#include "engine/rule.h"

namespace adaptest {

// Item eligibility (van der Linden & Veldkamp, 2004, 2007), conditional on
// theta: before a test every item is made eligible or not, in each segment of
// the theta scale, with a probability that keeps its exposure rate at or below
// max_rate,
//
//   P(E_i | k) = min(1, 1 - n/f + (n/f) r (rho / a)),  1 where a = 0,
//
//   n    tests that ended in segment k, f of them within what was eligible
//   a    of those, tests that gave the item
//   rho  tests in which it was eligible, or that had to set items free
//   r    max_rate
//
// Where a / n > r, r / (a / n) enters to the power of `acceleration`. Counts
// fade: each test multiplies the earlier ones in its segment by `fading`. With
// `segments` = 7 the bounds are +-0.5, +-1.5, +-2.5; with 1 the control is
// marginal; in general the inner bounds are one apart, symmetric about 0.
// Ineligible items are kept out of the assembly; where no test is left, all
// are free.
struct ItemEligibility {
  static constexpr absl::string_view kName = "item_eligibility";
  static constexpr ParameterSpec kParameters[] = {
      {"max_rate", 0.01, 1, 0.25, "largest share of tests that give an item"},
      {"fading", 0.9, 1, 0.999, "weight of a test once one more has come"},
      {"segments", 1, 25, 7, "segments of the theta scale"},
      {"acceleration", 1, 10, 1, "power on the rate of overexposed items"}};

  double max_rate = 0.25;
  double fading = 0.999;
  int segments = 7;
  double acceleration = 1;

  static absl::StatusOr<ItemEligibility> Make(const Rule& rule);
  absl::Status Prepare(const ItemBank& /*bank*/) { return absl::OkStatus(); }

  std::vector<double> SegmentBounds() const;
  double Fading() const { return fading; }
  double EligibleProbability(const ExposureCounts& counts, int segment,
                             int item) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_EXPOSURE_ITEM_ELIGIBILITY_H_

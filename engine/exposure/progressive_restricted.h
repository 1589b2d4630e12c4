#ifndef ADAPTEST_ENGINE_EXPOSURE_PROGRESSIVE_RESTRICTED_H_
#define ADAPTEST_ENGINE_EXPOSURE_PROGRESSIVE_RESTRICTED_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/exposure/exposure_counts.h"
#include "engine/item_bank.h"
#include "engine/rule.h"

namespace adaptest {

// Progressive restricted selection (Revuelta & Ponsoda, 1998): the gains of the
// criterion, whichever it is, are mixed with random ones that give way to them
// as the test goes on (progressive.h), and items whose share of the tests so
// far has reached max_rate are not eligible.
struct ProgressiveRestricted {
  static constexpr absl::string_view kName = "progressive_restricted";
  static constexpr ParameterSpec kParameters[] = {
      {"max_rate", 0.01, 1, 0.25, "largest share of tests that give an item"},
      {"acceleration", 0, 20, 1, "s: larger keeps the choice random longer"}};

  double max_rate = 0.25;
  double acceleration = 1;

  static absl::StatusOr<ProgressiveRestricted> Make(const Rule& rule);
  absl::Status Prepare(const ItemBank& /*bank*/) { return absl::OkStatus(); }

  std::vector<double> SegmentBounds() const { return {}; }
  double Fading() const { return 1; }
  double EligibleProbability(const ExposureCounts& counts, int segment,
                             int item) const {
    // A first test cannot keep to a rate: one more than the rate is allowed.
    return counts.given[item] <= max_rate * counts.tests[segment] ? 1 : 0;
  }
  void AdjustGains(uint64_t seed, int num_given, int length,
                   absl::Span<double> gains) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_EXPOSURE_PROGRESSIVE_RESTRICTED_H_

#ifndef ADAPTEST_ENGINE_CRITERIA_RANDOM_GAIN_H_
#define ADAPTEST_ENGINE_CRITERIA_RANDOM_GAIN_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/criteria/selection_snapshot.h"
#include "engine/random.h"

namespace adaptest {

// A seeded random value, uniform in (0, 1), for each item. An assembly that
// maximises the sum of such values gives a random test within the blueprint, so
// that forms differ from person to person.
std::vector<double> RandomGains(int num_items, uint64_t seed, uint64_t stream);

struct RandomGain {
  static constexpr absl::string_view kName = "random";

  void FillValues(const SelectionSnapshot& snapshot,
                  absl::Span<double> values) const;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_RANDOM_GAIN_H_

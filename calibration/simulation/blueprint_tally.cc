#include "calibration/simulation/blueprint_tally.h"

#include <algorithm>

namespace adaptest {

void BlueprintTally::Add(const Blueprint& blueprint,
                         absl::Span<const int> items) {
  const std::vector<Blueprint::Count> counts = blueprint.CountItems(items);
  if (uses_.empty()) {
    for (const Blueprint::Count& count : counts) {
      const double value = count.count;
      uses_.push_back({count.id,
                       static_cast<double>(count.lower),
                       static_cast<double>(count.upper),
                       value,
                       value,
                       {}});
    }
  }
  for (size_t c = 0; c < counts.size(); ++c) {
    const double value = counts[c].count;
    uses_[c].least = std::min(uses_[c].least, value);
    uses_[c].most = std::max(uses_[c].most, value);
    uses_[c].count.Add(value);
  }
}

}  // namespace adaptest

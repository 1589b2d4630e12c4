#include "engine/blueprint/proportion.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace adaptest {
namespace {

// [constraint]: how many of the items it counts.
std::vector<int> Counts(const Blueprint& blueprint,
                        absl::Span<const int> given) {
  std::vector<int> counts(blueprint.constraints().size(), 0);
  for (const int item : given) {
    for (const int c : blueprint.counts_of(item)) ++counts[c];
  }
  return counts;
}

bool IsWithinBounds(const CompiledConstraint& constraint, int length, int count,
                    int n) {
  const int lower = static_cast<int>(constraint.lower);
  const int upper = std::min(static_cast<int>(constraint.upper), length);
  const int least = lower * n / length - 1;
  const int share = (upper * n + length - 1) / length + 1;
  return count >= least && count <= std::min(share, upper);
}

bool AllWithinBounds(const Blueprint& blueprint, const std::vector<int>& counts,
                     int n) {
  const auto constraints = blueprint.constraints();
  for (size_t c = 0; c < counts.size(); ++c) {
    if (constraints[c].proportional &&
        !IsWithinBounds(constraints[c], blueprint.length(), counts[c], n)) {
      return false;
    }
  }
  return true;
}

// How far behind its share at n items the item's worst constraint is.
double LargestDeficit(const Blueprint& blueprint,
                      const std::vector<int>& counts, int n, int item) {
  double largest = -std::numeric_limits<double>::infinity();
  for (const int c : blueprint.counts_of(item)) {
    const double share =
        blueprint.constraints()[c].lower * n / blueprint.length();
    largest = std::max(largest, share - counts[c]);
  }
  return largest;
}

}  // namespace

bool IsProportional(const Blueprint& blueprint, absl::Span<const int> given) {
  return AllWithinBounds(blueprint, Counts(blueprint, given),
                         static_cast<int>(given.size()));
}

std::vector<int> ProportionalCandidates(const Blueprint& blueprint,
                                        absl::Span<const int> given,
                                        absl::Span<const int> candidates) {
  std::vector<int> counts = Counts(blueprint, given);
  const int n = static_cast<int>(given.size()) + 1;
  const auto add = [&](int item, int count) {
    for (const int c : blueprint.counts_of(item)) counts[c] += count;
  };
  std::vector<int> fitting;
  for (const int item : candidates) {
    add(item, 1);
    if (AllWithinBounds(blueprint, counts, n)) fitting.push_back(item);
    add(item, -1);
  }
  if (!fitting.empty()) return fitting;
  double largest = -std::numeric_limits<double>::infinity();
  for (const int item : candidates) {
    const double deficit = LargestDeficit(blueprint, counts, n, item);
    if (deficit > largest) fitting.clear();
    largest = std::max(largest, deficit);
    if (deficit == largest) fitting.push_back(item);
  }
  return fitting;
}

}  // namespace adaptest

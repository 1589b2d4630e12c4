#include "engine/blueprint/proportion.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace adaptest {
namespace {

// Least and most items of a node after n items.
struct Bounds {
  int least;
  int most;
};

Bounds BoundsAt(const Blueprint& blueprint, int node, int n) {
  const Blueprint::Node& bounds = blueprint.nodes()[node];
  const int length = blueprint.length();
  const int least = bounds.lower * n / length - 1;
  const int share = (bounds.upper * n + length - 1) / length + 1;
  return {least, std::min(share, bounds.upper)};
}

std::vector<int> CountNodes(const Blueprint& blueprint,
                            absl::Span<const int> given) {
  std::vector<int> counts(blueprint.nodes().size(), 0);
  for (const int item : given) {
    for (int v = blueprint.leaf(item); v >= 0;
         v = blueprint.nodes()[v].parent) {
      ++counts[v];
    }
  }
  return counts;
}

bool WithinBounds(const Blueprint& blueprint, const std::vector<int>& counts,
                  int n) {
  for (size_t v = 1; v < counts.size(); ++v) {
    const Bounds bounds = BoundsAt(blueprint, static_cast<int>(v), n);
    if (counts[v] < bounds.least || counts[v] > bounds.most) return false;
  }
  return true;
}

// How far behind its share at n items the item's worst set is.
double LargestDeficit(const Blueprint& blueprint,
                      const std::vector<int>& counts, int n, int item) {
  double largest = -std::numeric_limits<double>::infinity();
  for (int v = blueprint.leaf(item); v > 0; v = blueprint.nodes()[v].parent) {
    const double share = static_cast<double>(blueprint.nodes()[v].lower) * n /
                         blueprint.length();
    largest = std::max(largest, share - counts[v]);
  }
  return largest;
}

}  // namespace

bool IsProportional(const Blueprint& blueprint, absl::Span<const int> given) {
  return WithinBounds(blueprint, CountNodes(blueprint, given),
                      static_cast<int>(given.size()));
}

std::vector<int> ProportionalCandidates(const Blueprint& blueprint,
                                        absl::Span<const int> given,
                                        absl::Span<const int> candidates) {
  std::vector<int> counts = CountNodes(blueprint, given);
  const int n = static_cast<int>(given.size()) + 1;
  const auto add = [&](int item, int count) {
    for (int v = blueprint.leaf(item); v >= 0;
         v = blueprint.nodes()[v].parent) {
      counts[v] += count;
    }
  };
  std::vector<int> fitting;
  for (const int item : candidates) {
    add(item, 1);
    if (WithinBounds(blueprint, counts, n)) fitting.push_back(item);
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

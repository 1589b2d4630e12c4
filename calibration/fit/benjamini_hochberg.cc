#include "calibration/fit/benjamini_hochberg.h"

#include <algorithm>

namespace adaptest {

std::vector<std::optional<double>> BenjaminiHochberg(
    absl::Span<const std::optional<double>> p) {
  std::vector<int> order;
  for (size_t i = 0; i < p.size(); ++i) {
    if (p[i]) order.push_back(static_cast<int>(i));
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](int x, int y) { return *p[x] < *p[y]; });
  std::vector<std::optional<double>> adjusted(p.size());
  double smallest = 1;
  for (size_t rank = order.size(); rank > 0; --rank) {
    const int i = order[rank - 1];
    smallest = std::min(smallest, *p[i] * static_cast<double>(order.size()) /
                                      static_cast<double>(rank));
    adjusted[i] = smallest;
  }
  return adjusted;
}

}  // namespace adaptest

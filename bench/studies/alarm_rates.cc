#include "bench/studies/alarm_rates.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace adaptest {
namespace {

std::vector<double> ValuesWhere(absl::Span<const double> index,
                                const std::vector<bool>& is_known, bool known) {
  std::vector<double> values;
  for (size_t p = 0; p < index.size(); ++p) {
    if (is_known[p] == known) values.push_back(index[p]);
  }
  return values;
}

// For each of `values` the share of `others` below it.
std::vector<double> SharesBelow(absl::Span<const double> values,
                                absl::Span<const double> others) {
  std::vector<double> shares;
  for (const double value : values) {
    double below = 0;
    for (const double other : others) {
      below += value > other ? 1 : value == other ? 0.5 : 0;
    }
    shares.push_back(below / static_cast<double>(others.size()));
  }
  return shares;
}

}  // namespace

int HitsAt(absl::Span<const double> index, const std::vector<bool>& is_known,
           double false_alarms) {
  std::vector<double> others = ValuesWhere(index, is_known, false);
  std::sort(others.begin(), others.end(), std::greater<>());
  const double allowed = false_alarms * static_cast<double>(others.size());
  const double limit = others[static_cast<size_t>(std::floor(allowed + 1e-9))];
  int hits = 0;
  for (const double value : ValuesWhere(index, is_known, true)) {
    hits += value > limit;
  }
  return hits;
}

Measured AreaUnderCurve(absl::Span<const double> index,
                        const std::vector<bool>& is_known) {
  const std::vector<double> known = ValuesWhere(index, is_known, true);
  const std::vector<double> others = ValuesWhere(index, is_known, false);
  const Measured of_known = MeanOf(SharesBelow(known, others));
  const Measured of_others = MeanOf(SharesBelow(others, known));
  return {of_known.value, std::hypot(of_known.error, of_others.error)};
}

}  // namespace adaptest

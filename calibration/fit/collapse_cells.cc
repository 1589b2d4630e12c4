#include "calibration/fit/collapse_cells.h"

#include <algorithm>
#include <numeric>

namespace adaptest {
namespace {

double Smallest(const CellRow& row) {
  return *std::min_element(row.expected.begin(), row.expected.end());
}

double Total(const CellRow& row) {
  return std::accumulate(row.expected.begin(), row.expected.end(), 0.0);
}

// What differs by less is equal: rows often hold as many persons, to rounding.
constexpr double kEqual = 1e-9;

// Of the neighbours i - 1 and i + 1 of i among n, the smaller one by value(i);
// the first one where they are equal.
template <class Value>
int SmallerNeighbour(int i, int n, const Value& value) {
  if (i == 0) return 1;
  if (i == n - 1) return i - 1;
  return value(i + 1) < value(i - 1) * (1 - kEqual) ? i + 1 : i - 1;
}

void CollapseWithin(double minimum, CellRow& row) {
  std::vector<double>& expected = row.expected;
  while (expected.size() > 2 && Smallest(row) < minimum) {
    const int i = static_cast<int>(
        std::min_element(expected.begin(), expected.end()) - expected.begin());
    const int j = SmallerNeighbour(i, static_cast<int>(expected.size()),
                                   [&](int k) { return expected[k]; });
    expected[j] += expected[i];
    row.observed[j] += row.observed[i];
    expected.erase(expected.begin() + i);
    row.observed.erase(row.observed.begin() + i);
  }
}

void Join(const CellRow& from, CellRow& into) {
  const size_t n = std::max(from.expected.size(), into.expected.size());
  into.expected.resize(n);
  into.observed.resize(n);
  for (size_t k = 0; k < from.expected.size(); ++k) {
    into.expected[k] += from.expected[k];
    into.observed[k] += from.observed[k];
  }
}

}  // namespace

void CollapseCells(double minimum, std::vector<CellRow>& rows) {
  for (CellRow& row : rows) CollapseWithin(minimum, row);
  while (rows.size() > 1) {
    const auto sparse = std::find_if(
        rows.begin(), rows.end(),
        [&](const CellRow& row) { return Smallest(row) < minimum; });
    if (sparse == rows.end()) return;
    const int i = static_cast<int>(sparse - rows.begin());
    const int j = SmallerNeighbour(i, static_cast<int>(rows.size()),
                                   [&](int k) { return Total(rows[k]); });
    Join(rows[i], rows[j]);
    rows.erase(sparse);
  }
}

}  // namespace adaptest

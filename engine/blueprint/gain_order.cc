#include "engine/blueprint/gain_order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace adaptest {
namespace {

constexpr double kTieTolerance = 1e-12;

// A gain as a float, in bits that grow as the gain falls, and its item.
struct Entry {
  uint32_t key;
  int item;
};

// The bits of floats grow with non-negative values and fall with negative ones.
uint32_t FallingKey(double gain) {
  const float value = static_cast<float>(gain);
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  constexpr uint32_t kSign = 0x80000000u;
  return (bits & kSign) != 0 ? bits : ~(bits | kSign);
}

// Sorts by key, stable: radix sort by one byte after the other. Comparisons of
// gains in no order are guesses for a processor, and would cost several times
// as much.
void SortByKey(std::vector<Entry>& entries) {
  std::vector<Entry> sorted(entries.size());
  for (int shift = 0; shift < 32; shift += 8) {
    const auto digit = [shift](const Entry& e) {
      return (e.key >> shift) & 0xff;
    };
    std::array<int, 257> begin = {};
    for (const Entry& e : entries) ++begin[digit(e) + 1];
    for (int d = 0; d < 256; ++d) begin[d + 1] += begin[d];
    for (const Entry& e : entries) sorted[begin[digit(e)]++] = e;
    entries.swap(sorted);
  }
}

// Of items by falling gain, in ranges of those whose gains are one float, to
// items in their order.
std::vector<int> ExactOrder(const ItemBank& bank,
                            absl::Span<const double> gains,
                            absl::Span<const Entry> entries) {
  const size_t n = entries.size();
  std::vector<int> order(n);
  for (size_t i = 0; i < n; ++i) order[i] = entries[i].item;
  for (size_t begin = 0; begin < n;) {
    size_t end = begin + 1;
    while (end < n && entries[end].key == entries[begin].key) ++end;
    if (end - begin > 1) {
      std::sort(order.begin() + begin, order.begin() + end, [&](int i, int j) {
        return gains[i] != gains[j] ? gains[i] > gains[j]
                                    : bank.rank_by_id(i) < bank.rank_by_id(j);
      });
    }
    begin = end;
  }
  return order;
}

// Items by falling gain: those that count as equal by id.
void OrderTies(const ItemBank& bank, absl::Span<const double> gains,
               std::vector<int>& order) {
  for (size_t begin = 0; begin < order.size();) {
    const double best = gains[order[begin]];
    size_t end = begin + 1;
    while (end < order.size() &&
           best - gains[order[end]] <= kTieTolerance * std::abs(best)) {
      ++end;
    }
    if (end - begin > 1) {
      std::sort(order.begin() + begin, order.begin() + end, [&](int i, int j) {
        return bank.rank_by_id(i) < bank.rank_by_id(j);
      });
    }
    begin = end;
  }
}

}  // namespace

void SortByGain(const ItemBank& bank, absl::Span<const double> gains,
                std::vector<int>& items) {
  std::vector<Entry> entries;
  entries.reserve(items.size());
  for (const int i : items) entries.push_back({FallingKey(gains[i] + 0.0), i});
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.key < b.key; });
  items = ExactOrder(bank, gains, entries);
  OrderTies(bank, gains, items);
}

std::vector<int> OrderByGain(const ItemBank& bank,
                             absl::Span<const double> gains) {
  std::vector<Entry> entries(gains.size());
  for (size_t i = 0; i < gains.size(); ++i) {
    const int item = static_cast<int>(i);
    entries[bank.rank_by_id(item)] = {FallingKey(gains[i] + 0.0), item};
  }
  SortByKey(entries);
  std::vector<int> order = ExactOrder(bank, gains, entries);
  OrderTies(bank, gains, order);
  return order;
}

}  // namespace adaptest

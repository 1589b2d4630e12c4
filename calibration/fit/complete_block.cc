#include "calibration/fit/complete_block.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

std::vector<int> ItemsAnswered(const ResponseData& data, int person) {
  std::vector<int> items;
  for (const uint16_t row : data.RowsOf(person)) {
    items.push_back(data.item_of_row[row]);
  }
  return items;
}

bool SameItems(const ResponseData& data, int x, int y) {
  const auto same = [&](uint16_t a, uint16_t b) {
    return data.item_of_row[a] == data.item_of_row[b];
  };
  const auto rows_x = data.RowsOf(x);
  const auto rows_y = data.RowsOf(y);
  return std::equal(rows_x.begin(), rows_x.end(), rows_y.begin(), rows_y.end(),
                    same);
}

// A hash of the items answered (FNV-1a).
uint64_t HashOfItems(const ResponseData& data, int person) {
  uint64_t hash = 14695981039346656037u;
  for (const uint16_t row : data.RowsOf(person)) {
    hash = (hash ^ uint64_t(data.item_of_row[row])) * 1099511628211u;
  }
  return hash;
}

struct AnswerSet {
  int person;  // the first who answered these items
  double weight = 0;
};

// The sets of items answered, by descending number of persons.
std::vector<AnswerSet> LargestSets(const ResponseData& data) {
  std::unordered_map<uint64_t, AnswerSet> sets;
  for (int p = 0; p < data.num_persons(); ++p) {
    if (data.RowsOf(p).empty()) continue;
    uint64_t hash = HashOfItems(data, p);
    auto set = sets.emplace(hash, AnswerSet{p}).first;
    while (!SameItems(data, set->second.person, p)) {
      set = sets.emplace(++hash, AnswerSet{p}).first;
    }
    set->second.weight += data.weight(p);
  }
  std::vector<AnswerSet> ordered;
  for (const auto& [hash, set] : sets) ordered.push_back(set);
  const auto larger = [](const AnswerSet& x, const AnswerSet& y) {
    return x.weight != y.weight ? x.weight > y.weight : x.person < y.person;
  };
  const size_t kept =
      std::min<size_t>(ordered.size(), CompleteBlock::kCandidates);
  std::partial_sort(ordered.begin(), ordered.begin() + kept, ordered.end(),
                    larger);
  ordered.resize(kept);
  return ordered;
}

// Whether the person answered every one of the items, which ascend.
bool AnsweredAll(const ResponseData& data, int person,
                 const std::vector<int>& items) {
  const auto rows = data.RowsOf(person);
  if (rows.size() < items.size()) return false;
  auto row = rows.begin();
  for (const int item : items) {
    while (row != rows.end() && data.item_of_row[*row] < item) ++row;
    if (row == rows.end() || data.item_of_row[*row] != item) return false;
  }
  return true;
}

CompleteBlock BlockOf(const ResponseData& data, std::vector<int> items) {
  CompleteBlock block;
  block.items = std::move(items);
  for (int p = 0; p < data.num_persons(); ++p) {
    if (!AnsweredAll(data, p, block.items)) continue;
    block.persons.push_back(p);
    block.num_persons += data.weight(p);
  }
  return block;
}

void FillCategories(const ResponseData& data, CompleteBlock& block) {
  for (const int p : block.persons) {
    auto row = data.RowsOf(p).begin();
    for (const int item : block.items) {
      while (data.item_of_row[*row] < item) ++row;
      block.category.push_back(
          static_cast<uint8_t>(*row - data.first_row[item]));
    }
  }
}

}  // namespace

CompleteBlock FindCompleteBlock(const ResponseData& data, double min_persons) {
  CompleteBlock best;
  double most = 0;
  std::vector<int> items;
  bool is_first = true;
  for (const AnswerSet& set : LargestSets(data)) {
    std::vector<int> answered = ItemsAnswered(data, set.person);
    std::vector<int> common;
    std::set_intersection(answered.begin(), answered.end(), items.begin(),
                          items.end(), std::back_inserter(common));
    items = is_first ? std::move(answered) : std::move(common);
    is_first = false;
    if (items.size() < CompleteBlock::kMinItems) break;
    CompleteBlock block = BlockOf(data, items);
    const double answers = block.num_persons * block.num_items();
    if (block.num_persons < min_persons || answers <= most) continue;
    most = answers;
    best = std::move(block);
  }
  if (most > 0) {
    FillCategories(data, best);
  } else {
    best.reason = absl::StrCat("no complete block: fewer than ", min_persons,
                               " persons answered the "
                               "same ",
                               CompleteBlock::kMinItems, " or more items");
  }
  return best;
}

}  // namespace adaptest

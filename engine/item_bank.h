#ifndef ADAPTEST_ENGINE_ITEM_BANK_H_
#define ADAPTEST_ENGINE_ITEM_BANK_H_

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/item.h"

namespace adaptest {

// A set of items, valid and with distinct ids: checked once, by Make, and
// immutable afterwards. Items are addressed by their index, in [0, size()), in
// the order in which they were given. Safe to share between threads.
class ItemBank {
 public:
  static constexpr int kMaxItems = 100000;

  // Refuses an empty bank, more than kMaxItems, an invalid item, and an id
  // that occurs twice.
  static absl::StatusOr<ItemBank> Make(std::vector<Item> items);

  int size() const { return static_cast<int>(items_.size()); }
  const Item& item(int index) const { return items_[index]; }
  const std::vector<Item>& items() const { return items_; }

  // The index of the item with this id.
  std::optional<int> Find(absl::string_view id) const;

  // The items by ascending id: rank_by_id(i) < rank_by_id(j) where the id of i
  // is the smaller one. Ties in a selection go to the smaller rank.
  int rank_by_id(int index) const { return rank_by_id_[index]; }

 private:
  explicit ItemBank(std::vector<Item> items);

  std::vector<Item> items_;
  std::unordered_map<std::string, int> index_;
  std::vector<int> rank_by_id_;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ITEM_BANK_H_

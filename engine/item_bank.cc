#include "engine/item_bank.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<ItemBank> ItemBank::Make(std::vector<Item> items) {
  if (items.empty()) return absl::InvalidArgumentError("item bank is empty");
  if (items.size() > kMaxItems) {
    return absl::InvalidArgumentError(
        absl::StrCat("item bank has ", items.size(), " items; at most ",
                     kMaxItems, " are allowed"));
  }
  for (const Item& item : items) RETURN_IF_ERROR(ValidateItem(item));
  ItemBank bank(std::move(items));
  if (bank.index_.size() == bank.items_.size()) return bank;
  for (int i = 0; i < bank.size(); ++i) {
    if (const int first = bank.index_.at(bank.item(i).id); first != i) {
      return absl::InvalidArgumentError(
          absl::StrCat("item ", bank.item(i).id, " occurs twice, as number ",
                       first + 1, " and ", i + 1));
    }
  }
  return bank;
}

ItemBank::ItemBank(std::vector<Item> items)
    : items_(std::move(items)), rank_by_id_(items_.size()) {
  for (int i = 0; i < size(); ++i) index_.emplace(items_[i].id, i);
  std::vector<int> order(items_.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](int i, int j) { return items_[i].id < items_[j].id; });
  for (int rank = 0; rank < size(); ++rank) rank_by_id_[order[rank]] = rank;
}

std::optional<int> ItemBank::Find(absl::string_view id) const {
  const auto found = index_.find(std::string(id));
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

}  // namespace adaptest

#include "service/sessions/recorded_items.h"

#include "absl/strings/str_cat.h"

namespace adaptest {

absl::StatusOr<std::vector<int>> FindItems(
    const ItemBank& bank,
    const google::protobuf::RepeatedPtrField<std::string>& ids) {
  std::vector<int> items;
  for (const std::string& id : ids) {
    const auto item = bank.Find(id);
    if (!item) {
      return absl::DataLossError(
          absl::StrCat("item ", id, " is not in the bank"));
    }
    items.push_back(*item);
  }
  return items;
}

absl::Status CheckCategory(const Item& item, int category) {
  if (category >= 0 && category < NumCategories(item)) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("category ", category, " is none of item ", item.id));
}

}  // namespace adaptest

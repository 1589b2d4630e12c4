#ifndef ADAPTEST_SERVICE_SESSIONS_RECORDED_ITEMS_H_
#define ADAPTEST_SERVICE_SESSIONS_RECORDED_ITEMS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/item_bank.h"
#include "google/protobuf/repeated_field.h"

namespace adaptest {

// What stored events say of items. DATA_LOSS where the bank does not have it.

// The indices of the items with these ids.
absl::StatusOr<std::vector<int>> FindItems(
    const ItemBank& bank,
    const google::protobuf::RepeatedPtrField<std::string>& ids);

// That the item has this category.
absl::Status CheckCategory(const Item& item, int category);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_RECORDED_ITEMS_H_

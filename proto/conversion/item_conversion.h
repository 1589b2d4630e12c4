#ifndef ADAPTEST_PROTO_CONVERSION_ITEM_CONVERSION_H_
#define ADAPTEST_PROTO_CONVERSION_ITEM_CONVERSION_H_

#include "absl/status/statusor.h"
#include "adaptest/v1/item_bank.pb.h"
#include "engine/item.h"
#include "engine/item_bank.h"

namespace adaptest {

v1::Item ItemToProto(const Item& item);

// An empty status is operational. Does not validate: ItemBank::Make does.
absl::StatusOr<Item> ItemFromProto(const v1::Item& message);

// The valid bank of these items.
absl::StatusOr<ItemBank> BankFromProto(
    const google::protobuf::RepeatedPtrField<v1::Item>& messages);

}  // namespace adaptest

#endif  // ADAPTEST_PROTO_CONVERSION_ITEM_CONVERSION_H_

#include "proto/conversion/item_conversion.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::Status InItem(const std::string& id, const absl::Status& status) {
  return absl::InvalidArgumentError(
      absl::StrCat("item ", id, ": ", status.message()));
}

absl::StatusOr<std::optional<ResponseTimeParameters>> ResponseTimeFromProto(
    const v1::Item& message) {
  std::optional<double> intensity;
  std::optional<double> discrimination;
  if (message.has_time_intensity()) intensity = message.time_intensity();
  if (message.has_time_discrimination()) {
    discrimination = message.time_discrimination();
  }
  return ResponseTimeOf(intensity, discrimination);
}

}  // namespace

v1::Item ItemToProto(const Item& item) {
  v1::Item message;
  message.set_id(item.id);
  const absl::string_view model = NameOf(item.model);
  message.set_model(model.data(), model.size());
  message.mutable_parameters()->Add(item.parameters.begin(),
                                    item.parameters.end());
  message.mutable_covariance()->Add(item.covariance.begin(),
                                    item.covariance.end());
  const absl::string_view status = NameOf(item.status);
  message.set_status(status.data(), status.size());
  message.set_enemy_group(item.enemy_group);
  message.set_item_set(item.item_set);
  message.set_expected_seconds(item.expected_seconds);
  message.set_provisional(item.provisional);
  if (item.response_time) {
    message.set_time_intensity(item.response_time->time_intensity);
    message.set_time_discrimination(item.response_time->time_discrimination);
  }
  for (const auto& [name, value] : item.attributes) {
    (*message.mutable_attributes())[name] = value;
  }
  return message;
}

absl::StatusOr<Item> ItemFromProto(const v1::Item& message) {
  Item item;
  item.id = message.id();
  const absl::StatusOr<ResponseModel> model =
      ResponseModelByName(message.model());
  if (!model.ok()) return InItem(item.id, model.status());
  item.model = *model;
  item.parameters = {message.parameters().begin(), message.parameters().end()};
  item.covariance = {message.covariance().begin(), message.covariance().end()};
  if (!message.status().empty()) {
    const auto status = ItemStatusByName(message.status());
    if (!status.ok()) return InItem(item.id, status.status());
    item.status = *status;
  }
  item.enemy_group = message.enemy_group();
  item.item_set = message.item_set();
  item.expected_seconds = message.expected_seconds();
  item.provisional = message.provisional();
  const auto response_time = ResponseTimeFromProto(message);
  if (!response_time.ok()) return InItem(item.id, response_time.status());
  item.response_time = *response_time;
  item.attributes = {message.attributes().begin(), message.attributes().end()};
  return item;
}

absl::StatusOr<ItemBank> BankFromProto(
    const google::protobuf::RepeatedPtrField<v1::Item>& messages) {
  std::vector<Item> items;
  for (const v1::Item& message : messages) {
    ASSIGN_OR_RETURN(Item item, ItemFromProto(message));
    items.push_back(std::move(item));
  }
  return ItemBank::Make(std::move(items));
}

}  // namespace adaptest

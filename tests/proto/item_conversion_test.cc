#include "proto/conversion/item_conversion.h"

#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

Item FullItem() {
  Item item = MakeItem("Q1", "3pl", {1.25, -0.1, 0.2});
  item.covariance = {0.04, 0, 0, 0, 0.01, 0.001, 0, 0.001, 0.002};
  item.provisional = true;
  item.status = ItemStatus::kPretest;
  item.enemy_group = std::string("E");
  item.item_set = std::string("S");
  item.expected_seconds = 76.5;
  item.response_time = ResponseTimeParameters{4.25, 1.5};
  item.attributes = {{"domain", "1"}, {"area", "security"}};
  return item;
}

TEST(ItemConversion, BringsBackEveryField) {
  const Item item = FullItem();
  const auto again = ItemFromProto(ItemToProto(item));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->id, item.id);
  EXPECT_EQ(NameOf(again->model), "3pl");
  EXPECT_EQ(again->parameters, item.parameters);
  EXPECT_EQ(again->covariance, item.covariance);
  EXPECT_EQ(again->provisional, item.provisional);
  EXPECT_EQ(again->status, item.status);
  EXPECT_EQ(again->enemy_group, item.enemy_group);
  EXPECT_EQ(again->item_set, item.item_set);
  EXPECT_EQ(again->expected_seconds, item.expected_seconds);
  ASSERT_TRUE(again->response_time.has_value());
  EXPECT_EQ(again->response_time->time_intensity, 4.25);
  EXPECT_EQ(again->response_time->time_discrimination, 1.5);
  EXPECT_EQ(again->attributes, item.attributes);
}

TEST(ItemConversion, RefusesOneTimeParameterWithoutTheOther) {
  v1::Item message = ItemToProto(FullItem());
  message.clear_time_intensity();
  EXPECT_EQ(std::string(ItemFromProto(message).status().message()),
            "item Q1: time_discrimination has a value, but time_intensity has "
            "none; allowed: both or neither");
  message.clear_time_discrimination();
  const auto item = ItemFromProto(message);
  ASSERT_TRUE(item.ok()) << item.status();
  EXPECT_FALSE(item->response_time.has_value());
}

TEST(ItemConversion, TakesAnEmptyStatusAsOperational) {
  v1::Item message = ItemToProto(FullItem());
  message.clear_status();
  EXPECT_EQ(ItemFromProto(message)->status, ItemStatus::kOperational);
}

TEST(ItemConversion, RefusesUnknownNamesNamingTheItem) {
  v1::Item message = ItemToProto(FullItem());
  message.set_model("5pl");
  EXPECT_THAT(std::string(ItemFromProto(message).status().message()),
              testing::StartsWith("item Q1: "));
  message = ItemToProto(FullItem());
  message.set_status("draft");
  EXPECT_THAT(std::string(ItemFromProto(message).status().message()),
              testing::StartsWith("item Q1: "));
}

TEST(BankFromProto, ChecksTheBank) {
  google::protobuf::RepeatedPtrField<v1::Item> messages;
  *messages.Add() = ItemToProto(FullItem());
  const auto bank = BankFromProto(messages);
  ASSERT_TRUE(bank.ok()) << bank.status();
  EXPECT_EQ(bank->size(), 1);
  *messages.Add() = ItemToProto(FullItem());
  EXPECT_FALSE(BankFromProto(messages).ok());
  messages.Clear();
  EXPECT_FALSE(BankFromProto(messages).ok());
}

}  // namespace
}  // namespace adaptest

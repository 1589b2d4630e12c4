#include "engine/item.h"

#include <cmath>

#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

using ::testing::HasSubstr;

std::string ErrorOf(const Item& item) {
  return std::string(ValidateItem(item).message());
}

TEST(Item, NamesItselfInAnError) {
  EXPECT_THAT(ErrorOf(MakeItem("A17", "3pl", {1, 0, 1.2})),
              HasSubstr("item A17: lower asymptote c = 1.2 is outside"));
}

TEST(Item, RefusesIdsThatFilesCannotHold) {
  for (const std::string id : {"", "a b", "a,b", "a\"b", "a\n", "\xc3\xa9"}) {
    EXPECT_FALSE(ValidateItem(MakeItem(id, "rasch", {1, 0})).ok()) << id;
  }
  EXPECT_FALSE(
      ValidateItem(MakeItem(std::string(129, 'x'), "rasch", {1, 0})).ok());
  EXPECT_TRUE(
      ValidateItem(MakeItem(std::string(128, 'x'), "rasch", {1, 0})).ok());
}

TEST(Item, AcceptsACovarianceMatrix) {
  Item item = MakeItem("A", "2pl", {1, 0});
  item.covariance = {0.04, -0.01, -0.01, 0.09};
  EXPECT_EQ(ErrorOf(item), "");
}

TEST(Item, RefusesMatricesThatAreNoCovariances) {
  Item item = MakeItem("A", "2pl", {1, 0});
  item.covariance = {0.04, 0.09};
  EXPECT_THAT(ErrorOf(item), HasSubstr("2 parameters need 4"));
  item.covariance = {0.04, 0.01, -0.01, 0.09};
  EXPECT_THAT(ErrorOf(item), HasSubstr("covariance of b and a"));
  item.covariance = {-0.04, 0, 0, 0.09};
  EXPECT_THAT(ErrorOf(item), HasSubstr("covariance of a and a"));
  item.covariance = {0.04, 0.07, 0.07, 0.09};
  EXPECT_THAT(ErrorOf(item), HasSubstr("not possible"));
  item.covariance = {0.04, 0, 0, HUGE_VAL};
  EXPECT_FALSE(ValidateItem(item).ok());
}

TEST(Item, RefusesImpossibleTimes) {
  Item item = MakeItem("A", "2pl", {1, 0});
  for (const double seconds : {-1.0, 86401.0, std::nan("")}) {
    item.expected_seconds = seconds;
    EXPECT_THAT(ErrorOf(item), HasSubstr("expected_seconds")) << seconds;
  }
}

TEST(Item, RefusesImpossibleResponseTimes) {
  Item item = MakeItem("Q1", "rasch", {1, 0});
  item.response_time = ResponseTimeParameters{4, 1.5};
  EXPECT_TRUE(ValidateItem(item).ok());
  item.response_time->time_discrimination = 0;
  EXPECT_EQ(ErrorOf(item),
            "item Q1: time discrimination = 0 is outside [0.01, 100]");
  item.response_time = ResponseTimeParameters{21, 1.5};
  EXPECT_EQ(ErrorOf(item), "item Q1: time intensity = 21 is outside [-10, 20]");
}

TEST(ItemStatus, HasNamesThatReadBack) {
  for (const ItemStatus status :
       {ItemStatus::kOperational, ItemStatus::kPretest, ItemStatus::kRetired}) {
    EXPECT_EQ(*ItemStatusByName(NameOf(status)), status);
  }
  EXPECT_THAT(std::string(ItemStatusByName("gone").status().message()),
              HasSubstr("allowed: operational, pretest, retired"));
}

TEST(Item, RefusesProvisionalParametersThatLookKnown) {
  Item item = MakeItem("A", "2pl", {1, 0});
  item.provisional = true;
  EXPECT_THAT(ErrorOf(item), HasSubstr("item A: its parameters are provis"));
  item.covariance = {0, 0, 0, 0};
  EXPECT_THAT(ErrorOf(item), HasSubstr("item A: its parameters are provis"));
  item.covariance = {0.25, 0, 0, 1.44};
  EXPECT_EQ(ErrorOf(item), "");
}

}  // namespace
}  // namespace adaptest

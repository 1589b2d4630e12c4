#include "engine/item_bank.h"

#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

using ::testing::HasSubstr;

TEST(ItemBank, FindsItemsById) {
  const ItemBank bank = MakeBank("rasch", {{1, -1}, {1, 0}, {1, 1}});
  EXPECT_EQ(bank.size(), 3);
  EXPECT_EQ(bank.Find("Q2"), 2);
  EXPECT_EQ(bank.Find("Q3"), std::nullopt);
}

TEST(ItemBank, RanksItemsById) {
  const auto bank = ItemBank::Make({MakeItem("m", "rasch", {1, 0}),
                                    MakeItem("z", "rasch", {1, 0}),
                                    MakeItem("B", "rasch", {1, 0})});
  ASSERT_TRUE(bank.ok());
  EXPECT_EQ(bank->rank_by_id(0), 1);
  EXPECT_EQ(bank->rank_by_id(1), 2);
  EXPECT_EQ(bank->rank_by_id(2), 0);
}

TEST(ItemBank, RefusesAnIdThatOccursTwice) {
  const auto bank = ItemBank::Make({MakeItem("a", "rasch", {1, 0}),
                                    MakeItem("b", "rasch", {1, 0}),
                                    MakeItem("a", "rasch", {1, 0})});
  EXPECT_THAT(std::string(bank.status().message()),
              HasSubstr("item a occurs twice, as number 1 and 3"));
}

TEST(ItemBank, RefusesAnEmptyBank) { EXPECT_FALSE(ItemBank::Make({}).ok()); }

TEST(ItemBank, RefusesAnInvalidItem) {
  const auto bank = ItemBank::Make({MakeItem("a", "2pl", {-1, 0})});
  EXPECT_THAT(std::string(bank.status().message()),
              HasSubstr("item a: discrimination a = -1"));
}

}  // namespace
}  // namespace adaptest

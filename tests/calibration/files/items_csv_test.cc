#include "calibration/files/items_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ItemBank Read(const std::string& text) {
  const auto bank = ReadItemsCsv(WriteScratch("items.csv", text));
  EXPECT_TRUE(bank.ok()) << bank.status();
  return *bank;
}

std::string Refusal(const std::string& name) {
  const auto bank = ReadItemsCsv(ProjectFile("tests/config/banks/" + name));
  EXPECT_FALSE(bank.ok()) << name;
  return std::string(bank.status().message());
}

TEST(ItemsCsv, FindsColumnsByNameInAnyOrder) {
  const ItemBank bank = Read("domain,b,model,item_id,a\n7,-1.5,2pl,Q1,0.75\n");
  EXPECT_EQ(bank.item(0).id, "Q1");
  EXPECT_THAT(bank.item(0).parameters, ElementsAre(0.75, -1.5));
  EXPECT_EQ(bank.item(0).attributes.at("domain"), "7");
}

TEST(ItemsCsv, ReadsAliasesAndNumbersItemsWithoutId) {
  const ItemBank bank = Read("alphaj,b,g,u\n1,0,0.1,0.9\n2,1,0.2,1\n");
  EXPECT_EQ(bank.item(1).id, "2");
  EXPECT_EQ(NameOf(bank.item(0).model), "4pl");
  EXPECT_EQ(NameOf(bank.item(1).model), "3pl");
  EXPECT_THAT(bank.item(0).parameters, ElementsAre(1, 0, 0.1, 0.9));
}

TEST(ItemsCsv, TellsTheModelFromTheColumns) {
  EXPECT_EQ(NameOf(Read("a,b\n1,0\n").item(0).model), "2pl");
  EXPECT_EQ(NameOf(Read("a,b,c\n1,0,0.2\n").item(0).model), "3pl");
  EXPECT_EQ(NameOf(Read("a,b,c,d\n1,0,0.2,1\n").item(0).model), "3pl");
  EXPECT_EQ(NameOf(Read("a,b,c,d\n1,0,NA,NA\n").item(0).model), "2pl");
}

TEST(ItemsCsv, ReadsStandardErrorsAsADiagonalCovariance) {
  const ItemBank bank = Read("a,b,se_a,se_b\n1,0,0.5,0.25\n");
  EXPECT_THAT(bank.item(0).covariance, ElementsAre(0.25, 0, 0, 0.0625));
}

TEST(ItemsCsv, KeepsEverythingThatItWrites) {
  Item item;
  item.id = "Q1";
  item.model = ThreePl();
  item.parameters = {1.0 / 3, -2.0 / 7, 0.1};
  item.covariance = {0.25, 0.01, 0, 0.01, 0.04, -0.002, 0, -0.002, 0.0001};
  item.status = ItemStatus::kPretest;
  item.enemy_group = "e,1";
  item.item_set = "s";
  item.expected_seconds = 61.5;
  item.attributes = {{"domain", "1"}, {"note", "a \"quoted\" text"}};
  Item other;
  other.id = "Q2";
  other.model = Rasch();
  other.parameters = {1, 0.5};
  const ItemBank bank = Read(WriteItemsCsv({item, other}));
  const Item& back = bank.item(0);
  EXPECT_EQ(back.parameters, item.parameters);
  ASSERT_EQ(back.covariance.size(), 9u);
  for (int i = 0; i < 9; ++i) {
    EXPECT_NEAR(back.covariance[i], item.covariance[i], 1e-16);
  }
  EXPECT_EQ(back.status, item.status);
  EXPECT_EQ(back.enemy_group, item.enemy_group);
  EXPECT_EQ(back.item_set, item.item_set);
  EXPECT_EQ(back.expected_seconds, item.expected_seconds);
  EXPECT_EQ(back.attributes, item.attributes);
  EXPECT_EQ(bank.item(1).parameters, other.parameters);
  EXPECT_TRUE(bank.item(1).covariance.empty());
}

TEST(ItemsCsv, ItemsWithoutParametersAreReadOnlyAsUncalibrated) {
  Item item;
  item.id = "Q1";
  item.model = TwoPl();
  const std::string path = WriteScratch("items.csv", WriteItemsCsv({item}));
  EXPECT_FALSE(ReadItemsCsv(path).ok());
  const auto items = ReadUncalibratedItemsCsv(path);
  ASSERT_TRUE(items.ok()) << items.status();
  EXPECT_TRUE(items->front().parameters.empty());
}

TEST(ItemsCsv, NamesPlaceValueAndRangeOfABadParameter) {
  EXPECT_THAT(Refusal("lower_asymptote_too_high.csv"),
              HasSubstr(".csv:3: item Q17: lower asymptote c = 1.2 is outside "
                        "[0, 0.99]"));
}

TEST(ItemsCsv, RefusesEachMistakeWithItsPlace) {
  const std::pair<std::string, std::string> kMistakes[] = {
      {"discrimination_zero.csv", ":3: item Q2: discrimination a = 0"},
      {"parameter_not_a_number.csv", ":3: item Q2: a = \"x\" is not a finite"},
      {"parameter_nan.csv", ":2: item Q1: b = \"nan\" is not a finite"},
      {"parameter_missing.csv", ":2: item Q1: parameter b of model 2pl is"},
      {"no_parameters.csv", ":2: item Q1: no parameters"},
      {"unknown_model.csv", ":2: item Q1: model \"5pl\" is unknown"},
      {"parameter_not_in_model.csv", ":2: item Q1: model 2pl has no param"},
      {"item_twice.csv", ":4: item Q1 occurs already on line 2"},
      {"alias_twice.csv", ":1: two columns mean c"},
      {"unknown_status.csv", ":2: item Q1: status \"active\" is unknown"},
      {"covariance_too_large.csv", ":2: item Q1: covariance of "},
      {"header_only.csv", "no rows below the header"},
      {"id_with_space.csv", ":2: item id \"Q 1\""}};
  for (const auto& [file, message] : kMistakes) {
    EXPECT_THAT(Refusal(file), HasSubstr(message)) << file;
  }
}

}  // namespace
}  // namespace adaptest

#include "engine/blueprint/blueprint.h"

#include <algorithm>

#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;

std::string ErrorOf(const std::vector<Constraint>& constraints,
                    int length = 6) {
  const ItemBank bank = ContentBank("2pl", 12, 4, 1);
  return std::string(
      Blueprint::Make(bank, constraints, length).status().message());
}

TEST(Blueprint, AllowsAnEmptySet) {
  const ItemBank bank = ContentBank("2pl", 12, 0, 1);
  const std::string nobody = "domain == \"9\"";
  EXPECT_TRUE(Blueprint::Make(bank, {CountOf("N", nobody, 0, 3)}, 6)
                  ->CheckFeasible()
                  .ok());
  EXPECT_THAT(
      Blueprint::Make(bank, {CountOf("N", nobody, 1, 3)}, 6)->Conflict(),
      ElementsAre("N"));
}

TEST(Blueprint, LeavesOutItemsThatAreNotOperational) {
  const ItemBank bank = ContentBank("2pl", 12, 4, 1);
  const auto blueprint =
      Blueprint::Make(bank, {CountOf("D", "domain == \"1\"", 0, 3)}, 6);
  ASSERT_TRUE(blueprint.ok()) << blueprint.status();
  for (int i = 12; i < 16; ++i) EXPECT_FALSE(blueprint->is_operational(i));
  EXPECT_EQ(blueprint->CountItems({0, 12, 14})[0].count, 1);
}

TEST(Blueprint, CountsEveryConstraintInTheProfilesOrder) {
  const ItemBank bank = ContentBank("2pl", 12, 0, 1);
  const auto blueprint = Blueprint::Make(
      bank,
      {CountOf("A", "area == \"1a\"", 1, 2), CountOf("All", "", {}, {}),
       CountOf("D", "domain == \"1\"", 2, {})},
      6);
  ASSERT_TRUE(blueprint.ok()) << blueprint.status();
  const auto counts = blueprint->CountItems({0, 1, 2, 4, 6});
  ASSERT_EQ(counts.size(), 3u);
  EXPECT_EQ(counts[0].id, "A");
  EXPECT_EQ(counts[0].count, 2);
  EXPECT_EQ(counts[1].count, 5);
  EXPECT_EQ(counts[2].count, 4);
  EXPECT_EQ(counts[2].lower, 2);
  EXPECT_EQ(counts[2].upper, 6);
}

TEST(Blueprint, RefusesBoundsThatAreNotCounts) {
  EXPECT_EQ(ErrorOf({CountOf("D", "", 4, 3)}),
            "constraint D: lower = 4 is above upper = 3");
  EXPECT_EQ(ErrorOf({CountOf("D", "", 7, {})}),
            "constraint D: lower = 7 is above scoredItems = 6");
  EXPECT_EQ(ErrorOf({CountOf("D", "", -1, 3)}),
            "constraint D: lower = -1 is not a whole number in [0, 1000]");
  EXPECT_EQ(ErrorOf({CountOf("D", "", 0, 2.5)}),
            "constraint D: upper = 2.5 is not a whole number in [0, 1000]");
  EXPECT_EQ(ErrorOf({CountOf("D", "", 0, std::nan(""))}),
            "constraint D: upper = nan is not a whole number in [0, 1000]");
}

TEST(Blueprint, RefusesLengthsOutsideTheRange) {
  EXPECT_EQ(ErrorOf({}, 0), "scoredItems = 0 is outside [1, 1000]");
  EXPECT_EQ(ErrorOf({}, 1001), "scoredItems = 1001 is outside [1, 1000]");
}

TEST(Blueprint, RefusesBadIds) {
  EXPECT_EQ(ErrorOf({CountOf("", "", 0, 1)}),
            "constraint id \"\" is not allowed; allowed: any other text");
  EXPECT_EQ(ErrorOf({CountOf("scoredItems", "", 0, 1)}),
            "constraint id \"scoredItems\" is not allowed; allowed: any other "
            "text");
  EXPECT_EQ(ErrorOf({CountOf("D", "", 0, 1), CountOf("D", "", 0, 2)}),
            "constraint D: this id occurs twice");
}

TEST(Blueprint, RefusesWhatCountsDoNotHave) {
  Constraint constraint = CountOf("D", "", 0, 1);
  constraint.type = "share";
  EXPECT_EQ(
      ErrorOf({constraint}),
      "constraint D: type \"share\" is unknown; allowed: number, percent, "
      "sum, mean, include, exclude, all_or_none, enemy, set_number, "
      "per_set, order, position");
  constraint = CountOf("D", "", 0, 1);
  constraint.attribute = "words";
  EXPECT_EQ(ErrorOf({constraint}),
            "constraint D: attribute \"words\" is not used by type number");
}

TEST(Blueprint, KnowsEnemiesAndItemSetsOfTheBank) {
  std::vector<Item> items = RandomBank("2pl", 6, 1).items();
  items[1].enemy_group = items[2].enemy_group = "E";
  items[3].item_set = items[4].item_set = "S";
  const ItemBank bank = *ItemBank::Make(items);
  const auto blueprint = Blueprint::Make(bank, {}, 3);
  ASSERT_TRUE(blueprint.ok()) << blueprint.status();
  EXPECT_THAT(blueprint->BrokenBy({0, 1, 5}), testing::IsEmpty());
  EXPECT_THAT(blueprint->BrokenBy({1, 2, 3}),
              ElementsAre("enemy_group:E", "item_set:S"));
  EXPECT_THAT(blueprint->BrokenBy({0, 3, 4}), testing::IsEmpty());
  EXPECT_THAT(blueprint->CountItems({0, 1, 2}), testing::IsEmpty());
}

}  // namespace
}  // namespace adaptest

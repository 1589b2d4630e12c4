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

const Blueprint::Node& Find(const Blueprint& blueprint, const std::string& id) {
  return *std::find_if(blueprint.nodes().begin(), blueprint.nodes().end(),
                       [&](const auto& node) { return node.id == id; });
}

std::string ParentOf(const Blueprint& blueprint, const std::string& id) {
  return blueprint.nodes()[Find(blueprint, id).parent].id;
}

TEST(Blueprint, NestsConstraintsInWhateverOrderTheyStand) {
  const ItemBank bank = ContentBank("2pl", 12, 4, 1);
  std::vector<Constraint> constraints = {
      CountOf("A", "area == \"1a\"", 0, 2),
      CountOf("B", "area == \"1b\"", 0, 2),
      CountOf("D", "domain == \"1\"", 0, 3),
      CountOf("One", "item_id == \"Q0\"", 0, 1)};
  const auto by_id = [](const Constraint& x, const Constraint& y) {
    return x.id < y.id;
  };
  do {
    const auto blueprint = Blueprint::Make(bank, constraints, 6);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    EXPECT_EQ(ParentOf(*blueprint, "One"), "A");
    EXPECT_EQ(ParentOf(*blueprint, "A"), "D");
    EXPECT_EQ(ParentOf(*blueprint, "B"), "D");
    EXPECT_EQ(ParentOf(*blueprint, "D"), "scoredItems");
    EXPECT_EQ(blueprint->nodes()[blueprint->leaf(0)].id, "One");
    EXPECT_EQ(blueprint->nodes()[blueprint->leaf(2)].id, "B");
    EXPECT_EQ(blueprint->leaf(1), 0);
  } while (
      std::next_permutation(constraints.begin(), constraints.end(), by_id));
}

TEST(Blueprint, KeepsParentsBeforeChildren) {
  const ItemBank bank = ContentBank("2pl", 12, 4, 1);
  const auto blueprint =
      Blueprint::Make(bank,
                      {CountOf("A", "area == \"1a\"", 0, 2),
                       CountOf("D", "domain == \"1\"", 0, 3)},
                      6);
  ASSERT_TRUE(blueprint.ok()) << blueprint.status();
  const auto nodes = blueprint->nodes();
  for (int v = 1; v < static_cast<int>(nodes.size()); ++v) {
    EXPECT_LT(nodes[v].parent, v);
    EXPECT_THAT(nodes[nodes[v].parent].children, testing::Contains(v));
  }
}

TEST(Blueprint, HangsEqualSetsBelowOneAnother) {
  const ItemBank bank = ContentBank("2pl", 12, 0, 1);
  const auto blueprint =
      Blueprint::Make(bank,
                      {CountOf("First", "domain == \"1\"", 2, 4),
                       CountOf("Second", "domain == 1", 3, 5)},
                      6);
  ASSERT_TRUE(blueprint.ok()) << blueprint.status();
  EXPECT_EQ(ParentOf(*blueprint, "Second"), "First");
  const auto counts = blueprint->CountItems({0, 2, 1});
  EXPECT_EQ(counts[0].count, 2);
  EXPECT_EQ(counts[1].count, 2);
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
  for (int i = 12; i < 16; ++i) EXPECT_EQ(blueprint->leaf(i), -1);
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

TEST(Blueprint, RefusesConstraintsThatCrossNamingBoth) {
  EXPECT_EQ(ErrorOf({CountOf("D", "domain == \"1\"", 0, 3),
                     CountOf("X", "area in (\"1a\", \"2a\", \"2b\")", 0, 3)}),
            "constraints D and X cross: some items match both and each has "
            "items of its own; allowed: counts on one nested family, as areas "
            "in domains");
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
  constraint.type = "percent";
  EXPECT_EQ(ErrorOf({constraint}),
            "constraint D: type \"percent\" is unknown; allowed: number");
  constraint = CountOf("D", "", 0, 1);
  constraint.scope = "pretest";
  EXPECT_EQ(ErrorOf({constraint}),
            "constraint D: scope \"pretest\" is unknown; allowed: scored");
  constraint = CountOf("D", "", 0, 1);
  constraint.attribute = "words";
  EXPECT_EQ(ErrorOf({constraint}),
            "constraint D: attribute \"words\" is not used by type number");
  constraint = CountOf("D", "", 0, 1);
  constraint.weight = 2;
  EXPECT_EQ(ErrorOf({constraint}),
            "constraint D: weight = 2 is not allowed: counts are hard bounds");
}

TEST(Blueprint, RefusesEnemiesAndItemSets) {
  std::vector<Item> items = RandomBank("2pl", 3, 1).items();
  items[1].enemy_group = "E";
  EXPECT_EQ(Blueprint::Make(*ItemBank::Make(items), {}, 2).status().message(),
            "item Q1: enemy_group = \"E\" is not supported by assembly; "
            "allowed: empty");
  items[1].enemy_group = "";
  items[2].item_set = "S";
  EXPECT_EQ(Blueprint::Make(*ItemBank::Make(items), {}, 2).status().message(),
            "item Q2: item_set = \"S\" is not supported by assembly; allowed: "
            "empty");
}

}  // namespace
}  // namespace adaptest

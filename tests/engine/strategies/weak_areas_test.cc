#include "engine/strategies/weak_areas.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "engine/selection_strategy.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

WeakAreas Weak(int areas) {
  const auto made =
      WeakAreas::Make(NamedRule("weak_areas", {{"areas", double(areas)}}));
  EXPECT_TRUE(made.ok()) << made.status();
  return *made;
}

// Of a ContentBank: items 0, 1, 2, 3 are of areas 1a, 2a, 1b, 2b, and so on in
// turn; by name the areas are 0, 2, 1, 3.
const std::vector<int>& AreaOfItem() {
  static const auto& areas =
      *new std::vector<int>{0, 2, 1, 3, 0, 2, 1, 3, 0, 2, 1, 3, 0, 2, 1, 3};
  return areas;
}

int Pick(const WeakAreas& strategy, const std::vector<int>& weakest_first,
         const std::vector<int>& candidates, const std::vector<int>& given) {
  const ItemBank bank = ContentBank("2pl", 16, 0, 1);
  return strategy.Pick(
      {bank, candidates, given, {}, 1, {AreaOfItem(), weakest_first}});
}

TEST(WeakAreas, TakesTheWeakAreasInTurnTheWeakerFirst) {
  const WeakAreas strategy = Weak(3);
  std::vector<int> candidates = AllItems(16);
  std::vector<int> given, areas;
  for (int n = 0; n < 7; ++n) {
    const int item = Pick(strategy, {3, 0, 2, 1}, candidates, given);
    std::erase(candidates, item);
    given.push_back(item);
    areas.push_back(AreaOfItem()[item]);
  }
  EXPECT_THAT(areas, testing::ElementsAre(3, 0, 2, 3, 0, 2, 3));
  EXPECT_THAT(given, testing::ElementsAre(3, 0, 1, 7, 4, 5, 11));
}

TEST(WeakAreas, GivesTheBestItemOfTheArea) {
  EXPECT_EQ(Pick(Weak(2), {3, 0}, {8, 2, 15, 3, 7}, {}), 15);
  EXPECT_EQ(Pick(Weak(2), {3, 0}, {2, 8, 15, 0, 7}, {3}), 8);
}

// What was given from elsewhere, or more of one area than of another, is made
// up for.
TEST(WeakAreas, GivesFirstWhatWasGivenLeast) {
  EXPECT_EQ(Pick(Weak(2), {3, 0}, {8, 15}, {3, 7, 0}), 8);
  EXPECT_EQ(Pick(Weak(2), {3, 0}, {8, 15}, {0, 1, 2}), 15);
}

TEST(WeakAreas, PassesOverAreasWithoutACandidate) {
  EXPECT_EQ(Pick(Weak(2), {3, 0}, {2, 8, 1}, {}), 8);
  EXPECT_EQ(Pick(Weak(2), {3, 0}, {2, 8, 1}, {0, 4}), 8);
}

TEST(WeakAreas, GivesTheBestItemWhereNoWeakAreaHasACandidate) {
  EXPECT_EQ(Pick(Weak(2), {3, 0, 1, 2}, {2, 1, 5}, {0, 3}), 2);
}

TEST(WeakAreas, GivesTheBestItemWhereNothingIsKnown) {
  EXPECT_EQ(Pick(Weak(3), {}, {7, 0, 3}, {}), 7);
}

TEST(WeakAreas, LooksAtNoMoreAreasThanItIsToldTo) {
  EXPECT_EQ(Pick(Weak(1), {3, 0}, {8, 15}, {3, 7, 11}), 15);
  EXPECT_EQ(Pick(Weak(100), {3, 0}, {8, 15}, {3, 7, 11}), 8);
}

TEST(WeakAreas, LeavesItemsOfNoAreaForTheEnd) {
  const ItemBank bank = RandomBank("2pl", 3, 1);
  EXPECT_EQ(Weak(3).Pick({bank, {0, 1, 2}, {}, {}, 1, {{-1, 0, 1}, {1, 0}}}),
            2);
  EXPECT_EQ(Weak(3).Pick({bank, {0}, {2, 1}, {}, 1, {{-1, 0, 1}, {1, 0}}}), 0);
}

TEST(WeakAreas, LimitsTheNumberOfAreas) {
  EXPECT_EQ(WeakAreas::Make(NamedRule("weak_areas"))->areas, 3);
  EXPECT_EQ(WeakAreas::Make(NamedRule("weak_areas", {{"areas", 0}}))
                .status()
                .message(),
            "rule weak_areas: parameter areas = 0 is outside [1, 100]");
  EXPECT_FALSE(WeakAreas::Make(NamedRule("weak_areas", {{"areas", 101}})).ok());
}

TEST(WeakAreas, RefusesAnExamWithoutAreas) {
  const auto strategy = MakeSelectionStrategy(NamedRule("weak_areas"));
  ASSERT_TRUE(strategy.ok()) << strategy.status();
  const ItemBank bank = ContentBank("2pl", 16, 0, 1);
  EXPECT_TRUE(CheckStrategy(*strategy, bank, "area").ok());
  EXPECT_EQ(CheckStrategy(*strategy, bank, "").message(),
            "strategy weak_areas: areaAttribute is empty; allowed: an item "
            "attribute, whose values are the areas");
  EXPECT_EQ(CheckStrategy(*strategy, bank, "topic").message(),
            "strategy weak_areas: no operational item has attribute topic, the "
            "areaAttribute");
}

TEST(WeakAreas, ChoosesBeyondTheShadowTestWhereSomethingIsKnown) {
  const auto strategy = *MakeSelectionStrategy(NamedRule("weak_areas"));
  EXPECT_TRUE(ChoosesBeyondShadowTest(strategy, {AreaOfItem(), {1}}));
  EXPECT_FALSE(ChoosesBeyondShadowTest(strategy, {AreaOfItem(), {}}));
  EXPECT_FALSE(ChoosesBeyondShadowTest(Best(), {AreaOfItem(), {1}}));
}

}  // namespace
}  // namespace adaptest

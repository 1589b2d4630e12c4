#include "engine/criteria/a_stratified.h"

#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;

// Discriminations in no order; difficulties so that each pair of neighbours in
// difficulty has one small and one large discrimination.
ItemBank EightItems() {
  return MakeBank("2pl", {{0.5, 1.1},
                          {1.7, 1.0},
                          {0.8, 0.1},
                          {1.4, 0.0},
                          {0.6, -0.9},
                          {1.5, -1.0},
                          {1.3, 2.0},
                          {0.9, 2.1}});
}

std::vector<ScoredAnswer> Answered(int count) {
  std::vector<ScoredAnswer> answers;
  for (int i = 0; i < count; ++i) answers.push_back({i, 1});
  return answers;
}

// Items by falling gain after `given` of `length` items.
std::vector<int> Order(const ItemBank& bank, const AStratified& criterion,
                       int given, int length, double theta) {
  const CriterionCase at(bank, Answered(given));
  const auto gains = at.GainsOf(criterion, theta, 1, length);
  std::vector<int> order = AllItems(bank.size());
  std::sort(order.begin(), order.end(),
            [&](int i, int j) { return gains[i] > gains[j]; });
  return order;
}

AStratified Strata(int strata, bool block = false) {
  AStratified criterion;
  criterion.strata = strata;
  criterion.block_by_difficulty = block;
  return criterion;
}

// The lower half by discrimination holds items 0, 2, 4 and 7.
TEST(AStratified, GivesTheClosestDifficultyOfTheStagesStratum) {
  EXPECT_THAT(Order(EightItems(), Strata(2), 0, 8, 0.3),
              ElementsAre(2, 0, 4, 7, 3, 1, 5, 6));
  EXPECT_THAT(Order(EightItems(), Strata(2), 3, 8, -2),
              ElementsAre(4, 2, 0, 7, 5, 3, 1, 6));
}

TEST(AStratified, GoesOnToTheNextStratumStageByStage) {
  EXPECT_EQ(Order(EightItems(), Strata(2), 4, 8, 0.3)[0], 3);
  EXPECT_EQ(Order(EightItems(), Strata(4), 1, 8, 0)[0], 4);    // of 0 and 4
  EXPECT_EQ(Order(EightItems(), Strata(4), 2, 8, 0)[0], 2);    // of 2 and 7
  EXPECT_EQ(Order(EightItems(), Strata(4), 4, 8, 0)[0], 3);    // of 3 and 6
  EXPECT_EQ(Order(EightItems(), Strata(4), 6, 8, 0.1)[0], 1);  // of 1 and 5
}

// As many stages as strata, the last of which lasts to the end.
TEST(AStratified, StaysInTheLastStratumPastTheLength) {
  EXPECT_EQ(Order(EightItems(), Strata(4), 8, 8, 0.1)[0], 1);
}

// Blocks by difficulty: {5, 4}, {3, 2}, {1, 0}, {6, 7}; of each the smaller
// discrimination is in the first stratum.
TEST(AStratified, SharesDifficultiesAlikeByBlocks) {
  const auto first = Order(EightItems(), Strata(2, true), 0, 8, -3);
  EXPECT_THAT(first, ElementsAre(4, 2, 0, 7, 5, 3, 1, 6));
  const ItemBank confounded =
      MakeBank("2pl", {{0.5, -2}, {0.6, -1.9}, {1.5, 2}, {1.6, 2.1}});
  EXPECT_EQ(Order(confounded, Strata(2), 0, 4, 2)[0], 1);
  EXPECT_EQ(Order(confounded, Strata(2, true), 0, 4, 2)[0], 2);
}

TEST(AStratified, CountsOperationalItemsOnly) {
  std::vector<Item> items = EightItems().items();
  for (const int i : {0, 2}) items[i].status = ItemStatus::kPretest;
  for (const int i : {4}) items[i].status = ItemStatus::kRetired;
  const ItemBank bank = *ItemBank::Make(std::move(items));
  // Of 7, 6, 3, 5 and 1 the first three.
  const CriterionCase at(bank);
  const auto gains = at.GainsOf(Strata(2), 0);
  EXPECT_GT(gains[3], gains[5]);
  EXPECT_GT(gains[7], gains[5]);
  EXPECT_GT(gains[6], gains[1]);
}

TEST(AStratified, TakesItsStrataAndBlocksFromTheRule) {
  Rule rule = NamedRule("astratified", {{"strata", 3}});
  EXPECT_FALSE(std::get<AStratified>(Criterion(rule)).block_by_difficulty);
  rule.options["block"] = "difficulty";
  EXPECT_EQ(std::get<AStratified>(Criterion(rule)).strata, 3);
  EXPECT_TRUE(std::get<AStratified>(Criterion(rule)).block_by_difficulty);
  rule.options["block"] = "area";
  EXPECT_FALSE(MakeSelectionCriterion(rule).ok());
}

}  // namespace
}  // namespace adaptest

#include "engine/selection_strategy.h"

#include <cmath>

#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

SelectionStrategy Strategy(const Rule& rule) {
  auto strategy = MakeSelectionStrategy(rule);
  EXPECT_TRUE(strategy.ok()) << strategy.status();
  return *strategy;
}

std::string ErrorOf(const Rule& rule) {
  return std::string(MakeSelectionStrategy(rule).status().message());
}

Rule FirstItemsRule(int items, std::map<std::string, std::string> options) {
  Rule rule = NamedRule("first_items", {{"items", double(items)}});
  rule.options = std::move(options);
  return rule;
}

TEST(Best, GivesTheFirstCandidateAndIsTheDefault) {
  const ItemBank bank = RandomBank("2pl", 9, 1);
  EXPECT_EQ(PickItem(Strategy(Rule()), {bank, {7, 2, 4}, {}, {}, 3}), 7);
  EXPECT_EQ(PickItem(Strategy(NamedRule("best")), {bank, {2, 7}, {}, {}, 3}),
            2);
}

// How often each of 9 items is picked of the candidates 8, 7 ... 0.
std::vector<int> CountPicks(const SelectionStrategy& strategy,
                            const std::vector<int>& candidates, int draws) {
  const ItemBank bank = RandomBank("2pl", 9, 1);
  std::vector<int> counts(9, 0);
  for (int seed = 0; seed < draws; ++seed) {
    ++counts[PickItem(strategy, {bank, candidates, {}, {}, uint64_t(seed)})];
  }
  return counts;
}

TEST(Randomesque, DrawsEachOfTheBestWithTheSameChance) {
  constexpr int kDraws = 20000;
  const auto strategy = Strategy(NamedRule("randomesque", {{"n", 4}}));
  const auto counts = CountPicks(strategy, {8, 7, 6, 5, 4, 3, 2, 1, 0}, kDraws);
  for (int i = 0; i < 9; ++i) {
    if (i < 5) {
      EXPECT_EQ(counts[i], 0);
    } else {
      EXPECT_NEAR(counts[i], kDraws / 4, 4.5 * std::sqrt(kDraws * 3.0 / 16));
    }
  }
}

TEST(Randomesque, TakesAllWhereFewerAreLeft) {
  const auto counts = CountPicks(
      Strategy(NamedRule("randomesque", {{"n", 1000}})), {2, 5}, 400);
  EXPECT_GT(counts[2], 140);
  EXPECT_GT(counts[5], 140);
  EXPECT_EQ(counts[2] + counts[5], 400);
}

TEST(Randomesque, DrawsAnewForEveryItemAndFollowsFromTheSeed) {
  const ItemBank bank = RandomBank("2pl", 9, 1);
  const auto strategy = Strategy(NamedRule("randomesque", {{"n", 5}}));
  const std::vector<int> candidates = {0, 1, 2, 3, 4};
  std::vector<int> given;
  std::vector<int> picks;
  for (const int item : {5, 6, 7, 8}) {
    picks.push_back(PickItem(strategy, {bank, candidates, given, {}, 11}));
    EXPECT_EQ(picks.back(),
              PickItem(strategy, {bank, candidates, given, {}, 11}));
    given.push_back(item);
  }
  EXPECT_NE(picks, std::vector<int>(4, picks[0]));
}

TEST(Randomesque, LimitsItsNumber) {
  EXPECT_EQ(std::get<Randomesque>(Strategy(NamedRule("randomesque"))).n, 5);
  EXPECT_EQ(ErrorOf(NamedRule("randomesque", {{"n", 0}})),
            "rule randomesque: parameter n = 0 is outside [1, 1000]");
}

TEST(FirstItems, GoByTheirOwnCriterionAndThenByTheModes) {
  const auto strategy = Strategy(FirstItemsRule(2, {{"criterion", "bOpt"}}));
  const SelectionCriterion mode = MaximumInformation();
  EXPECT_EQ(NameOf(CriterionAt(strategy, mode, 0)), "closest_difficulty");
  EXPECT_EQ(NameOf(CriterionAt(strategy, mode, 1)), "closest_difficulty");
  EXPECT_EQ(NameOf(CriterionAt(strategy, mode, 2)), "mfi");
  EXPECT_EQ(NameOf(CriterionAt(Strategy(Rule()), mode, 0)), "mfi");
}

TEST(FirstItems, AreThreeAtRandomByDefault) {
  const auto strategy = Strategy(NamedRule("first_items"));
  const auto& first = std::get<FirstItems>(strategy);
  EXPECT_EQ(first.items, 3);
  EXPECT_EQ(NameOf(first.criterion), "random");
  EXPECT_TRUE(std::holds_alternative<Best>(first.then));
}

TEST(FirstItems, PickByTheStrategyThatTheyName) {
  Rule rule = FirstItemsRule(1, {{"then", "randomesque"}});
  rule.parameters["n"] = 2;
  const auto counts = CountPicks(Strategy(rule), {3, 4, 5}, 200);
  EXPECT_GT(counts[3], 60);
  EXPECT_GT(counts[4], 60);
  EXPECT_EQ(counts[5], 0);
}

TEST(FirstItems, RefuseWhatTheyDoNotKnow) {
  EXPECT_EQ(ErrorOf(FirstItemsRule(0, {})),
            "rule first_items: parameter items = 0 is outside [1, 1000]");
  EXPECT_THAT(ErrorOf(FirstItemsRule(1, {{"criterion", "worst"}})),
              testing::StartsWith("criterion \"worst\" is unknown"));
  EXPECT_THAT(ErrorOf(FirstItemsRule(1, {{"then", "first_items"}})),
              testing::StartsWith("option then of first_items \"first_items\" "
                                  "is unknown"));
  EXPECT_FALSE(
      MakeSelectionStrategy(FirstItemsRule(1, {{"than", "best"}})).ok());
}

}  // namespace
}  // namespace adaptest

#include "engine/strategies/largest_deficit.h"

#include <cmath>
#include <optional>

#include "engine/selection_strategy.h"
#include "tests/support/exam_builder.h"
#include "tests/support/session_runner.h"

namespace adaptest {
namespace {

LargestDeficit Deficit(std::map<std::string, double> shares,
                       const std::string& attribute = "area") {
  Rule rule = NamedRule("largest_deficit", std::move(shares));
  rule.options["attribute"] = attribute;
  auto made = LargestDeficit::Make(rule);
  EXPECT_TRUE(made.ok()) << made.status();
  return *made;
}

const std::map<std::string, double>& Planned() {
  static const auto& planned = *new std::map<std::string, double>{
      {"1a", 0.4}, {"1b", 0.1}, {"2a", 0.3}, {"2b", 0.2}};
  return planned;
}

// The first candidate of the area whose planned less given share is largest.
int PickByFormula(const ItemBank& bank, const std::vector<int>& candidates,
                  const std::vector<int>& given,
                  const std::map<std::string, double>& planned) {
  int best = -1;
  double largest = -10;
  for (const auto& [area, share] : planned) {
    double count = 0;
    for (const int i : given) {
      count += bank.item(i).attributes.at("area") == area;
    }
    const double deficit =
        share - (given.empty() ? 0 : count / double(given.size()));
    if (deficit <= largest + 1e-9) continue;
    for (const int i : candidates) {
      if (bank.item(i).attributes.at("area") != area) continue;
      best = i;
      largest = deficit;
      break;
    }
  }
  return best;
}

TEST(LargestDeficit, GivesTheBestItemOfTheAreaThatLagsMost) {
  const ItemBank bank = ContentBank("2pl", 16, 0, 1);
  const LargestDeficit strategy = Deficit(Planned());
  Random random(1);
  for (int t = 0; t < 500; ++t) {
    std::vector<int> items = AllItems(16);
    random.Shuffle(items);
    const size_t cut = random.Below(15);
    const std::vector<int> given(items.begin(), items.begin() + cut);
    const std::vector<int> candidates(items.begin() + cut, items.end());
    EXPECT_EQ(strategy.Pick({bank, candidates, given, {}, 1}),
              PickByFormula(bank, candidates, given, Planned()));
  }
}

// Items 0, 1, 2, 3 are of areas 1a, 2a, 1b, 2b, and so on in turn.
TEST(LargestDeficit, TakesTheShadowTestsSharesWithoutAPlan) {
  const ItemBank bank = ContentBank("2pl", 16, 0, 1);
  const LargestDeficit strategy = Deficit({});
  const std::vector<int> shadow = {0, 4, 1, 5, 9, 3};
  EXPECT_EQ(strategy.Pick({bank, {3, 4, 9, 0, 1, 5}, {}, shadow, 1}), 9);
  EXPECT_EQ(strategy.Pick({bank, {3, 4, 0, 1, 5}, {9}, shadow, 1}), 4);
  EXPECT_EQ(strategy.Pick({bank, {3, 0, 1, 5}, {9, 4}, shadow, 1}), 3);
}

TEST(LargestDeficit, PassesOverAreasWithoutACandidate) {
  const ItemBank bank = ContentBank("2pl", 16, 0, 1);
  EXPECT_EQ(Deficit(Planned()).Pick({bank, {2, 6}, {}, {}, 1}), 2);
}

TEST(LargestDeficit, GivesEqualDeficitsByTheNameOfTheArea) {
  const ItemBank bank = ContentBank("2pl", 16, 0, 1);
  const LargestDeficit strategy =
      Deficit({{"1a", 1}, {"1b", 1}, {"2a", 1}, {"2b", 1}});
  EXPECT_EQ(strategy.Pick({bank, {3, 2, 1, 0}, {}, {}, 1}), 0);
  EXPECT_EQ(strategy.Pick({bank, {3, 2, 1, 4}, {0}, {}, 1}), 2);
}

TEST(LargestDeficit, DividesSharesByTheirSum) {
  EXPECT_DOUBLE_EQ(Deficit({{"1a", 3}, {"1b", 1}}).planned.at("1a"), 0.75);
}

// Every area within one item of its plan, all the way, as there are enough.
TEST(LargestDeficit, KeepsASessionNearItsPlan) {
  Exam exam = ContentExam(20, 0);
  exam.constraints.clear();
  exam.modes[0].strategy = NamedRule("largest_deficit", Planned());
  const auto prepared = Prepare(exam, ContentBank("2pl", 80, 0, 3));
  Session session = StartSession(prepared, kAdaptiveMode, 1);
  for (int n = 1; n <= 20; ++n) {
    Continue(
        session, [](int item) { return item % 3 == 0; }, 1);
    std::map<std::string, int> counts;
    for (const int i : session.ScoredItems()) {
      ++counts[prepared->bank().item(i).attributes.at("area")];
    }
    for (const auto& [area, share] : Planned()) {
      EXPECT_LE(std::abs(counts[area] - share * n), 1) << area << " of " << n;
    }
  }
}

TEST(LargestDeficit, RefusesBadShares) {
  const auto error = [](double share) {
    return std::string(
        LargestDeficit::Make(NamedRule("largest_deficit", {{"1a", share}}))
            .status()
            .message());
  };
  EXPECT_EQ(error(0),
            "rule largest_deficit: share of \"1a\" = 0 is outside (0, 1000]");
  EXPECT_NE(error(-1), "");
  EXPECT_NE(error(std::nan("")), "");
}

TEST(LargestDeficit, RefusesABankWithoutItsAreas) {
  const ItemBank bank = ContentBank("2pl", 16, 0, 1);
  EXPECT_TRUE(Deficit(Planned()).CheckBank(bank).ok());
  EXPECT_EQ(Deficit({{"3a", 1}}).CheckBank(bank).message(),
            "strategy largest_deficit: no item has area \"3a\"; allowed: 1a, "
            "1b, 2a, 2b");
  EXPECT_EQ(Deficit({}, "topic").CheckBank(bank).message(),
            "strategy largest_deficit: item Q0 has no attribute topic");
}

TEST(LargestDeficit, ChoosesBeyondTheShadowTestByItsPlanOnly) {
  Rule first = NamedRule("first_items");
  first.options["then"] = "largest_deficit";
  const auto beyond = [](const Rule& rule) {
    return ChoosesBeyondShadowTest(*MakeSelectionStrategy(rule));
  };
  EXPECT_TRUE(beyond(NamedRule("largest_deficit", Planned())));
  EXPECT_FALSE(beyond(NamedRule("largest_deficit")));
  EXPECT_FALSE(beyond(first));
  first.parameters = Planned();
  EXPECT_TRUE(beyond(first));
  EXPECT_FALSE(beyond(NamedRule("randomesque")));
}

}  // namespace
}  // namespace adaptest

#include "engine/blueprint/proportion.h"

#include <cmath>

#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

// The stated rule on the profile's constraints, with real numbers. Constraints
// without an upper bound have the length.
bool IsProportionalByRule(const RandomBlueprint& problem, uint32_t given) {
  const int n = std::popcount(given);
  for (const RandomBlueprint::Bound& bound : problem.bounds) {
    const int count = std::popcount(given & bound.members);
    const int upper = std::min(bound.upper, problem.length);
    const double share = double(n) / problem.length;
    if (count > upper) return false;
    if (count < std::floor(bound.lower * share + 1e-9) - 1) return false;
    if (count > std::ceil(upper * share - 1e-9) + 1) return false;
  }
  return true;
}

uint32_t RandomItems(const RandomBlueprint& problem, Random& random) {
  const int most = std::min(problem.length, std::popcount(problem.operational));
  const int size = static_cast<int>(random.Below(most + 1));
  std::vector<int> items = ItemsOf(problem.operational);
  random.Shuffle(items);
  items.resize(size);
  return MaskOf(items);
}

TEST(IsProportional, IsTheStatedRule) {
  Random random(1);
  int proportional = 0;
  for (int t = 0; t < 4000; ++t) {
    const RandomBlueprint problem = MakeRandomBlueprint(14, random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, problem.length);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    const uint32_t given = RandomItems(problem, random);
    const bool expected = IsProportionalByRule(problem, given);
    EXPECT_EQ(IsProportional(*blueprint, ItemsOf(given)), expected)
        << "problem " << t;
    proportional += expected;
  }
  EXPECT_GT(proportional, 1000);
  EXPECT_LT(proportional, 3900);
}

TEST(IsProportional, HoldsForEveryWholeTest) {
  Random random(2);
  int tests = 0;
  for (int t = 0; t < 300; ++t) {
    const RandomBlueprint problem = MakeRandomBlueprint(10, random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, problem.length);
    for (const uint32_t test : problem.AllTests()) {
      EXPECT_TRUE(IsProportional(*blueprint, ItemsOf(test)));
      ++tests;
    }
  }
  EXPECT_GT(tests, 1000);
}

TEST(ProportionalCandidates, AreThoseThatKeepTheTestProportional) {
  Random random(3);
  int some = 0;
  for (int t = 0; t < 3000; ++t) {
    const RandomBlueprint problem = MakeRandomBlueprint(14, random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, problem.length);
    const uint32_t given = RandomItems(problem, random);
    if (std::popcount(given) >= problem.length) continue;
    std::vector<int> left = ItemsOf(problem.operational & ~given);
    random.Shuffle(left);
    std::vector<int> expected;
    for (const int i : left) {
      if (IsProportionalByRule(problem, given | uint32_t{1} << i)) {
        expected.push_back(i);
      }
    }
    const auto candidates =
        ProportionalCandidates(*blueprint, ItemsOf(given), left);
    if (!expected.empty()) {
      EXPECT_EQ(candidates, expected) << "problem " << t;
      ++some;
    }
    EXPECT_EQ(candidates.empty(), left.empty());
  }
  EXPECT_GT(some, 500);
}

// Three of domain 2 given although ten of twenty are planned of each: none
// brings the test back at once, and domain 1 lags.
TEST(ProportionalCandidates, AreThoseOfTheLargestDeficitWhereNoneFits) {
  const ItemBank bank = ContentBank("2pl", 40, 0, 1);
  const Blueprint blueprint =
      *Blueprint::Make(bank,
                       {CountOf("D1", "domain == \"1\"", 10, 10),
                        CountOf("D2", "domain == \"2\"", 10, 10)},
                       20);
  const std::vector<int> given = {1, 3, 5, 7, 9, 11};
  EXPECT_FALSE(IsProportional(blueprint, given));
  const std::vector<int> candidates = {13, 2, 15, 0, 4};
  EXPECT_THAT(ProportionalCandidates(blueprint, given, candidates),
              testing::ElementsAre(2, 0, 4));
}

TEST(ProportionalCandidates, AreNoneOfNone) {
  const ItemBank bank = ContentBank("2pl", 8, 0, 1);
  const Blueprint blueprint = *Blueprint::Make(bank, {}, 4);
  EXPECT_TRUE(ProportionalCandidates(blueprint, {1}, {}).empty());
}

}  // namespace
}  // namespace adaptest

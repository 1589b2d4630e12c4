#include "engine/criteria/proportional.h"

#include <cmath>

#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

constexpr int kDraws = 6000;

ItemBank FiveItems() {
  return MakeBank("2pl", {{1, 0}, {1, 0.3}, {0.8, 0}, {0.9, -0.5}, {1.1, 1}});
}

// How often each of the items from `first` on has the largest gain.
std::vector<int> CountBest(const CriterionCase& at, const Rule& rule,
                           int length, int first) {
  const SelectionCriterion criterion = Criterion(rule);
  std::vector<int> counts(5, 0);
  for (int seed = 0; seed < kDraws; ++seed) {
    const auto gains = at.GainsOf(criterion, 0.2, seed, length);
    ++counts[std::max_element(gains.begin() + first, gains.end()) -
             gains.begin()];
  }
  return counts;
}

// The counts are those of draws with chances in proportion to I^exponent.
void ExpectShares(const CriterionCase& at, const std::vector<int>& counts,
                  double exponent, int first) {
  std::vector<double> chance = at.GainsOf(MaximumInformation(), 0.2);
  double sum = 0;
  for (int i = first; i < 5; ++i) {
    chance[i] = std::pow(chance[i], exponent);
    sum += chance[i];
  }
  for (int i = first; i < 5; ++i) {
    const double p = chance[i] / sum;
    EXPECT_NEAR(counts[i], kDraws * p, 4.5 * std::sqrt(kDraws * p * (1 - p)))
        << "item " << i;
  }
}

TEST(Proportional, DrawsTheFirstItemWithoutRegardToInformation) {
  const CriterionCase at(FiveItems());
  ExpectShares(at, CountBest(at, NamedRule("proportional"), 6, 0), 0, 0);
}

// H = N w = 6 (1 + 2) / (1 + 2 + 3 + 4 + 5).
TEST(Proportional, DrawsInProportionToAPowerOfInformation) {
  const CriterionCase at(FiveItems(), {{0, 1}, {1, 0}});
  ExpectShares(at, CountBest(at, NamedRule("proportional"), 6, 0), 1.2, 0);
}

TEST(Proportional, AcceleratesAsTheRuleSays) {
  const CriterionCase at(FiveItems(), {{0, 1}, {1, 0}});
  const Rule rule = NamedRule("proportional", {{"acceleration", 0}});
  ExpectShares(at, CountBest(at, rule, 6, 0), 6 * 2.0 / 5, 0);
}

TEST(Proportional, KeepsTheProportionsAmongTheItemsLeft) {
  const CriterionCase at(FiveItems(), {{0, 1}, {1, 0}});
  ExpectShares(at, CountBest(at, NamedRule("proportional"), 6, 2), 1.2, 2);
}

TEST(Proportional, StaysFiniteWhereAnItemHasNoInformation) {
  const CriterionCase at(MakeBank("2pl", {{8, -6}, {8, 6}, {1, 0}}), {{2, 1}});
  for (const double gain : at.GainsOf(Proportional(), 400, 1, 2)) {
    EXPECT_TRUE(std::isfinite(gain)) << gain;
  }
}

}  // namespace
}  // namespace adaptest

// Criteria that need one difficulty an item refuse polytomous banks; the others
// take them.

#include "tests/engine/criteria/criterion_case.h"

namespace adaptest {
namespace {

ItemBank MixedBank() {
  std::vector<Item> items = RandomBank("3pl", 2, 1).items();
  items.push_back(MakeItem("G", "grm", {1, -0.5, 0.5}));
  return *ItemBank::Make(std::move(items));
}

class NeedsDichotomousItems : public testing::TestWithParam<const char*> {};

TEST_P(NeedsDichotomousItems, RefusesAPolytomousItem) {
  const auto criterion = Criterion(NamedRule(GetParam()));
  EXPECT_TRUE(CheckCriterion(criterion, RandomBank("rasch", 3, 1)).ok());
  EXPECT_TRUE(CheckCriterion(criterion, RandomBank("4pl", 3, 1)).ok());
  const absl::Status status = CheckCriterion(criterion, MixedBank());
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(),
            std::string("criterion ") + GetParam() +
                " needs dichotomous items, but item G has model grm; allowed: "
                "rasch, 1pl, 2pl, 3pl, 4pl");
}

INSTANTIATE_TEST_SUITE_P(Criteria, NeedsDichotomousItems,
                         testing::Values("closest_difficulty", "theta_optimal",
                                         "a_stratified"));

class TakesAnyBank : public testing::TestWithParam<const char*> {};

TEST_P(TakesAnyBank, GivesFiniteGains) {
  const auto criterion = Criterion(NamedRule(GetParam()));
  EXPECT_TRUE(CheckCriterion(criterion, MixedBank()).ok());
  const CriterionCase at(MixedBank(), {{0, 1}, {2, 2}});
  for (const double gain : at.GainsOf(criterion, 0.4)) {
    EXPECT_TRUE(std::isfinite(gain) && gain >= 0) << gain;
  }
}

INSTANTIATE_TEST_SUITE_P(Criteria, TakesAnyBank,
                         testing::Values("mfi", "mpwi", "mlwi", "mei", "mepv",
                                         "kl", "klp", "gdi", "gdip",
                                         "progressive", "proportional",
                                         "cut_information", "entropy",
                                         "decision_information", "random"));

TEST(FirstItemsStrategy, RefusesABankThatItsCriterionDoes) {
  Rule rule = NamedRule("first_items");
  rule.options["criterion"] = "bOpt";
  const auto strategy = MakeSelectionStrategy(rule);
  ASSERT_TRUE(strategy.ok()) << strategy.status();
  EXPECT_FALSE(CheckStrategy(*strategy, MixedBank(), "").ok());
  EXPECT_TRUE(CheckStrategy(*strategy, RandomBank("3pl", 2, 1), "").ok());
}

}  // namespace
}  // namespace adaptest

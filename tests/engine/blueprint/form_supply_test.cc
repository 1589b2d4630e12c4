#include "engine/blueprint/form_supply.h"

#include <map>

#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

// The largest number of disjoint tests, by trying.
class MostDisjoint {
 public:
  explicit MostDisjoint(std::vector<uint32_t> tests)
      : tests_(std::move(tests)) {}

  int Among(uint32_t free) {
    const auto known = known_.find(free);
    if (known != known_.end()) return known->second;
    int most = 0;
    for (const uint32_t test : tests_) {
      if ((test & ~free) == 0) most = std::max(most, 1 + Among(free & ~test));
    }
    return known_[free] = most;
  }

 private:
  std::vector<uint32_t> tests_;
  std::map<uint32_t, int> known_;
};

TEST(FormSupply, IsExactForCountsOnNestedFamilies) {
  Random random(1);
  int many = 0;
  for (int t = 0; t < 200; ++t) {
    const RandomBlueprint problem = MakeRandomBlueprint(9, random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, problem.length);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    const int most =
        MostDisjoint(problem.AllTests()).Among(problem.operational);
    const FormSupply supply = CountDisjointForms(*blueprint);
    EXPECT_EQ(supply.at_most, most) << "problem " << t;
    EXPECT_EQ(supply.at_least, most) << "problem " << t;
    EXPECT_FALSE(supply.limits.empty()) << "problem " << t;
    many += most > 1;
  }
  EXPECT_GT(many, 20);
}

TEST(FormSupply, NamesWhatRunsOutFirst) {
  std::vector<Item> items = RandomBank("2pl", 12, 1).items();
  for (int i = 0; i < 12; ++i) {
    items[i].attributes["area"] = i < 5 ? "rare" : "common";
  }
  const ItemBank bank = *ItemBank::Make(std::move(items));
  const FormSupply by_area = CountDisjointForms(
      *Blueprint::Make(bank,
                       {CountOf("R", "area == \"rare\"", 2, 2),
                        CountOf("C", "area == \"common\"", 1, 2)},
                       3));
  EXPECT_EQ(by_area.at_least, 2);
  EXPECT_EQ(by_area.at_most, 2);
  EXPECT_THAT(by_area.limits, testing::ElementsAre("R"));
  const FormSupply by_length =
      CountDisjointForms(*Blueprint::Make(bank, {}, 5));
  EXPECT_EQ(by_length.at_most, 2);
  EXPECT_THAT(by_length.limits, testing::ElementsAre("scoredItems"));
}

// Whether or not more were looked for.
TEST(FormSupply, FewerThanThreeAreNoted) {
  const ItemBank bank = RandomBank("2pl", 12, 1);
  for (const int most : {FormSupply::kThin, FormSupply::kMost}) {
    const auto note = [&](int length) {
      return ThinNote(
          CountDisjointForms(*Blueprint::Make(bank, {}, length), most));
    };
    EXPECT_EQ(note(4), "");
    EXPECT_EQ(note(5),
              "feasible but thin: 2 tests without common items; what runs out "
              "first: scoredItems");
    EXPECT_EQ(note(7),
              "feasible but thin: 1 test without common items; what runs out "
              "first: scoredItems");
    EXPECT_EQ(note(13), "");  // infeasible
  }
}

// Enemies: of three tests of 1 item each from one group nothing keeps the forms
// apart, but a form of two is impossible.
TEST(FormSupply, EnemiesMayStandInDifferentForms) {
  std::vector<Item> items = RandomBank("2pl", 4, 1).items();
  for (Item& item : items) item.enemy_group = "E";
  const ItemBank bank = *ItemBank::Make(std::move(items));
  EXPECT_EQ(CountDisjointForms(*Blueprint::Make(bank, {}, 1)).at_least, 4);
  EXPECT_EQ(CountDisjointForms(*Blueprint::Make(bank, {}, 2)).at_most, 0);
}

}  // namespace
}  // namespace adaptest

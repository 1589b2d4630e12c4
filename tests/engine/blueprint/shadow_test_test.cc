#include "engine/blueprint/shadow_test.h"

#include <cmath>

#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

// A random problem with gains and required items.
struct ShadowInstance {
  RandomBlueprint problem;
  Blueprint blueprint;
  std::vector<double> gains;
  std::vector<int> required;

  AssemblyProblem Ask() const {
    return {problem.bank, blueprint, gains, required};
  }
  double SumOf(uint32_t test) const {
    double sum = 0;
    for (const int item : ItemsOf(test)) sum += gains[item];
    return sum;
  }
  // Every test that holds the required items.
  std::vector<uint32_t> Tests(int ignored = -1) const {
    std::vector<uint32_t> tests = problem.AllTests(ignored);
    std::erase_if(tests, [&](uint32_t test) {
      return (test & MaskOf(required)) != MaskOf(required);
    });
    return tests;
  }
};

// Gains are small whole numbers, with many ties, where `whole`; else reals of
// both signs. Required items are a part of some test in three of four cases.
ShadowInstance MakeInstance(int max_items, bool whole, Random& random) {
  RandomBlueprint made = MakeRandomBlueprint(max_items, random);
  Blueprint blueprint =
      *Blueprint::Make(made.bank, made.constraints, made.length);
  ShadowInstance instance{std::move(made), std::move(blueprint), {}, {}};
  const RandomBlueprint& problem = instance.problem;
  for (int i = 0; i < problem.bank.size(); ++i) {
    instance.gains.push_back(whole ? static_cast<double>(random.Below(5)) - 1
                                   : random.Normal());
  }
  const std::vector<uint32_t> tests = problem.AllTests();
  std::vector<int> pool = AllItems(problem.bank.size());
  if (!tests.empty() && random.Below(4) != 0) {
    pool = ItemsOf(tests[random.Below(tests.size())]);
  }
  random.Shuffle(pool);
  pool.resize(random.Below(std::min<size_t>(pool.size(), 4) + 1));
  instance.required = pool;
  return instance;
}

TEST(AssembleTest, IsExactByEnumeration) {
  Random random(1);
  int found = 0;
  for (int t = 0; t < 6000; ++t) {
    const ShadowInstance instance =
        MakeInstance(t % 10 == 0 ? 15 : 11, t % 2 == 0, random);
    if (!instance.blueprint.CheckFeasible().ok()) continue;
    const std::vector<uint32_t> tests = instance.Tests();
    const auto test = AssembleTest(instance.Ask());
    ASSERT_EQ(test.ok(), !tests.empty()) << "instance " << t;
    if (!test.ok()) {
      EXPECT_EQ(test.status().code(), absl::StatusCode::kNotFound);
      continue;
    }
    double best = -1e300;
    for (const uint32_t other : tests) {
      best = std::max(best, instance.SumOf(other));
    }
    const uint32_t mask = MaskOf(*test);
    EXPECT_NEAR(instance.SumOf(mask), best, 1e-11) << "instance " << t;
    EXPECT_TRUE(instance.problem.IsTest(mask)) << "instance " << t;
    EXPECT_TRUE(CheckTest(instance.blueprint, *test).ok()) << "instance " << t;
    EXPECT_EQ(mask & MaskOf(instance.required), MaskOf(instance.required));
    ++found;
  }
  EXPECT_GT(found, 2000);
}

// With whole gains, a gain raised by 2^-rank makes the optimum unique, and it
// is the one that prefers smaller ids.
TEST(AssembleTest, GivesTiesToTheSmallerItemId) {
  Random random(2);
  for (int t = 0; t < 1000; ++t) {
    const ShadowInstance instance = MakeInstance(11, /*whole=*/true, random);
    if (!instance.blueprint.CheckFeasible().ok()) continue;
    const auto test = AssembleTest(instance.Ask());
    if (!test.ok()) continue;
    double best = -1e300;
    uint32_t expected = 0;
    for (const uint32_t other : instance.Tests()) {
      double sum = instance.SumOf(other);
      for (const int item : ItemsOf(other)) {
        sum += std::ldexp(1, -2 - instance.problem.bank.rank_by_id(item));
      }
      if (sum > best) expected = other;
      best = std::max(best, sum);
    }
    EXPECT_EQ(MaskOf(*test), expected) << "instance " << t;
  }
}

TEST(AssembleTest, ListsItemsByFallingGain) {
  const ItemBank bank = ContentBank("2pl", 6, 0, 1);
  const Blueprint blueprint =
      *Blueprint::Make(bank, {CountOf("D1", "domain == \"1\"", 1, 1)}, 3);
  const std::vector<double> gains = {1, -2, 3, 5, 2, 4};
  const auto test = AssembleTest({bank, blueprint, gains, {}});
  ASSERT_TRUE(test.ok()) << test.status();
  EXPECT_THAT(*test, ElementsAre(3, 5, 2));
  const auto with = AssembleTest({bank, blueprint, gains, {1, 0}});
  ASSERT_TRUE(with.ok()) << with.status();
  EXPECT_THAT(*with, ElementsAre(3, 0, 1));
}

TEST(AssembleTest, RefusesAnItemRequiredTwice) {
  const ItemBank bank = ContentBank("2pl", 6, 0, 1);
  const Blueprint blueprint = *Blueprint::Make(bank, {}, 3);
  const std::vector<double> gains(6, 1);
  EXPECT_EQ(AssembleTest({bank, blueprint, gains, {2, 2}}).status(),
            absl::NotFoundError("no test within the blueprint holds item Q2 "
                                "with those before it"));
}

TEST(AssembleTest, RefusesARequiredPretestItem) {
  const ItemBank bank = ContentBank("2pl", 6, 1, 1);
  const Blueprint blueprint = *Blueprint::Make(bank, {}, 3);
  const std::vector<double> gains(7, 1);
  EXPECT_EQ(AssembleTest({bank, blueprint, gains, {6}}).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(AssembleTest, NamesTheConflictOfAnInfeasibleBlueprint) {
  const ItemBank bank = ContentBank("2pl", 6, 0, 1);
  const Blueprint blueprint = *Blueprint::Make(bank, {}, 7);
  const std::vector<double> gains(6, 1);
  EXPECT_EQ(AssembleTest({bank, blueprint, gains, {}}).status(),
            blueprint.CheckFeasible());
}

TEST(BindingConstraints, AreThoseWithoutWhichTheOptimumIsLarger) {
  Random random(3);
  int binding = 0;
  for (int t = 0; t < 4000; ++t) {
    const ShadowInstance instance = MakeInstance(10, t % 2 == 0, random);
    const auto test = AssembleTest(instance.Ask());
    if (!test.ok()) continue;
    std::vector<std::string> expected;
    for (size_t c = 0; c < instance.problem.bounds.size(); ++c) {
      double best = -1e300;
      for (const uint32_t other : instance.Tests(static_cast<int>(c))) {
        best = std::max(best, instance.SumOf(other));
      }
      if (best > instance.SumOf(MaskOf(*test)) + 1e-9) {
        expected.push_back(instance.problem.bounds[c].id);
      }
    }
    EXPECT_THAT(BindingConstraints(instance.Ask(), *test),
                ElementsAreArray(expected))
        << "instance " << t;
    binding += static_cast<int>(expected.size());
  }
  EXPECT_GT(binding, 100);
}

TEST(BlockingConstraint, IsThereExactlyWhereNoTestHoldsTheItem) {
  Random random(4);
  int blocked = 0;
  for (int t = 0; t < 4000; ++t) {
    const ShadowInstance instance = MakeInstance(10, true, random);
    const std::vector<uint32_t> tests = instance.Tests();
    if (tests.empty()) continue;
    for (int item = 0; item < instance.problem.bank.size(); ++item) {
      const uint32_t bit = uint32_t{1} << item;
      if (!(instance.problem.operational & bit & ~MaskOf(instance.required))) {
        continue;
      }
      const std::string id = BlockingConstraint(instance.Ask(), item);
      const bool in_a_test = std::any_of(tests.begin(), tests.end(),
                                         [&](uint32_t x) { return x & bit; });
      EXPECT_EQ(id.empty(), in_a_test) << "instance " << t << ": " << id;
      if (!id.empty()) ++blocked;
    }
  }
  EXPECT_GT(blocked, 100);
}

TEST(CheckTest, FindsEveryBreach) {
  const ItemBank bank = ContentBank("2pl", 6, 1, 1);
  const Blueprint blueprint =
      *Blueprint::Make(bank, {CountOf("D1", "domain == \"1\"", 1, 1)}, 3);
  const auto error = [&](const std::vector<int>& test) {
    return std::string(CheckTest(blueprint, test).message());
  };
  EXPECT_EQ(error({0, 1, 3}), "");
  EXPECT_EQ(error({0, 1}),
            "assembled test has 2 scored and 0 pretest items, not 3 and 0");
  EXPECT_EQ(error({0, 1, 1}), "assembled test has an item twice");
  EXPECT_EQ(error({0, 1, 6}), "assembled test has an item that is not scored");
  EXPECT_EQ(error({0, 1, 2}), "assembled test breaks D1");
}

}  // namespace
}  // namespace adaptest

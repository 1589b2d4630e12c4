// Assemblies that some items must stay out of, against enumeration.

#include "engine/blueprint/shadow_test.h"
#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

// A random problem with gains, items excluded, and items required: any, or a
// part of some test without those excluded.
struct Instance {
  RandomBlueprint problem;
  Blueprint blueprint;
  std::vector<double> gains;
  std::vector<char> excluded;
  std::vector<int> required;

  explicit Instance(Random& random)
      : problem(MakeRandomBlueprint(12, random)),
        blueprint(*Blueprint::Make(problem.bank, problem.constraints,
                                   problem.length)) {
    const int n = problem.bank.size();
    const uint64_t one_in = 2 + random.Below(6);
    for (int i = 0; i < n; ++i) {
      gains.push_back(random.Normal());
      excluded.push_back(random.Below(one_in) == 0);
    }
    const std::vector<uint32_t> tests = problem.AllTests();
    std::vector<int> pool = AllItems(n);
    if (!tests.empty() && random.Below(4) != 0) {
      pool = ItemsOf(tests[random.Below(tests.size())]);
    }
    random.Shuffle(pool);
    pool.resize(random.Below(std::min<size_t>(pool.size(), 4) + 1));
    required = pool;
  }

  AssemblyProblem Ask() const {
    return {problem.bank, blueprint, gains, required, excluded};
  }
  // Every test with the required items and, but for them, none excluded.
  std::vector<uint32_t> Tests() const {
    const uint32_t held = MaskOf(required);
    uint32_t out = 0;
    for (size_t i = 0; i < excluded.size(); ++i) {
      if (excluded[i]) out |= uint32_t{1} << i;
    }
    std::vector<uint32_t> tests = problem.AllTests();
    std::erase_if(tests, [&](uint32_t test) {
      return (test & held) != held || (test & out & ~held) != 0;
    });
    return tests;
  }
  double SumOf(uint32_t test) const {
    double sum = 0;
    for (const int item : ItemsOf(test)) sum += gains[item];
    return sum;
  }
};

TEST(ExcludedItems, StayOutOfTheBestTest) {
  Random random(1);
  int found = 0;
  for (int t = 0; t < 3000; ++t) {
    const Instance instance(random);
    const std::vector<uint32_t> tests = instance.Tests();
    const auto test = AssembleTest(instance.Ask());
    ASSERT_EQ(test.ok(), !tests.empty()) << "instance " << t;
    if (!test.ok()) continue;
    double best = -1e300;
    for (const uint32_t other : tests) {
      best = std::max(best, instance.SumOf(other));
    }
    EXPECT_NEAR(instance.SumOf(MaskOf(*test)), best, 1e-11) << "instance " << t;
    EXPECT_THAT(tests, testing::Contains(MaskOf(*test))) << "instance " << t;
    ++found;
  }
  EXPECT_GT(found, 800);
}

TEST(ExcludedItems, AreNotFoundRatherThanInfeasibleWhereNoTestIsLeft) {
  const ItemBank bank = ContentBank("2pl", 6, 0, 1);
  const Blueprint blueprint = *Blueprint::Make(bank, {}, 5);
  const std::vector<double> gains(6, 1);
  const std::vector<char> excluded = {1, 1, 0, 0, 0, 0};
  const auto test = AssembleTest({bank, blueprint, gains, {}, excluded});
  EXPECT_EQ(test.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(test.status().message(),
            "no test within the blueprint is left without the excluded items");
}

TEST(FeasibleItems, AreThoseOfSomeTestByFallingGain) {
  Random random(2);
  int found = 0;
  for (int t = 0; t < 3000; ++t) {
    const Instance instance(random);
    uint32_t expected = 0;
    for (const uint32_t test : instance.Tests()) expected |= test;
    expected &= ~MaskOf(instance.required);
    const std::vector<int> items = FeasibleItems(instance.Ask());
    EXPECT_EQ(MaskOf(items), expected) << "instance " << t;
    for (size_t i = 1; i < items.size(); ++i) {
      EXPECT_GE(instance.gains[items[i - 1]], instance.gains[items[i]]);
    }
    found += !items.empty();
  }
  EXPECT_GT(found, 400);
}

}  // namespace
}  // namespace adaptest

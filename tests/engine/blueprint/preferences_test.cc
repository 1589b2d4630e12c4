// Constraints with a weight, against trying every set of items.

#include <cmath>

#include "engine/blueprint/shadow_test.h"
#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

constexpr int kPoolSize = 10;
constexpr int kTestLength = 4;

struct PreferenceProblem {
  ItemBank bank;
  std::vector<Constraint> constraints;
  std::vector<double> gains;
};

PreferenceProblem MakePreferenceProblem(Random& random) {
  std::vector<Item> items = RandomBank("2pl", kPoolSize, random.Bits()).items();
  for (Item& item : items) {
    item.attributes["area"] = absl::StrCat("A", random.Below(3));
    item.attributes["words"] = absl::StrCat(10 + random.Below(40));
  }
  PreferenceProblem problem{*ItemBank::Make(std::move(items)), {}, {}};
  for (int i = 0; i < kPoolSize; ++i) {
    problem.gains.push_back(random.Uniform() - 0.5);
  }
  for (int area = 0; area < 2; ++area) {
    const double lower = static_cast<double>(random.Below(4));
    Constraint c = CountOf(absl::StrCat("A", area),
                           absl::StrCat("area == \"A", area, "\""), lower,
                           lower + static_cast<double>(random.Below(2)));
    if (area == 0 || random.Below(2) == 0) c.weight = 2 * random.Uniform();
    problem.constraints.push_back(c);
  }
  Constraint words = CountOf("W", "", 60, 80);
  words.type = "sum";
  words.attribute = "words";
  words.weight = 0.05 * random.Uniform();
  if (random.Below(2) == 0) problem.constraints.push_back(words);
  return problem;
}

double ValueOf(const PreferenceProblem& problem, const Constraint& c,
               uint32_t test) {
  double value = 0;
  for (const int i : ItemsOf(test)) {
    const auto& attributes = problem.bank.item(i).attributes;
    if (c.type == "sum") {
      value += std::stod(attributes.at("words"));
    } else if (c.condition == "area == \"" + attributes.at("area") + "\"") {
      ++value;
    }
  }
  return value;
}

// Gains less the cost of what is missed; -infinity where a rule is broken.
double Objective(const PreferenceProblem& problem, uint32_t test) {
  const auto [least, most] =
      std::minmax_element(problem.gains.begin(), problem.gains.end());
  double objective = 0;
  for (const int i : ItemsOf(test)) objective += problem.gains[i];
  for (const Constraint& c : problem.constraints) {
    const double value = ValueOf(problem, c, test);
    const double miss = std::max({0.0, *c.lower - value, value - *c.upper});
    if (miss > 0 && !c.weight) return -INFINITY;
    if (miss > 0) objective -= *c.weight * (*most - *least) * miss;
  }
  return objective;
}

TEST(Preferences, AssemblyIsExactByEnumeration) {
  Random random(1);
  int missed = 0;
  for (int t = 0; t < 300; ++t) {
    const PreferenceProblem problem = MakePreferenceProblem(random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, kTestLength);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    double best = -INFINITY;
    for (uint32_t test = 0; test < uint32_t{1} << kPoolSize; ++test) {
      if (std::popcount(test) != kTestLength) continue;
      best = std::max(best, Objective(problem, test));
    }
    const auto test =
        AssembleTest({problem.bank, *blueprint, problem.gains, {}});
    ASSERT_EQ(test.ok(), std::isfinite(best)) << "problem " << t;
    if (!test.ok()) continue;
    EXPECT_NEAR(Objective(problem, MaskOf(*test)), best, 1e-11)
        << "problem " << t;
    for (const Constraint& c : problem.constraints) {
      const double value = ValueOf(problem, c, MaskOf(*test));
      missed += c.weight && (value < *c.lower || value > *c.upper);
    }
  }
  EXPECT_GT(missed, 50);
}

TEST(Preferences, NeverMakeATestImpossibleOrStopAnItem) {
  Random random(2);
  PreferenceProblem problem = MakePreferenceProblem(random);
  Constraint c = CountOf("many", "", 900, 1000);
  c.weight = 1;
  const Blueprint blueprint = *Blueprint::Make(problem.bank, {c}, kTestLength);
  EXPECT_TRUE(blueprint.CheckFeasible().ok());
  EXPECT_THAT(blueprint.Conflict(), testing::IsEmpty());
  EXPECT_THAT(blueprint.BrokenBy({0, 1, 2, 3}), testing::IsEmpty());
  EXPECT_EQ(BlockingConstraint(
                {problem.bank, blueprint, problem.gains, {0, 1, 2}}, 3),
            "");
}

std::string ErrorOf(Constraint constraint) {
  Random random(3);
  const PreferenceProblem problem = MakePreferenceProblem(random);
  return std::string(Blueprint::Make(problem.bank, {constraint}, kTestLength)
                         .status()
                         .message());
}

TEST(Preferences, RefuseWhatIsAlwaysARule) {
  Constraint c = CountOf("C", "", 1, 2);
  c.weight = 0;
  EXPECT_EQ(ErrorOf(c), "constraint C: weight = 0 is not in (0, 1000]");
  c.weight = 1;
  c.last_position = 2;
  EXPECT_EQ(ErrorOf(c),
            "constraint C: weight = 1 is not allowed: counts by position are "
            "always rules");
  c.last_position = std::nullopt;
  c.type = "mean";
  c.attribute = "words";
  EXPECT_EQ(ErrorOf(c),
            "constraint C: weight = 1 is not allowed: type mean is always a "
            "rule");
}

}  // namespace
}  // namespace adaptest

// Constraints that concern pretest items, against trying every test.

#include <cmath>
#include <map>

#include "engine/blueprint/shadow_test.h"
#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

constexpr int kBankSize = 10;
constexpr int kScored = 3;
constexpr int kPretest = 2;

struct PretestProblem {
  ItemBank bank;
  std::vector<Constraint> constraints;
  std::vector<double> gains;
};

PretestProblem MakeProblem(Random& random) {
  std::vector<Item> items = RandomBank("2pl", kBankSize, random.Bits()).items();
  for (int i = 0; i < kBankSize; ++i) {
    items[i].attributes["area"] = absl::StrCat("A", random.Below(3));
    if (i % 2 == 0) items[i].status = ItemStatus::kPretest;
    if (random.Below(3) == 0) {
      items[i].enemy_group = absl::StrCat("E", random.Below(2));
    }
  }
  PretestProblem problem{*ItemBank::Make(std::move(items)), {}, {}};
  for (int i = 0; i < kBankSize; ++i) problem.gains.push_back(random.Uniform());
  static constexpr const char* kScopes[] = {"scored", "pretest", "all"};
  const int count = static_cast<int>(random.Below(3));
  for (int c = 0; c < count; ++c) {
    const double lower = static_cast<double>(random.Below(3));
    Constraint constraint =
        CountOf(absl::StrCat("C", c),
                absl::StrCat("area == \"A", random.Below(3), "\""), lower,
                lower + static_cast<double>(random.Below(2)));
    constraint.scope = kScopes[random.Below(3)];
    problem.constraints.push_back(constraint);
  }
  return problem;
}

bool IsPretest(const PretestProblem& problem, int item) {
  return problem.bank.item(item).status == ItemStatus::kPretest;
}

bool IsTest(const PretestProblem& problem, uint32_t test) {
  int pretest = 0;
  std::map<std::string, int> enemies;
  for (const int i : ItemsOf(test)) {
    pretest += IsPretest(problem, i);
    const std::string& group = problem.bank.item(i).enemy_group;
    if (!group.empty() && ++enemies[group] > 1) return false;
  }
  if (pretest != kPretest || std::popcount(test) != kScored + kPretest) {
    return false;
  }
  for (const Constraint& c : problem.constraints) {
    int count = 0;
    for (const int i : ItemsOf(test)) {
      const bool in_scope =
          c.scope == "all" || IsPretest(problem, i) == (c.scope == "pretest");
      const std::string& area = problem.bank.item(i).attributes.at("area");
      count += in_scope && c.condition == "area == \"" + area + "\"";
    }
    if (count < *c.lower || count > *c.upper) return false;
  }
  return true;
}

double SumOf(const PretestProblem& problem, uint32_t test) {
  double sum = 0;
  for (const int i : ItemsOf(test)) sum += problem.gains[i];
  return sum;
}

TEST(PretestConstraints, AssemblyIsExactByEnumeration) {
  Random random(1);
  int feasible = 0, counted = 0;
  for (int t = 0; t < 400; ++t) {
    SCOPED_TRACE(absl::StrCat("problem ", t));
    const PretestProblem problem = MakeProblem(random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, {kScored, kPretest});
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    double best = -1;
    for (uint32_t test = 0; test < uint32_t{1} << kBankSize; ++test) {
      if (IsTest(problem, test)) best = std::max(best, SumOf(problem, test));
    }
    AssemblyDetails details;
    const auto test =
        AssembleTest({problem.bank, *blueprint, problem.gains, {}}, &details);
    ASSERT_EQ(test.ok(), best >= 0) << test.status();
    EXPECT_EQ(blueprint->CheckFeasible().ok(), best >= 0);
    if (!test.ok()) continue;
    ++feasible;
    ASSERT_EQ(test->size(), kScored);
    if (!blueprint->counts_pretest()) continue;
    ++counted;
    std::vector<int> whole = *test;
    whole.insert(whole.end(), details.pretest.begin(), details.pretest.end());
    EXPECT_TRUE(IsTest(problem, MaskOf(whole)));
    EXPECT_TRUE(CheckTest(*blueprint, whole).ok());
    EXPECT_NEAR(SumOf(problem, MaskOf(whole)), best, 1e-11);
  }
  EXPECT_GT(feasible, 150);
  EXPECT_GT(counted, 100);
}

TEST(PretestConstraints, AreSilentInTestsWithoutPretestItems) {
  Random random(2);
  PretestProblem problem = MakeProblem(random);
  Constraint c = CountOf("P", "", 2, 2);
  c.scope = "pretest";
  const auto blueprint = Blueprint::Make(problem.bank, {c}, kScored);
  ASSERT_TRUE(blueprint.ok());
  EXPECT_FALSE(blueprint->counts_pretest());
  EXPECT_TRUE(blueprint->CheckFeasible().ok());
}

TEST(PretestConstraints, RefuseScopesThatMeanNothing) {
  Random random(3);
  const PretestProblem problem = MakeProblem(random);
  const auto error = [&](const Constraint& c) {
    return std::string(Blueprint::Make(problem.bank, {c}, {kScored, kPretest})
                           .status()
                           .message());
  };
  Constraint c = CountOf("C", "", 1, 2);
  c.scope = "everything";
  EXPECT_EQ(error(c),
            "constraint C: scope \"everything\" is unknown; allowed: scored, "
            "pretest, all");
  c.scope = "all";
  c.type = "position";
  EXPECT_EQ(error(c),
            "constraint C: scope \"all\" is not allowed: positions are counted "
            "among scored items");
  c.type = "per_set";
  EXPECT_EQ(error(c),
            "constraint C: scope \"all\" is not allowed: item sets are made of "
            "scored items");
}

}  // namespace
}  // namespace adaptest

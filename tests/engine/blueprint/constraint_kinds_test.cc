// Assemblies under constraints of every kind, against trying every set of
// items. Whether a set is a test is decided here, from the profile's words.

#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "engine/blueprint/shadow_test.h"
#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

constexpr int kItems = 11;

// A bank whose items have an area, a type, a number of words, and now and then
// an item set or an enemy group.
ItemBank MakeBank(Random& random) {
  std::vector<Item> items = RandomBank("2pl", kItems, random.Bits()).items();
  for (Item& item : items) {
    item.attributes["area"] = absl::StrCat("A", random.Below(3));
    item.attributes["type"] = absl::StrCat("T", random.Below(2));
    item.attributes["words"] = absl::StrCat(10 + random.Below(40));
    if (random.Below(3) == 0)
      item.item_set = absl::StrCat("S", random.Below(3));
    if (random.Below(4) == 0) {
      item.enemy_group = absl::StrCat("E", random.Below(2));
    }
    if (random.Below(10) == 0) item.status = ItemStatus::kPretest;
  }
  return *ItemBank::Make(std::move(items));
}

struct Problem {
  ItemBank bank;
  std::vector<Constraint> constraints;
  int length;
};

Constraint RandomConstraint(int index, int length, Random& random) {
  static constexpr const char* kTypes[] = {
      "number",  "percent",     "sum",   "mean",       "include",
      "exclude", "all_or_none", "enemy", "set_number", "per_set"};
  static constexpr const char* kConditions[] = {
      "area == \"A0\"", "type == \"T1\"", "words < 20",
      "area == \"A1\" and type == \"T0\"", "item_id in (\"Q0\", \"Q3\")"};
  Constraint c;
  c.id = absl::StrCat("C", index);
  c.type = kTypes[random.Below(10)];
  c.condition = kConditions[random.Below(5)];
  const double low = static_cast<double>(random.Below(3));
  if (c.type == "number") {
    c.lower = low;
    c.upper = low + static_cast<double>(random.Below(3));
  } else if (c.type == "percent") {
    c.lower = 20 * low;
    c.upper = 20 * low + 50;
  } else if (c.type == "sum") {
    c.attribute = "words";
    c.condition = random.Below(2) == 0 ? "" : c.condition;
    c.upper = 20.0 * length + static_cast<double>(random.Below(60));
    if (random.Below(2) == 0) c.lower = *c.upper - 60;
  } else if (c.type == "mean") {
    c.attribute = "words";
    c.upper = 20 + static_cast<double>(random.Below(20));
    if (random.Below(2) == 0) c.lower = 15;
  } else if (c.type == "include") {
    c.condition = "item_id == \"Q1\"";
  } else if (c.type == "set_number" || c.type == "per_set") {
    c.condition = "";
    c.lower =
        c.type == "per_set" ? 1 + static_cast<double>(random.Below(2)) : low;
    c.upper = *c.lower + 1;
  }
  return c;
}

Problem MakeProblem(Random& random) {
  Problem problem{MakeBank(random), {}, 3 + static_cast<int>(random.Below(4))};
  const int count = 1 + static_cast<int>(random.Below(4));
  for (int c = 0; c < count; ++c) {
    problem.constraints.push_back(RandomConstraint(c, problem.length, random));
  }
  return problem;
}

// Items of the set that match, as the condition of a random constraint says.
std::vector<const Item*> MatchingItems(const Problem& problem,
                                       const Constraint& constraint,
                                       uint32_t set) {
  std::vector<const Item*> items;
  for (const int i : ItemsOf(set)) {
    const Item& item = problem.bank.item(i);
    const std::string& area = item.attributes.at("area");
    const std::string& type = item.attributes.at("type");
    const int words = std::stoi(item.attributes.at("words"));
    const std::map<std::string, bool> matches = {
        {"", true},
        {"area == \"A0\"", area == "A0"},
        {"type == \"T1\"", type == "T1"},
        {"words < 20", words < 20},
        {"area == \"A1\" and type == \"T0\"", area == "A1" && type == "T0"},
        {"item_id in (\"Q0\", \"Q3\")", item.id == "Q0" || item.id == "Q3"},
        {"item_id == \"Q1\"", item.id == "Q1"}};
    if (matches.at(constraint.condition)) items.push_back(&item);
  }
  return items;
}

bool Between(double value, const Constraint& c) {
  return value >= c.lower.value_or(-1e300) - 1e-9 &&
         value <= c.upper.value_or(1e300) + 1e-9;
}

bool Satisfies(const Problem& problem, const Constraint& c, uint32_t test,
               uint32_t operational) {
  const auto in = MatchingItems(problem, c, test);
  const auto all = MatchingItems(problem, c, operational);
  double sum = 0;
  std::map<std::string, int> sets;
  for (const Item* item : in) {
    sum += std::stod(item->attributes.at("words"));
    if (!item->item_set.empty()) ++sets[item->item_set];
  }
  const double n = static_cast<double>(in.size());
  if (c.type == "number") return Between(n, c);
  if (c.type == "percent") return Between(100 * n / problem.length, c);
  if (c.type == "sum") return Between(sum, c);
  if (c.type == "mean") return in.empty() || Between(sum / n, c);
  if (c.type == "include") return in.size() == all.size();
  if (c.type == "exclude") return in.empty();
  if (c.type == "all_or_none") return in.empty() || in.size() == all.size();
  if (c.type == "enemy") return in.size() <= 1;
  if (c.type == "set_number")
    return Between(static_cast<double>(sets.size()), c);
  for (const auto& [set, count] : sets) {
    if (!Between(count, c)) return false;
  }
  return true;
}

// Enemies, and item sets given whole where no constraint counts their items.
bool SatisfiesBank(const Problem& problem, uint32_t test,
                   uint32_t operational) {
  std::map<std::string, int> enemies, in_set, of_set;
  std::set<std::string> counted;
  for (const Constraint& c : problem.constraints) {
    if (c.type != "per_set") continue;
    for (const Item* item : MatchingItems(problem, c, operational)) {
      counted.insert(item->item_set);
    }
  }
  for (const int i : ItemsOf(operational)) {
    const Item& item = problem.bank.item(i);
    const bool in = (test >> i & 1) != 0;
    if (in && !item.enemy_group.empty() && ++enemies[item.enemy_group] > 1) {
      return false;
    }
    if (item.item_set.empty() || counted.count(item.item_set) > 0) continue;
    ++of_set[item.item_set];
    in_set[item.item_set] += in;
  }
  for (const auto& [set, count] : in_set) {
    if (count != 0 && count != of_set[set]) return false;
  }
  return true;
}

std::vector<uint32_t> AllTests(const Problem& problem) {
  uint32_t operational = 0;
  for (int i = 0; i < kItems; ++i) {
    if (problem.bank.item(i).status == ItemStatus::kOperational) {
      operational |= uint32_t{1} << i;
    }
  }
  std::vector<uint32_t> tests;
  for (uint32_t test = 0; test < uint32_t{1} << kItems; ++test) {
    if ((test & ~operational) != 0 || std::popcount(test) != problem.length ||
        !SatisfiesBank(problem, test, operational)) {
      continue;
    }
    bool all = true;
    for (const Constraint& c : problem.constraints) {
      all = all && Satisfies(problem, c, test, operational);
    }
    if (all) tests.push_back(test);
  }
  return tests;
}

TEST(ConstraintKinds, AssemblyIsExactByEnumeration) {
  Random random(1);
  int feasible = 0, infeasible = 0;
  for (int t = 0; t < 1500; ++t) {
    const Problem problem = MakeProblem(random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, problem.length);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    std::vector<double> gains;
    for (int i = 0; i < kItems; ++i) gains.push_back(random.Uniform());
    const auto test = AssembleTest({problem.bank, *blueprint, gains, {}});
    const std::vector<uint32_t> tests = AllTests(problem);
    ASSERT_EQ(test.ok(), !tests.empty()) << "problem " << t << test.status();
    EXPECT_EQ(blueprint->CheckFeasible().ok(), !tests.empty()) << t;
    tests.empty() ? ++infeasible : ++feasible;
    if (tests.empty()) continue;
    const auto sum = [&](uint32_t items) {
      double total = 0;
      for (const int i : ItemsOf(items)) total += gains[i];
      return total;
    };
    double best = 0;
    for (const uint32_t other : tests) best = std::max(best, sum(other));
    EXPECT_NEAR(sum(MaskOf(*test)), best, 1e-11) << "problem " << t;
    EXPECT_THAT(tests, testing::Contains(MaskOf(*test))) << "problem " << t;
    EXPECT_TRUE(CheckTest(*blueprint, *test).ok()) << "problem " << t;
  }
  EXPECT_GT(feasible, 400);
  EXPECT_GT(infeasible, 100);
}

// CheckTest, which knows nothing of the program that is solved, agrees too.
TEST(ConstraintKinds, CheckTestIsTheStatedRule) {
  Random random(2);
  int right = 0, wrong = 0;
  for (int t = 0; t < 300; ++t) {
    const Problem problem = MakeProblem(random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, problem.length);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    const std::vector<uint32_t> tests = AllTests(problem);
    const std::set<uint32_t> is_test(tests.begin(), tests.end());
    for (int k = 0; k < 50; ++k) {
      std::vector<int> items = AllItems(kItems);
      random.Shuffle(items);
      items.resize(problem.length);
      if (k < static_cast<int>(tests.size()) && k % 2 == 0) {
        items = ItemsOf(tests[k]);
      }
      const bool expected = is_test.count(MaskOf(items)) > 0;
      EXPECT_EQ(CheckTest(*blueprint, items).ok(), expected) << "problem " << t;
      expected ? ++right : ++wrong;
    }
  }
  EXPECT_GT(right, 500);
  EXPECT_GT(wrong, 500);
}

std::string ErrorOf(Constraint constraint) {
  Random random(3);
  const ItemBank bank = MakeBank(random);
  return std::string(Blueprint::Make(bank, {constraint}, 5).status().message());
}

TEST(ConstraintKinds, RefuseWhatTheyCannotMean) {
  Constraint sum = CountOf("W", "", 0, 100);
  sum.type = "sum";
  EXPECT_EQ(ErrorOf(sum),
            "constraint W: attribute is empty; type sum needs the name of a "
            "numeric one");
  sum.attribute = "pages";
  EXPECT_EQ(ErrorOf(sum), "constraint W: item Q0 has no attribute \"pages\"");
  sum.attribute = "area";
  EXPECT_THAT(ErrorOf(sum),
              testing::MatchesRegex("constraint W: item Q0: attribute area = "
                                    "\"A.\" is not a number"));
  sum.attribute = "words";
  sum.lower = 200;
  EXPECT_EQ(ErrorOf(sum), "constraint W: lower = 200 is above upper = 100");
  Constraint percent = CountOf("P", "", 40, 120);
  percent.type = "percent";
  EXPECT_EQ(ErrorOf(percent), "constraint P: upper = 120 is not in [0, 100]");
  percent.lower = 41;
  percent.upper = 59;
  EXPECT_EQ(ErrorOf(percent),
            "constraint P: no number of items lies between 41 and 59 percent "
            "of the test");
  Constraint enemy = CountOf("E", "", 0, 1);
  enemy.type = "enemy";
  EXPECT_EQ(ErrorOf(enemy), "constraint E: type enemy has no bounds");
}

}  // namespace
}  // namespace adaptest

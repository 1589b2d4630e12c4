// Rules about the order of the items, against trying every order. Whether an
// order keeps a rule is decided here, from the profile's words.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "engine/blueprint/given_order.h"
#include "engine/blueprint/shadow_test.h"
#include "tests/engine/blueprint/random_blueprint.h"

namespace adaptest {
namespace {

using ItemOrder = std::vector<int>;

constexpr int kItems = 7;
constexpr int kLength = 5;

struct Problem {
  ItemBank bank;
  std::vector<Constraint> constraints;
  std::vector<double> gains;
};

const std::string& AttributeOf(const Problem& problem, int item,
                               const std::string& name) {
  return problem.bank.item(item).attributes.at(name);
}

// Conditions of these tests are area == "AREA".
bool Matches(const Problem& problem, const Constraint& c, int item) {
  return c.condition.empty() ||
         c.condition ==
             "area == \"" + AttributeOf(problem, item, "area") + "\"";
}

int LongestRun(const Problem& problem, const Constraint& c,
               const ItemOrder& order) {
  int run = 0, longest = 0;
  for (size_t p = 0; p < order.size(); ++p) {
    const bool matches = Matches(problem, c, order[p]);
    const bool goes_on =
        run > 0 && (c.attribute.empty() ||
                    AttributeOf(problem, order[p], c.attribute) ==
                        AttributeOf(problem, order[p - 1], c.attribute));
    run = !matches ? 0 : goes_on ? run + 1 : 1;
    longest = std::max(longest, run);
  }
  return longest;
}

bool Rises(const Problem& problem, const Constraint& c,
           const ItemOrder& order) {
  int last = -1;
  for (const int item : order) {
    if (!Matches(problem, c, item)) continue;
    const int value = std::stoi(AttributeOf(problem, item, c.attribute));
    if (value < last) return false;
    last = value;
  }
  return true;
}

// How many items that match stand from the first to the last position.
int CountFrom(const Problem& problem, const Constraint& c,
              const ItemOrder& order, int first, int last) {
  int count = 0;
  for (int p = first; p <= std::min(last, kLength); ++p) {
    count += Matches(problem, c, order[p - 1]);
  }
  return count;
}

bool Keeps(const Problem& problem, const Constraint& c,
           const ItemOrder& order) {
  if (c.type == "order" && c.attribute == "rank") {
    return Rises(problem, c, order);
  }
  if (c.type == "order") {
    return LongestRun(problem, c, order) <= c.upper.value_or(1);
  }
  const int all = CountFrom(problem, c, order, 1, kLength);
  if (c.type == "position") {
    return CountFrom(problem, c, order, static_cast<int>(c.lower.value_or(1)),
                     static_cast<int>(c.upper.value_or(kLength))) == all;
  }
  const int count = CountFrom(problem, c, order, c.first_position.value_or(1),
                              c.last_position.value_or(kLength));
  return count >= c.lower.value_or(0) && count <= c.upper.value_or(kLength);
}

// All orders of kLength items that keep the rules.
class AllOrders {
 public:
  explicit AllOrders(const Problem& problem) : problem_(problem) {
    Extend();
    std::sort(orders_.begin(), orders_.end());
  }

  const std::vector<ItemOrder>& orders() const { return orders_; }

  // The largest sum of gains of those that begin so; none where there is none.
  std::optional<double> Best(const ItemOrder& begin) const {
    std::optional<double> best;
    for (const ItemOrder& order : orders_) {
      if (!std::equal(begin.begin(), begin.end(), order.begin())) continue;
      double sum = 0;
      for (const int item : order) sum += problem_.gains[item];
      best = std::max(best.value_or(sum), sum);
    }
    return best;
  }

  // Whether the items, in some order, follow the beginning.
  bool CanFollow(const ItemOrder& begin, std::vector<int> items) const {
    std::sort(items.begin(), items.end());
    return std::any_of(orders_.begin(), orders_.end(), [&](ItemOrder order) {
      if (!std::equal(begin.begin(), begin.end(), order.begin())) return false;
      std::sort(order.begin(), order.end());
      return order == items;
    });
  }

 private:
  void Extend() {
    if (order_.size() == kLength) {
      const bool keeps = std::all_of(
          problem_.constraints.begin(), problem_.constraints.end(),
          [&](const Constraint& c) { return Keeps(problem_, c, order_); });
      if (keeps) orders_.push_back(order_);
      return;
    }
    for (int i = 0; i < kItems; ++i) {
      if (std::find(order_.begin(), order_.end(), i) != order_.end()) continue;
      order_.push_back(i);
      Extend();
      order_.pop_back();
    }
  }

  const Problem& problem_;
  ItemOrder order_;
  std::vector<ItemOrder> orders_;
};

ItemBank MakeBank(Random& random) {
  std::vector<Item> items = RandomBank("2pl", kItems, random.Bits()).items();
  for (Item& item : items) {
    item.attributes["area"] = absl::StrCat("A", random.Below(3));
    item.attributes["rank"] = absl::StrCat(random.Below(12));
  }
  return *ItemBank::Make(std::move(items));
}

double Number(int least, int numbers, Random& random) {
  return least + static_cast<double>(random.Below(numbers));
}

Constraint OfArea(int index, const char* type, uint64_t area) {
  Constraint c;
  c.id = absl::StrCat("C", index);
  c.type = type;
  c.condition = absl::StrCat("area == \"A", area, "\"");
  return c;
}

void AddPositionRule(Problem& problem, Random& random) {
  const int index = static_cast<int>(problem.constraints.size());
  const bool window = random.Below(2) == 0;
  Constraint c = OfArea(index, window ? "position" : "number", random.Below(3));
  if (random.Below(5) == 0 && !window) c.condition = "";
  if (window) {
    c.lower = Number(1, 3, random);
    c.upper = Number(static_cast<int>(*c.lower), 4, random);
  } else {
    c.first_position = static_cast<int>(Number(1, 3, random));
    c.last_position = static_cast<int>(Number(*c.first_position, 3, random));
    c.lower = Number(0, 2, random);
    c.upper = Number(static_cast<int>(*c.lower), 2, random);
    c.lower =
        std::min<double>(*c.lower, *c.last_position - *c.first_position + 1);
  }
  problem.constraints.push_back(c);
}

void AddRuns(Problem& problem, Random& random) {
  if (random.Below(2) == 0) {
    Constraint c = OfArea(0, "order", 0);
    c.condition = "";
    c.attribute = "area";
    c.upper = Number(1, 2, random);
    problem.constraints.push_back(c);
    return;
  }
  for (int area = 0; area < 2; ++area) {
    Constraint c = OfArea(area, "order", area);
    if (random.Below(2) == 0) c.upper = Number(1, 2, random);
    problem.constraints.push_back(c);
  }
}

void AddRising(Problem& problem, Random& random) {
  Constraint c = OfArea(0, "order", 0);
  if (random.Below(2) == 0) c.condition = "";
  c.attribute = "rank";
  problem.constraints.push_back(c);
}

Problem MakeProblem(Random& random) {
  Problem problem{MakeBank(random), {}, {}};
  for (int i = 0; i < kItems; ++i) problem.gains.push_back(random.Uniform());
  const int family = static_cast<int>(random.Below(3));
  if (family == 0) {
    const int rules = 1 + static_cast<int>(random.Below(3));
    for (int r = 0; r < rules; ++r) AddPositionRule(problem, random);
  } else if (family == 1) {
    AddRuns(problem, random);
  } else {
    AddRising(problem, random);
  }
  Constraint count = OfArea(9, "number", random.Below(3));
  count.lower = Number(0, 3, random);
  count.upper = Number(static_cast<int>(*count.lower), 2, random);
  problem.constraints.push_back(count);
  return problem;
}

// Gives one item after the other as a session does. Each shadow test is the
// best that can still follow, and of its items exactly those are candidates
// after which the others can follow.
void ExpectSession(const Problem& problem, const Blueprint& blueprint,
                   const AllOrders& all, Random& random) {
  ItemOrder given;
  while (given.size() < kLength) {
    const AssemblyProblem ask = {problem.bank, blueprint, problem.gains, given};
    const auto test = AssembleTest(ask);
    ASSERT_TRUE(test.ok()) << test.status();
    double sum = 0;
    std::vector<int> left;
    for (const int item : *test) {
      sum += problem.gains[item];
      if (std::find(given.begin(), given.end(), item) == given.end()) {
        left.push_back(item);
      }
    }
    EXPECT_NEAR(sum, all.Best(given).value_or(-1), 1e-11);
    std::vector<int> expected;
    for (const int item : left) {
      ItemOrder next = given;
      next.push_back(item);
      if (all.CanFollow(next, *test)) expected.push_back(item);
    }
    const std::vector<int> candidates = KeepingOrder(ask, *test, left);
    ASSERT_EQ(candidates, expected);
    ASSERT_FALSE(candidates.empty());
    given.push_back(candidates[random.Below(candidates.size())]);
  }
  EXPECT_THAT(blueprint.BrokenByOrder(given), testing::IsEmpty());
  EXPECT_TRUE(
      std::binary_search(all.orders().begin(), all.orders().end(), given));
}

TEST(OrderRules, EverySessionKeepsThemAndIsBestByEnumeration) {
  Random random(1);
  int feasible = 0, infeasible = 0;
  for (int t = 0; t < 400; ++t) {
    SCOPED_TRACE(absl::StrCat("problem ", t));
    const Problem problem = MakeProblem(random);
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, kLength);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    const AllOrders all(problem);
    ASSERT_EQ(blueprint->CheckFeasible().ok(), !all.orders().empty());
    all.orders().empty() ? ++infeasible : ++feasible;
    if (!all.orders().empty()) {
      ExpectSession(problem, *blueprint, all, random);
    }
  }
  EXPECT_GT(feasible, 150);
  EXPECT_GT(infeasible, 50);
}

// BrokenByOrder is plain counting; here it is held against the words.
TEST(OrderRules, BrokenByOrderIsTheStatedRule) {
  Random random(2);
  int kept = 0, broken = 0;
  for (int t = 0; t < 1000; ++t) {
    Problem problem = MakeProblem(random);
    problem.constraints.pop_back();  // a count
    const auto blueprint =
        Blueprint::Make(problem.bank, problem.constraints, kLength);
    ASSERT_TRUE(blueprint.ok()) << blueprint.status();
    ItemOrder order = AllItems(kItems);
    random.Shuffle(order);
    order.resize(kLength);
    std::vector<std::string> expected;
    for (const Constraint& c : problem.constraints) {
      if (!Keeps(problem, c, order)) expected.push_back(c.id);
    }
    EXPECT_EQ(blueprint->BrokenByOrder(order), expected) << "problem " << t;
    expected.empty() ? ++kept : ++broken;
  }
  EXPECT_GT(kept, 100);
  EXPECT_GT(broken, 100);
}

TEST(OrderRules, ItemsOfASetAreGivenByRisingValues) {
  Random random(3);
  std::vector<Item> items = RandomBank("2pl", 6, 3).items();
  for (int i = 0; i < 6; ++i) {
    items[i].attributes["rank"] = absl::StrCat(10 - i);
    items[i].item_set = i < 3 ? "S" : "T";
  }
  const ItemBank bank = *ItemBank::Make(std::move(items));
  Constraint c;
  c.id = "S";
  c.type = "per_set";
  c.attribute = "rank";
  c.lower = 2;
  c.upper = 2;
  const Blueprint blueprint = *Blueprint::Make(bank, {c}, 4);
  const std::vector<double> gains = {6, 5, 4, 3, 2, 1};
  const auto test = AssembleTest({bank, blueprint, gains, {}});
  ASSERT_TRUE(test.ok());
  EXPECT_THAT(Arrange(bank, blueprint, *test),
              testing::ElementsAre(1, 0, 4, 3));
  EXPECT_THAT(blueprint.BrokenByOrder({0, 1, 4, 3}), testing::ElementsAre("S"));
  EXPECT_THAT(blueprint.BrokenByOrder({1, 0, 4, 3}), testing::IsEmpty());
}

TEST(OrderRules, ACountByPositionIsJudgedAtItsEnd) {
  Random random(4);
  const Problem problem{MakeBank(random), {}, {}};
  Constraint c;
  c.id = "late";
  c.type = "number";
  c.first_position = 1;
  c.last_position = 3;
  c.lower = 3;
  const Blueprint blueprint = *Blueprint::Make(problem.bank, {c}, kLength);
  EXPECT_THAT(blueprint.BrokenByOrder({0, 1}), testing::IsEmpty());
}

std::string ErrorOf(const std::vector<Constraint>& constraints) {
  Random random(5);
  const ItemBank bank = MakeBank(random);
  return std::string(
      Blueprint::Make(bank, constraints, kLength).status().message());
}

TEST(OrderRules, RefuseWhatCannotBeKeptTogether) {
  Constraint run = OfArea(0, "order", 0);
  Constraint window = OfArea(1, "position", 1);
  window.lower = 3;
  EXPECT_EQ(ErrorOf({run, window}),
            "constraint C1: this rule of order cannot be combined with C0");
  Constraint other = OfArea(2, "order", 0);
  EXPECT_THAT(ErrorOf({run, other}),
              testing::StartsWith("constraint C2: this rule of order cannot be "
                                  "combined with other runs of item Q"));
  Constraint rising = OfArea(3, "order", 1);
  rising.attribute = "rank";
  EXPECT_EQ(ErrorOf({rising, run}),
            "constraint C0: this rule of order cannot be combined with C3");
  run.lower = 1;
  EXPECT_EQ(ErrorOf({run}), "constraint C0: type order has no lower bound");
  run.lower = std::nullopt;
  run.upper = 0;
  EXPECT_EQ(ErrorOf({run}),
            "constraint C0: upper = 0 is not a whole number in [1, 1000]");
  window.first_position = 2;
  EXPECT_EQ(ErrorOf({window}),
            "constraint C1: firstPosition is not used by type position");
  Constraint stage = OfArea(4, "number", 0);
  stage.first_position = 4;
  stage.last_position = 2;
  EXPECT_EQ(ErrorOf({stage}),
            "constraint C4: lastPosition = 2 is not in [4, 1000]");
  stage.last_position = 5;
  stage.lower = 3;
  EXPECT_EQ(ErrorOf({stage}),
            "constraint C4: lower = 3 is above the number of its positions = "
            "2");
}

}  // namespace
}  // namespace adaptest

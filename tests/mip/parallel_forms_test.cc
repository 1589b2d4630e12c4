#include "mip/parallel_forms.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>

#include "engine/blueprint/given_order.h"
#include "engine/blueprint/shadow_test.h"
#include "tests/support/exam_builder.h"

namespace adaptest {
namespace {

constexpr double kSeconds = 20;

// Items of four areas, with information at some points.
struct Bank {
  ItemBank bank;
  std::vector<std::vector<double>> information;
};

Bank MakeBank(int size, int points, Random& random) {
  std::vector<Item> items = RandomBank("2pl", size, random.Bits()).items();
  for (int i = 0; i < size; ++i) {
    items[i].attributes["area"] = absl::StrCat("A", i % 4);
    if (i % 10 == 0) items[i].enemy_group = absl::StrCat("E", i / 20);
  }
  Bank made{*ItemBank::Make(std::move(items)), {}};
  for (int p = 0; p < points; ++p) {
    made.information.emplace_back();
    for (int i = 0; i < size; ++i) {
      made.information.back().push_back(random.Uniform());
    }
  }
  return made;
}

std::vector<int> ItemsIn(uint32_t set) {
  std::vector<int> items;
  for (int i = 0; i < 32; ++i) {
    if ((set >> i & 1) != 0) items.push_back(i);
  }
  return items;
}

int Common(const std::vector<int>& a, const std::vector<int>& b) {
  std::vector<int> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                        std::back_inserter(both));
  return static_cast<int>(both.size());
}

// Everything that is promised, from the forms themselves.
void ExpectForms(const FormsProblem& problem, const ParallelForms& made) {
  ASSERT_EQ(static_cast<int>(made.forms.size()), problem.forms);
  double largest = 0, least = INFINITY;
  for (size_t f = 0; f < made.forms.size(); ++f) {
    EXPECT_TRUE(CheckTest(problem.blueprint, made.forms[f]).ok());
    for (size_t g = 0; g < f; ++g) {
      EXPECT_LE(Common(made.forms[f], made.forms[g]), problem.max_overlap);
    }
    for (size_t p = 0; p < problem.information.size(); ++p) {
      double sum = 0;
      for (const int i : made.forms[f]) sum += problem.information[p][i];
      largest = std::max(largest, std::abs(sum - made.target[p]));
      least = std::min(least, sum);
    }
  }
  EXPECT_NEAR(made.deviation, largest, 1e-9);
  EXPECT_LE(least, made.bound + 1e-9);
}

std::vector<Constraint> Areas(double lower, double upper) {
  std::vector<Constraint> constraints;
  for (int a = 0; a < 4; ++a) {
    constraints.push_back(CountOf(absl::StrCat("A", a),
                                  absl::StrCat("area == \"A", a, "\""), lower,
                                  upper));
  }
  return constraints;
}

TEST(ParallelForms, AreEqualAndApart) {
  Random random(1);
  const Bank made = MakeBank(80, 3, random);
  const Blueprint blueprint = *Blueprint::Make(made.bank, Areas(2, 4), 12);
  const FormsProblem problem = {blueprint, made.information, 4, 0, kSeconds};
  const auto forms = AssembleParallelForms(problem);
  ASSERT_TRUE(forms.ok()) << forms.status();
  ExpectForms(problem, *forms);
  const double target =
      *std::min_element(forms->target.begin(), forms->target.end());
  EXPECT_LT(forms->deviation, 0.02 * target);
  EXPECT_GT(target, 0.99 * forms->bound);
}

TEST(ParallelForms, ShareItemsWhereTheBankIsSmall) {
  Random random(2);
  const Bank made = MakeBank(30, 2, random);
  const Blueprint blueprint = *Blueprint::Make(made.bank, {}, 12);
  FormsProblem problem = {blueprint, made.information, 3, 0, kSeconds};
  const auto none = AssembleParallelForms(problem);
  // 36 uses of 30 items: 6 are used twice, by 3 pairs of forms.
  EXPECT_EQ(std::string(none.status().message()),
            "3 forms with at most 0 common items are impossible; two of them "
            "have 2 or more in common");
  problem.max_overlap = 4;
  const auto forms = AssembleParallelForms(problem);
  ASSERT_TRUE(forms.ok()) << forms.status();
  ExpectForms(problem, *forms);
}

TEST(ParallelForms, CanBeGivenWithinRulesOfOrder) {
  Random random(4);
  const Bank made = MakeBank(40, 1, random);
  Constraint run = CountOf("R", "area == \"A0\"", std::nullopt, 1);
  run.type = "order";
  std::vector<std::vector<double>> information = made.information;
  for (int i = 0; i < 40; i += 4) information[0][i] += 1;  // area A0
  const Blueprint blueprint = *Blueprint::Make(made.bank, {run}, 6);
  const auto forms =
      AssembleParallelForms({blueprint, information, 2, 0, kSeconds});
  ASSERT_TRUE(forms.ok()) << forms.status();
  for (const std::vector<int>& form : forms->forms) {
    EXPECT_THAT(blueprint.BrokenByOrder(Arrange(made.bank, blueprint, form)),
                testing::IsEmpty());
  }
}

// The bound is no less than the best of all pairs of disjoint forms.
TEST(ParallelForms, BoundHoldsByEnumeration) {
  Random random(3);
  for (int t = 0; t < 20; ++t) {
    const Bank made = MakeBank(8, 2, random);
    const Blueprint blueprint = *Blueprint::Make(made.bank, {}, 3);
    const FormsProblem problem = {blueprint, made.information, 2, 0, kSeconds};
    const auto forms = AssembleParallelForms(problem);
    ASSERT_TRUE(forms.ok()) << forms.status();
    ExpectForms(problem, *forms);
    const auto weakest = [&](uint32_t set) {
      double least = INFINITY;
      for (const auto& information : made.information) {
        double sum = 0;
        for (int i = 0; i < 8; ++i) sum += (set >> i & 1) * information[i];
        least = std::min(least, sum);
      }
      return least;
    };
    double best = 0;
    for (uint32_t a = 0; a < 256; ++a) {
      for (uint32_t b = 0; b < a; ++b) {
        if ((a & b) != 0 || std::popcount(a) != 3 || std::popcount(b) != 3 ||
            !CheckTest(blueprint, ItemsIn(a)).ok() ||
            !CheckTest(blueprint, ItemsIn(b)).ok()) {
          continue;
        }
        best = std::max(best, std::min(weakest(a), weakest(b)));
      }
    }
    EXPECT_GE(forms->bound, best - 1e-9) << t;
  }
}

}  // namespace
}  // namespace adaptest

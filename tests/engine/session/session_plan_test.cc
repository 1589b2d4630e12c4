#include "engine/session/session_plan.h"

#include <algorithm>
#include <set>

#include "engine/blueprint/shadow_test.h"
#include "tests/support/session_runner.h"
#include "tests/support/shipped_exam.h"

namespace adaptest {
namespace {

SessionPlan PlanOf(int mode, uint64_t seed) {
  const PreparedExam& exam = *ShippedPreparedExam();
  return MakeSessionPlan(exam, exam.modes()[mode], seed);
}

TEST(SessionPlan, IsTheSameForTheSameSeed) {
  EXPECT_EQ(PlanOf(kMockMode, 7), PlanOf(kMockMode, 7));
  EXPECT_EQ(PlanOf(kAdaptiveMode, 7), PlanOf(kAdaptiveMode, 7));
}

TEST(SessionPlan, HoldsDistinctPretestItemsAtDistinctPositions) {
  for (int seed = 0; seed < 50; ++seed) {
    const SessionPlan plan = PlanOf(kAdaptiveMode, seed);
    const std::set<int> positions(plan.pretest_positions.begin(),
                                  plan.pretest_positions.end());
    const std::set<int> items(plan.pretest_items.begin(),
                              plan.pretest_items.end());
    EXPECT_EQ(positions.size(), 15u);
    EXPECT_EQ(items.size(), 15u);
    EXPECT_GE(*positions.begin(), 0);
    EXPECT_LT(*positions.rbegin(), 65);
    EXPECT_TRUE(std::is_sorted(plan.pretest_positions.begin(),
                               plan.pretest_positions.end()));
    for (const int item : items) {
      EXPECT_EQ(ShippedPreparedExam()->bank().item(item).status,
                ItemStatus::kPretest);
    }
  }
}

TEST(SessionPlan, VariesPretestWithTheSeed) {
  std::set<std::vector<int>> positions, items;
  for (int seed = 0; seed < 50; ++seed) {
    const SessionPlan plan = PlanOf(kAdaptiveMode, seed);
    positions.insert(plan.pretest_positions);
    items.insert(plan.pretest_items);
  }
  EXPECT_EQ(positions.size(), 50u);
  EXPECT_EQ(items.size(), 50u);
}

// Each of 65 positions has probability 15/65, each of 120 items 15/120.
TEST(SessionPlan, DrawsPretestPositionsAndItemsUniformly) {
  const PreparedExam& exam = *ShippedPreparedExam();
  std::vector<int> at(65), of(exam.bank().size());
  constexpr int kPlans = 2000;
  for (int seed = 0; seed < kPlans; ++seed) {
    const SessionPlan plan = PlanOf(kAdaptiveMode, seed);
    for (const int position : plan.pretest_positions) ++at[position];
    for (const int item : plan.pretest_items) ++of[item];
  }
  const auto near = [](int count, double p) {
    return std::abs(count - kPlans * p) < 5 * std::sqrt(kPlans * p * (1 - p));
  };
  for (const int count : at) EXPECT_TRUE(near(count, 15.0 / 65)) << count;
  for (const int item : exam.pretest_items()) {
    EXPECT_TRUE(near(of[item], 15.0 / 120)) << of[item];
  }
}

TEST(SessionPlan, HasAFormOnlyInAMockExam) {
  EXPECT_TRUE(PlanOf(kAdaptiveMode, 1).form.empty());
  EXPECT_EQ(PlanOf(kMockMode, 1).form.size(), 50u);
}

TEST(SessionPlan, GivesEachSeedAnotherFormWithinTheBlueprint) {
  const Blueprint& blueprint = ShippedPreparedExam()->modes()[1].blueprint;
  std::set<std::set<int>> forms;
  for (int seed = 0; seed < 50; ++seed) {
    const std::vector<int> form = PlanOf(kMockMode, seed).form;
    EXPECT_TRUE(CheckTest(blueprint, form).ok());
    forms.insert({form.begin(), form.end()});
  }
  EXPECT_EQ(forms.size(), 50u);
}

TEST(SessionPlan, TakesTheWeakAreasAsTheyAre) {
  const PreparedExam& exam = *ShippedPreparedExam();
  const std::vector<int> weak = {12, 0, 7};
  SessionStart start;
  start.weak_areas = weak;
  SessionPlan plan =
      MakeSessionPlan(exam, exam.modes()[kPracticeMode], 7, start);
  EXPECT_EQ(plan.weak_areas, weak);
  EXPECT_NE(plan, PlanOf(kPracticeMode, 7));
  plan.weak_areas.clear();  // nothing else depends on them
  EXPECT_EQ(plan, PlanOf(kPracticeMode, 7));
}

TEST(SessionPlan, DrawsTheSamePretestInBothModes) {
  EXPECT_EQ(PlanOf(kMockMode, 3).pretest_items,
            PlanOf(kAdaptiveMode, 3).pretest_items);
}

}  // namespace
}  // namespace adaptest

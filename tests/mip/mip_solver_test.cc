#include "mip/mip_solver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace adaptest {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pointwise;

constexpr double kInfinity = LinearProgram::kInfinity;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

MipSolution Solve(const LinearProgram& program) {
  const absl::StatusOr<MipSolution> solution = SolveMip(program);
  EXPECT_TRUE(solution.ok()) << solution.status();
  return solution.ok() ? *solution : MipSolution{};
}

std::string Error(const LinearProgram& program,
                  const MipOptions& options = {}) {
  const absl::Status status = SolveMip(program, options).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  return std::string(status.message());
}

// Two items of at most one.
LinearProgram TwoItems() {
  return {{{2}, {3}}, {{-kInfinity, 1, {{0, 1}, {1, 1}}}}};
}

// n items of 1 to n, of which `count` are taken, to be solved by hand.
LinearProgram BestOf(int n, int count) {
  LinearProgram program;
  LinearProgram::Row row{
      static_cast<double>(count), static_cast<double>(count), {}};
  for (int i = 0; i < n; ++i) {
    program.columns.push_back({i + 1.0});
    row.entries.push_back({i, 1});
  }
  program.rows.push_back(row);
  return program;
}

// Market split (Cornuejols & Dawande, 1998): half of every sum, missed by
// slacks that cost 1 a unit. Hard for branch and bound.
LinearProgram MarketSplit() {
  LinearProgram program;
  for (int j = 0; j < 40; ++j) program.columns.push_back({0});
  for (int i = 0; i < 5; ++i) {
    LinearProgram::Row row;
    double sum = 0;
    for (int j = 0; j < 40; ++j) {
      const double number = (37 * i + 13 * j + 29 * i * j + 7 * j * j) % 100;
      row.entries.push_back({j, number});
      sum += number;
    }
    const int slack = 40 + 2 * i;
    program.columns.push_back({-1, 0, kInfinity, false});
    program.columns.push_back({-1, 0, kInfinity, false});
    row.entries.push_back({slack, 1});
    row.entries.push_back({slack + 1, -1});
    row.lower = row.upper = std::floor(sum / 2);
    program.rows.push_back(row);
  }
  return program;
}

TEST(MipSolver, TakesTheBetterOfTwoItems) {
  const MipSolution solution = Solve(TwoItems());
  EXPECT_EQ(solution.status, MipStatus::kOptimal);
  EXPECT_THAT(solution.x, ElementsAre(0, 1));
  EXPECT_EQ(solution.objective, 3);
  EXPECT_EQ(solution.bound, 3);
  EXPECT_EQ(solution.gap, 0);
}

TEST(MipSolver, TakesTheBestItems) {
  // 11 + ... + 20
  EXPECT_EQ(Solve(BestOf(20, 10)).objective, 155);
}

TEST(MipSolver, SolvesAKnapsackWhoseRelaxationIsFractional) {
  // By hand: items 1 and 2 weigh 10; the relaxation takes item 0 first.
  const LinearProgram program = {{{16}, {11.5}, {11.5}},
                                 {{-kInfinity, 10, {{0, 7}, {1, 5}, {2, 5}}}}};
  const MipSolution solution = Solve(program);
  EXPECT_THAT(solution.x, ElementsAre(0, 1, 1));
  EXPECT_EQ(solution.objective, 23);
}

TEST(MipSolver, FindsWholeNumbersBelowZeroWithinFractionalBounds) {
  // max x - y, x <= 2.7, y >= -3.6, x - y <= 4.5: whole, at most 4
  const LinearProgram program = {{{1, -5, 2.7, true}, {-1, -3.6, 9, true}},
                                 {{-kInfinity, 4.5, {{0, 1}, {1, -1}}}}};
  EXPECT_EQ(Solve(program).objective, 4);
}

TEST(MipSolver, SolvesAContinuousProgram) {
  // max 3x + 5y, x <= 4, 2y <= 12, 3x + 2y <= 18: (2, 6) (Hillier &
  // Lieberman, Introduction to Operations Research, the Wyndor Glass problem)
  const LinearProgram program = {
      {{3, 0, kInfinity, false}, {5, 0, kInfinity, false}},
      {{-kInfinity, 4, {{0, 1}}},
       {-kInfinity, 12, {{1, 2}}},
       {-kInfinity, 18, {{0, 3}, {1, 2}}}}};
  const MipSolution solution = Solve(program);
  EXPECT_EQ(solution.status, MipStatus::kOptimal);
  EXPECT_THAT(solution.x, Pointwise(DoubleNear(1e-9), {2.0, 6.0}));
  EXPECT_NEAR(solution.objective, 36, 1e-9);
}

TEST(MipSolver, MixesWholeAndContinuousColumns) {
  // max x + y, x whole, 2x + 2y <= 5, y <= 0.25: x = 2
  const LinearProgram program = {{{1, 0, kInfinity, true}, {1, 0, 0.25, false}},
                                 {{-kInfinity, 5, {{0, 2}, {1, 2}}}}};
  EXPECT_THAT(Solve(program).x, Pointwise(DoubleNear(1e-9), {2.0, 0.25}));
}

TEST(MipSolver, NeedsNoRows) {
  const LinearProgram program = {{{2}, {-1}, {0.5, -3, 3}, {-1, -2, 2, false}},
                                 {}};
  EXPECT_THAT(Solve(program).x, ElementsAre(1, 0, 3, -2));
}

TEST(MipSolver, NeedsNoColumns) {
  const MipSolution solution = Solve({{}, {{-1, 0, {}}}});
  EXPECT_EQ(solution.status, MipStatus::kOptimal);
  EXPECT_EQ(solution.objective, 0);
  EXPECT_EQ(Solve({}).status, MipStatus::kOptimal);
  EXPECT_EQ(Solve({{}, {{1, 2, {}}}}).status, MipStatus::kInfeasible);
}

TEST(MipSolver, NeedsNoObjective) {
  LinearProgram program = BestOf(6, 3);
  for (LinearProgram::Column& column : program.columns) column.objective = 0;
  const MipSolution solution = Solve(program);
  EXPECT_EQ(solution.status, MipStatus::kOptimal);
  EXPECT_TRUE(CheckSolution(program, solution.x).ok());
  EXPECT_EQ(solution.objective, 0);
}

TEST(MipSolver, TakesRowsWithoutEntriesOrBounds) {
  LinearProgram program = TwoItems();
  program.rows.push_back({0, 0, {}});
  program.rows.push_back({-kInfinity, kInfinity, {{0, 1}}});
  EXPECT_THAT(Solve(program).x, ElementsAre(0, 1));
  program.rows.push_back({1, 1, {}});
  EXPECT_EQ(Solve(program).status, MipStatus::kInfeasible);
}

TEST(MipSolver, SaysThatTheRelaxationIsInfeasible) {
  LinearProgram program = TwoItems();
  program.rows.push_back({2, 2, {{0, 1}, {1, 1}}});
  const MipSolution solution = Solve(program);
  EXPECT_EQ(solution.status, MipStatus::kInfeasible);
  EXPECT_TRUE(solution.x.empty());
  EXPECT_EQ(solution.objective, -kInfinity);
  EXPECT_EQ(solution.bound, -kInfinity);
  EXPECT_EQ(solution.gap, 0);
}

TEST(MipSolver, SaysThatNoWholeNumbersAreFeasible) {
  // 2 x + 2 y = 1: (0.5, 0) only as fractions
  LinearProgram program = TwoItems();
  program.rows.push_back({1, 1, {{0, 2}, {1, 2}}});
  EXPECT_EQ(Solve(program).status, MipStatus::kInfeasible);
  EXPECT_EQ(Solve({{{1, 0.2, 0.8, true}}, {}}).status, MipStatus::kInfeasible);
}

TEST(MipSolver, RefusesAnObjectiveWithoutLimit) {
  EXPECT_THAT(Error({{{1, 0, kInfinity, true}}, {}}), HasSubstr("no maximum"));
  EXPECT_THAT(Error({{{1, 0, kInfinity, false}, {1, 0, kInfinity, true}},
                     {{-1, 1, {{0, 1}, {1, -1}}}}}),
              HasSubstr("no maximum"));
}

TEST(MipSolver, TellsGainsApartThatDifferInTheTwelfthDigit) {
  LinearProgram program = BestOf(30, 10);
  for (int i = 0; i < 30; ++i) {
    program.columns[i].objective = 1 + 1e-12 * ((7 * i) % 30);
  }
  EXPECT_NEAR(Solve(program).objective, 10 + 1e-12 * 245, 1e-13);
}

TEST(MipSolver, TakesGainsNextToNothing) {
  LinearProgram program = BestOf(6, 3);
  for (LinearProgram::Column& column : program.columns) {
    column.objective *= 1e-310;
  }
  EXPECT_THAT(Solve(program).x, ElementsAre(0, 0, 0, 1, 1, 1));
}

TEST(MipSolver, StopsWithinTheGapTolerance) {
  const absl::StatusOr<MipSolution> solution =
      SolveMip(MarketSplit(), {kInfinity, 1000});
  ASSERT_TRUE(solution.ok()) << solution.status();
  EXPECT_EQ(solution->status, MipStatus::kOptimal);
  EXPECT_LE(solution->gap, 1000);
  EXPECT_GE(solution->bound, solution->objective);
}

TEST(MipSolver, GivesTheBestFoundWhenTheTimeIsOver) {
  const LinearProgram program = MarketSplit();
  const absl::StatusOr<MipSolution> solution = SolveMip(program, {0.5, 0});
  ASSERT_TRUE(solution.ok()) << solution.status();
  EXPECT_EQ(solution->status, MipStatus::kFeasible);
  EXPECT_TRUE(CheckSolution(program, solution->x).ok());
  EXPECT_GT(solution->gap, 0);
  EXPECT_EQ(solution->gap, solution->bound - solution->objective);
  EXPECT_LE(solution->bound, 0);
}

TEST(MipSolver, SaysThatTheTimeWasOverBeforeASolutionWasFound) {
  LinearProgram program = MarketSplit();
  for (int slack = 40; slack < 50; ++slack) program.columns[slack].upper = 0;
  EXPECT_EQ(SolveMip(program, {0.2, 0}).status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST(MipSolver, RefusesOptionsOutOfRange) {
  EXPECT_THAT(Error({}, {0, 0}), HasSubstr("time_limit_seconds = 0"));
  EXPECT_THAT(Error({}, {kNaN, 0}), HasSubstr("time_limit_seconds = nan"));
  EXPECT_THAT(Error({}, {1, -1}), HasSubstr("gap_tolerance = -1"));
  EXPECT_THAT(Error({}, {1, kInfinity}), HasSubstr("gap_tolerance = inf"));
}

TEST(MipSolver, RefusesAMalformedProgram) {
  LinearProgram program = TwoItems();
  program.rows[0].entries[1].column = 2;
  EXPECT_THAT(Error(program), HasSubstr("row 0: column = 2"));
}

TEST(MipSolver, WritesNothing) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Solve(TwoItems());
  Solve({{{1, 0.2, 0.8, true}}, {}});
  (void)SolveMip({{{1, 0, kInfinity, true}}, {}});
  (void)SolveMip(MarketSplit(), {0.2, 0});
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace adaptest

#include "mip/linear_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace adaptest {
namespace {

constexpr double kInfinity = LinearProgram::kInfinity;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Two items of at most one, and a time of at most 100 s.
LinearProgram Program() {
  return {{{2}, {3}, {0, 0, 100, false}},
          {{-kInfinity, 1, {{0, 1}, {1, 1}}},
           {0, 0, {{0, 40.1}, {1, 30.2}, {2, -1}}}}};
}

std::string Error(const LinearProgram& program) {
  const absl::Status status = Validate(program);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  return std::string(status.message());
}

std::string Violation(const std::vector<double>& x) {
  const absl::Status status = CheckSolution(Program(), x);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
  return std::string(status.message());
}

TEST(LinearProgram, AcceptsInfiniteBounds) {
  LinearProgram program = Program();
  program.columns[2].lower = -kInfinity;
  program.rows[0].upper = kInfinity;
  EXPECT_TRUE(Validate(program).ok());
}

TEST(LinearProgram, NamesAColumnOutOfRange) {
  LinearProgram program = Program();
  program.columns[1].objective = kNaN;
  EXPECT_EQ(Error(program),
            "column 1: objective = nan is outside [-1e+09, 1e+09]");
  program.columns[1].objective = kInfinity;
  EXPECT_EQ(Error(program),
            "column 1: objective = inf is outside [-1e+09, 1e+09]");
  program = Program();
  program.columns[0].lower = kNaN;
  EXPECT_EQ(Error(program),
            "column 0: lower bound = nan is outside [-1e+09, 1e+09]");
  program.columns[0].lower = kInfinity;
  EXPECT_EQ(Error(program),
            "column 0: lower bound = inf is outside [-1e+09, 1e+09]");
  program.columns[0].lower = 2;
  EXPECT_EQ(Error(program),
            "column 0: lower bound = 2 is above upper bound = 1");
}

TEST(LinearProgram, NamesARowOutOfRange) {
  LinearProgram program = Program();
  program.rows[1].upper = -kInfinity;
  EXPECT_EQ(Error(program),
            "row 1: upper bound = -inf is outside [-1e+09, 1e+09]");
  program.rows[1].upper = -1;
  EXPECT_EQ(Error(program), "row 1: lower bound = 0 is above upper bound = -1");
  program = Program();
  program.rows[1].entries[2].coefficient = -1e10;
  EXPECT_EQ(Error(program),
            "row 1: coefficient of column 2 = -1e+10 is outside [-1e+09, "
            "1e+09]");
}

TEST(LinearProgram, NamesAnEntryWithoutItsOwnColumn) {
  LinearProgram program = Program();
  program.rows[0].entries[1].column = 3;
  EXPECT_EQ(Error(program), "row 0: column = 3 is outside [0, 3)");
  program.rows[0].entries[1].column = -1;
  EXPECT_EQ(Error(program), "row 0: column = -1 is outside [0, 3)");
  program.rows[0].entries[1].column = 0;
  EXPECT_EQ(Error(program),
            "row 0: has two entries of column 0; one is allowed");
}

TEST(LinearProgram, AddsTheObjectiveInTheOrderOfColumns) {
  EXPECT_EQ(ObjectiveValue(Program(), {0, 1, 30.2}), 3);
  // 1e16 + 1 rounds to 1e16.
  const LinearProgram program = {{{1e8}, {1}, {-1e8}}, {}};
  EXPECT_EQ(ObjectiveValue(program, {1e8, 1, 1e8}), 0);
}

TEST(LinearProgram, AcceptsASolutionWithinTheTolerance) {
  EXPECT_TRUE(CheckSolution(Program(), {0, 1, 30.2}).ok());
  EXPECT_TRUE(CheckSolution(Program(), {0, 1, 30.2 + 0.9e-9}).ok());
}

TEST(LinearProgram, NamesWhatASolutionViolates) {
  EXPECT_EQ(Violation({0, 1}), "solution has 2 values for 3 columns");
  EXPECT_EQ(Violation({0.5, 0, 0}), "column 0: value = 0.5 is not an integer");
  EXPECT_EQ(Violation({0, 2, 0}), "column 1: value = 2 is outside [0, 1]");
  EXPECT_EQ(Violation({0, 0, 101}),
            "column 2: value = 101 is outside [0, 100]");
  EXPECT_EQ(Violation({1, 1, 70.3}), "row 0: value = 2 is outside [-inf, 1]");
  EXPECT_EQ(Violation({0, 0, 0.25}), "row 1: value = -0.25 is outside [0, 0]");
  EXPECT_EQ(Violation({0, 0, kNaN}),
            "column 2: value = nan is outside [0, 100]");
}

}  // namespace
}  // namespace adaptest

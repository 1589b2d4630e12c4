#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "mip/mip_solver.h"
#include "tests/support/assembly_program.h"

namespace adaptest {
namespace {

// Tries every choice of 0/1 columns.
class Enumeration {
 public:
  explicit Enumeration(const LinearProgram& program)
      : program_(program),
        x_(program.columns.size(), 0),
        sums_(program.rows.size(), 0),
        entries_(program.columns.size()) {
    for (std::size_t i = 0; i < program.rows.size(); ++i) {
      for (const LinearProgram::Entry& entry : program.rows[i].entries) {
        entries_[entry.column].push_back({i, entry.coefficient});
      }
    }
    Try(0);
  }

  // Nothing where no choice is feasible.
  std::optional<double> best() const { return best_; }

 private:
  struct RowEntry {
    std::size_t row;
    double coefficient;
  };

  void Try(std::size_t column) {
    if (column == x_.size()) return Compare();
    Try(column + 1);
    Take(column, 1);
    Try(column + 1);
    Take(column, 0);
  }

  void Take(std::size_t column, double value) {
    for (const RowEntry& entry : entries_[column]) {
      sums_[entry.row] += (value - x_[column]) * entry.coefficient;
    }
    x_[column] = value;
  }

  void Compare() {
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      if (sums_[i] < program_.rows[i].lower - 1e-7) return;
      if (sums_[i] > program_.rows[i].upper + 1e-7) return;
    }
    double value = 0;
    for (std::size_t j = 0; j < x_.size(); ++j) {
      value += program_.columns[j].objective * x_[j];
    }
    if (!best_.has_value() || value > *best_) best_ = value;
  }

  const LinearProgram& program_;
  std::vector<double> x_;
  std::vector<double> sums_;                    // [row]
  std::vector<std::vector<RowEntry>> entries_;  // [column]
  std::optional<double> best_;
};

// Signed: a solution above the best of all choices breaks a row, one below it
// is not optimal.
void ExpectTheBestOfAll(const LinearProgram& program) {
  const absl::StatusOr<MipSolution> solution = SolveMip(program);
  ASSERT_TRUE(solution.ok()) << solution.status();
  const std::optional<double> best = Enumeration(program).best();
  if (!best.has_value()) {
    EXPECT_EQ(solution->status, MipStatus::kInfeasible);
    return;
  }
  ASSERT_EQ(solution->status, MipStatus::kOptimal);
  EXPECT_TRUE(CheckSolution(program, solution->x).ok());
  const double difference = solution->objective - *best;
  EXPECT_GE(difference, -1e-11);
  EXPECT_LE(difference, 1e-11);
  EXPECT_GE(solution->bound, *best - 1e-11);
}

// Items, and columns of two sets.
AssemblySize Size(int items) {
  return {.items = items,
          .length = items / 2,
          .areas = 3,
          .types = 2,
          .enemies = items / 4,
          .sums = 1,
          .sets = 2,
          .all_or_none = 1};
}

// Of 100 random programs of 8 to 13 items with these gains.
void ExpectTheBestOfHundred(Gains gains, uint64_t stream) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Random random = Random::Stream(stream, seed);
    ExpectTheBestOfAll(
        RandomAssembly(Size(8 + static_cast<int>(seed % 6)), gains, random));
  }
}

TEST(Enumeration, FindsNothingBetterWhenGainsAreSpread) {
  ExpectTheBestOfHundred(Gains::kSpread, 1);
}

TEST(Enumeration, FindsNothingBetterWhenGainsAreNearlyTied) {
  ExpectTheBestOfHundred(Gains::kNearTies, 2);
}

TEST(Enumeration, FindsNothingBetterWhenGainsAreTied) {
  ExpectTheBestOfHundred(Gains::kTies, 3);
}

TEST(Enumeration, FindsNothingBetterAmongTwentyColumns) {
  for (uint64_t seed = 0; seed < 3; ++seed) {
    SCOPED_TRACE(seed);
    Random random = Random::Stream(4, seed);
    ExpectTheBestOfAll(RandomAssembly(Size(18), Gains::kSpread, random));
  }
}

// One row gets a sum that the hidden test need not have.
TEST(Enumeration, AgreesWhereManyProgramsAreInfeasible) {
  int infeasible = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Random random = Random::Stream(5, seed);
    LinearProgram program = RandomAssembly(Size(10), Gains::kSpread, random);
    LinearProgram::Row& row = program.rows[random.Below(program.rows.size())];
    row.lower = row.upper = static_cast<double>(random.Below(4));
    ExpectTheBestOfAll(program);
    if (!Enumeration(program).best().has_value()) ++infeasible;
  }
  EXPECT_GT(infeasible, 40);
  EXPECT_LT(infeasible, 180);
}

}  // namespace
}  // namespace adaptest

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

#include "mip/mip_solver.h"
#include "tests/support/assembly_program.h"
#include "tests/support/glpk_oracle.h"

// CBC and GLPK share no code. Both solutions are summed here, so that a
// difference says which of the two is not optimal.

namespace adaptest {
namespace {

constexpr double kTolerance = 1e-11;

// 60 to 300 items.
AssemblySize RandomSize(Random& random) {
  const auto below = [&](int n) { return static_cast<int>(random.Below(n)); };
  AssemblySize size;
  size.items = 60 + below(241);
  size.length = 15 + below(size.items / 4);
  size.areas = 3 + below(8);
  size.types = 2 + below(3);
  size.enemies = below(size.items / 3);
  size.sums = below(3);
  size.sets = below(5);
  size.all_or_none = below(4);
  return size;
}

// `easier` has the same optima as the program, in numbers that GLPK can tell
// apart.
void ExpectAgreement(const LinearProgram& program,
                     const LinearProgram& easier) {
  const absl::StatusOr<MipSolution> ours = SolveMip(program);
  ASSERT_TRUE(ours.ok()) << ours.status();
  const auto oracle = SolveWithGlpk(easier);
  ASSERT_TRUE(oracle.ok()) << oracle.status();
  if (!oracle->has_value()) {
    EXPECT_EQ(ours->status, MipStatus::kInfeasible);
    return;
  }
  ASSERT_TRUE(CheckSolution(program, **oracle).ok());
  ASSERT_EQ(ours->status, MipStatus::kOptimal);
  const double difference = ours->objective - ObjectiveValue(program, **oracle);
  EXPECT_GE(difference, -kTolerance) << "ours is not optimal";
  EXPECT_LE(difference, kTolerance) << "GLPK's is not optimal";
}

// 100 random programs with these gains, each as it is for both solvers.
void ExpectAgreementOn(Gains gains, uint64_t stream) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Random random = Random::Stream(stream, seed);
    const LinearProgram program =
        RandomAssembly(RandomSize(random), gains, random);
    ExpectAgreement(program, program);
  }
}

TEST(MipOracle, AgreesWhenGainsAreSpread) {
  ExpectAgreementOn(Gains::kSpread, 11);
}

TEST(MipOracle, AgreesWhenGainsAreTied) { ExpectAgreementOn(Gains::kTies, 12); }

// GLPK stops up to 1e-10 below these optima. As the number of items is fixed,
// gains less 1, times 1e9, have the same optima.
TEST(MipOracle, AgreesWhenGainsAreNearlyTied) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Random random = Random::Stream(13, seed);
    const LinearProgram program =
        RandomAssembly(RandomSize(random), Gains::kNearTies, random);
    LinearProgram spread = program;
    for (LinearProgram::Column& column : spread.columns) {
      if (column.objective == 0) continue;  // no item
      column.objective = 1e9 * (column.objective - 1);
    }
    ExpectAgreement(program, spread);
  }
}

// CBC treats programs with few gains among many rows in a way of their own.
TEST(MipOracle, AgreesWhenFewItemsHaveGains) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    Random random = Random::Stream(14, seed);
    AssemblySize size = RandomSize(random);
    size.enemies = 150;
    LinearProgram program = RandomAssembly(size, Gains::kSpread, random);
    for (std::size_t j = 5; j < program.columns.size(); ++j) {
      program.columns[j].objective = 0;
    }
    ExpectAgreement(program, program);
  }
}

TEST(MipOracle, AgreesWhereManyProgramsAreInfeasible) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    Random random = Random::Stream(15, seed);
    LinearProgram program =
        RandomAssembly(RandomSize(random), Gains::kSpread, random);
    LinearProgram::Row& row = program.rows[random.Below(program.rows.size())];
    row.lower = row.upper = static_cast<double>(random.Below(10));
    ExpectAgreement(program, program);
  }
}

}  // namespace
}  // namespace adaptest

#include "engine/assembly/branch_and_bound.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/engine/assembly/random_program.h"

namespace adaptest {
namespace {

constexpr int kMaxNodes = 100000;

Relaxation RelaxationOf(const RandomProgram& p) {
  Relaxation relaxation(p.model);
  relaxation.SetGains(p.gain);
  relaxation.SetTies(p.tie);
  for (int j = 0; j < p.model.num_variables(); ++j) {
    relaxation.SetBounds(j, p.low[j], p.high[j]);
  }
  return relaxation;
}

// Returns how many of the programs have a solution.
int CheckAgainstEnumeration(const ProgramShape& shape, int programs) {
  int feasible = 0;
  for (int seed = 0; seed < programs; ++seed) {
    const RandomProgram p = MakeProgram(shape, seed);
    Relaxation relaxation = RelaxationOf(p);
    const SearchResult found = BranchAndBound(p.model, relaxation, kMaxNodes);
    const auto expected = Enumerate(p);
    EXPECT_TRUE(found.complete) << seed;
    EXPECT_EQ(found.best.has_value(), expected.has_value()) << seed;
    if (!found.best || !expected) continue;
    ++feasible;
    EXPECT_EQ(found.best->chosen, *expected) << seed;
    double sum = 0;
    for (const int j : *expected) sum += p.gain[j];
    EXPECT_NEAR(found.best->value, sum, 1e-11) << seed;
    EXPECT_NEAR(found.bound, sum, 1e-11) << seed;
  }
  return feasible;
}

TEST(BranchAndBound, IsTheOptimumForCountsOnTwoFamilies) {
  EXPECT_GT(CheckAgainstEnumeration({}, 400), 100);
}

TEST(BranchAndBound, IsTheOptimumForCountsOnThreeFamilies) {
  ProgramShape shape;
  shape.families = 3;
  EXPECT_GT(CheckAgainstEnumeration(shape, 400), 100);
}

TEST(BranchAndBound, IsTheOptimumWithEnemies) {
  ProgramShape shape;
  shape.enemies = 6;
  EXPECT_GT(CheckAgainstEnumeration(shape, 400), 100);
}

TEST(BranchAndBound, IsTheOptimumWithSums) {
  ProgramShape shape;
  shape.weighted_rows = 2;
  EXPECT_GT(CheckAgainstEnumeration(shape, 400), 50);
}

TEST(BranchAndBound, IsTheOptimumWithEverything) {
  const ProgramShape shape = {14, 3, 1, 4, 2, false};
  EXPECT_GT(CheckAgainstEnumeration(shape, 300), 20);
}

TEST(BranchAndBound, TiesGoToTheSecondGain) {
  ProgramShape shape;
  shape.equal_gains = true;
  shape.enemies = 3;
  EXPECT_GT(CheckAgainstEnumeration(shape, 300), 100);
}

// Whatever was solved before with the same object.
TEST(BranchAndBound, DoesNotDependOnWhereItStarts) {
  ProgramShape shape;
  shape.variables = 14;
  shape.enemies = 3;
  for (int seed = 0; seed < 60; ++seed) {
    RandomProgram p = MakeProgram(shape, seed);
    Random random(1000 + seed);
    Relaxation warm = RelaxationOf(p);
    for (int k = 0; k < 12; ++k) {
      for (double& gain : p.gain) {
        gain = k % 2 == 0 ? random.Uniform() : 1 + (random.Uniform() < 0.5);
      }
      const int fixed = k % 14;
      p.low[fixed] = p.high[fixed] = random.Uniform() < 0.5;
      warm.SetGains(p.gain);
      warm.SetTies(p.tie);
      warm.SetBounds(fixed, p.low[fixed], p.high[fixed]);
      const SearchResult found = BranchAndBound(p.model, warm, kMaxNodes);
      const auto expected = Enumerate(p);
      ASSERT_EQ(found.best.has_value(), expected.has_value()) << seed;
      if (!expected) continue;
      EXPECT_EQ(found.best->chosen, *expected) << seed << " " << k;
    }
  }
}

TEST(BranchAndBound, TellsTheBoundWhereItGivesUp) {
  ProgramShape shape;
  shape.weighted_rows = 3;
  for (int seed = 0; seed < 50; ++seed) {
    const RandomProgram p = MakeProgram(shape, seed);
    Relaxation relaxation = RelaxationOf(p);
    const SearchResult found = BranchAndBound(p.model, relaxation, 3);
    const auto expected = Enumerate(p);
    EXPECT_LE(found.nodes, 3);
    if (found.complete || !expected) continue;
    double sum = 0;
    for (const int j : *expected) sum += p.gain[j];
    EXPECT_GE(found.bound, sum - 1e-11) << seed;
  }
}

}  // namespace
}  // namespace adaptest

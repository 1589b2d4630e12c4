#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <thread>
#include <vector>

#include "mip/mip_solver.h"
#include "tests/support/assembly_program.h"

namespace adaptest {
namespace {

// Programs with ties, which leave the choice between optima to the solver.
std::vector<LinearProgram> Programs() {
  std::vector<LinearProgram> programs;
  for (uint64_t seed = 0; seed < 8; ++seed) {
    Random random = Random::Stream(6, seed);
    programs.push_back(RandomAssembly({.items = 60,
                                       .length = 20,
                                       .areas = 5,
                                       .types = 3,
                                       .enemies = 10,
                                       .sums = 1,
                                       .sets = 3,
                                       .all_or_none = 2},
                                      Gains::kTies, random));
  }
  return programs;
}

std::vector<std::vector<double>> SolveAll(
    const std::vector<LinearProgram>& programs) {
  std::vector<std::vector<double>> all;
  for (const LinearProgram& program : programs) {
    const absl::StatusOr<MipSolution> solution = SolveMip(program);
    all.push_back(solution.ok() ? solution->x : std::vector<double>());
  }
  return all;
}

TEST(Repeatability, GivesTheSameTestWhateverWasSolvedBefore) {
  std::vector<LinearProgram> programs = Programs();
  std::vector<std::vector<double>> forwards = SolveAll(programs);
  std::reverse(programs.begin(), programs.end());
  std::reverse(forwards.begin(), forwards.end());
  EXPECT_FALSE(forwards.front().empty());
  EXPECT_EQ(SolveAll(programs), forwards);
}

TEST(Repeatability, GivesTheSameTestInEveryThread) {
  const std::vector<LinearProgram> programs = Programs();
  const std::vector<std::vector<double>> expected = SolveAll(programs);
  std::vector<std::vector<std::vector<double>>> found(4);
  std::vector<std::thread> threads;
  for (std::vector<std::vector<double>>& all : found) {
    threads.emplace_back([&] { all = SolveAll(programs); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::vector<std::vector<double>>& all : found) {
    EXPECT_EQ(all, expected);
  }
}

}  // namespace
}  // namespace adaptest

// Whole sessions of the problems that bench/ measures: at every step the sum of
// gains is GLPK's optimum.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bench/shadow_problem.h"
#include "engine/blueprint/condition.h"
#include "engine/blueprint/shadow_test.h"
#include "tests/support/glpk_oracle.h"
#include "tests/support/project_file.h"

namespace adaptest {
namespace {

// Counts and enemies.
LinearProgram ProgramOf(const ShadowProblem& problem) {
  LinearProgram program;
  program.columns.resize(problem.bank.size());
  const double length = problem.blueprint.length();
  LinearProgram::Row all{length, length, {}};
  std::map<std::string, LinearProgram::Row> enemies;
  for (int i = 0; i < problem.bank.size(); ++i) {
    all.entries.push_back({i, 1});
    const std::string& group = problem.bank.item(i).enemy_group;
    if (group.empty()) continue;
    enemies[group].upper = 1;
    enemies[group].entries.push_back({i, 1});
  }
  program.rows.push_back(all);
  for (const auto& [group, row] : enemies) program.rows.push_back(row);
  for (const Constraint& c : problem.constraints) {
    EXPECT_EQ(c.type, "number");
    LinearProgram::Row row{*c.lower, *c.upper, {}};
    const auto condition = *Condition::Parse(c.condition);
    for (int i = 0; i < problem.bank.size(); ++i) {
      if (*condition.Matches(problem.bank.item(i))) {
        row.entries.push_back({i, 1});
      }
    }
    program.rows.push_back(row);
  }
  return program;
}

double Sum(const std::vector<double>& gains, std::vector<int> items) {
  std::sort(items.begin(), items.end());
  double sum = 0;
  for (const int i : items) sum += gains[i];
  return sum;
}

void ExpectOptimalSessions(const ShadowProblem& problem, int sessions) {
  LinearProgram program = ProgramOf(problem);
  SessionEstimates estimates(problem.bank);
  for (int s = 0; s < sessions; ++s) {
    estimates.Begin();
    std::vector<int> given;
    for (auto& column : program.columns) column.lower = 0;
    for (int k = 0; k < problem.blueprint.length(); ++k) {
      const auto gains = InformationAt(problem.bank, estimates.Next());
      for (size_t i = 0; i < gains.size(); ++i) {
        program.columns[i].objective = gains[i];
      }
      const auto test =
          AssembleTest({problem.bank, problem.blueprint, gains, given});
      ASSERT_TRUE(test.ok()) << test.status();
      const auto oracle = SolveWithGlpk(program);
      ASSERT_TRUE(oracle.ok()) << oracle.status();
      ASSERT_TRUE(oracle->has_value());
      std::vector<int> theirs;
      for (int i = 0; i < problem.bank.size(); ++i) {
        if ((**oracle)[i] > 0.5) theirs.push_back(i);
      }
      EXPECT_NEAR(Sum(gains, *test), Sum(gains, theirs), 1e-11)
          << "session " << s << ", position " << k + 1;
      const auto next = std::find_if(test->begin(), test->end(), [&](int i) {
        return std::find(given.begin(), given.end(), i) == given.end();
      });
      given.push_back(*next);
      program.columns[*next].lower = 1;
      estimates.Answer(*next);
    }
  }
}

TEST(ShadowSessions, AreOptimalWithCrossedFamiliesAndEnemies) {
  ExpectOptimalSessions(CrossedShadowProblem(), 3);
}

TEST(ShadowSessions, AreOptimalForTestDesignsTimingProblem) {
  const std::string files = SharedFile("reference/testdesign");
  if (!std::filesystem::exists(files)) GTEST_SKIP() << "no reference data";
  const auto problem = TestDesignShadowProblem(files);
  ASSERT_TRUE(problem.ok()) << problem.status();
  ExpectOptimalSessions(*problem, 3);
}

}  // namespace
}  // namespace adaptest

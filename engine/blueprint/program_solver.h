#ifndef ADAPTEST_ENGINE_BLUEPRINT_PROGRAM_SOLVER_H_
#define ADAPTEST_ENGINE_BLUEPRINT_PROGRAM_SOLVER_H_

#include <memory>
#include <mutex>
#include <vector>

#include "absl/types/span.h"
#include "engine/assembly/branch_and_bound.h"
#include "engine/assembly/relaxation.h"
#include "engine/blueprint/assembly_program.h"

namespace adaptest {

// What is asked of a program.
struct ProgramQuestion {
  absl::Span<const double> gains;  // [item]; empty = any test will do
  // Items in the test for sure, in the order in which they are given.
  absl::Span<const int> required;
  absl::Span<const char> excluded;  // [item]; empty = none; not the required
};

// The best test, as items by ascending index; `best` of the result is empty
// where none holds the required items.
struct ProgramAnswer {
  bool found = false;
  bool complete = true;  // false: the search gave up
  std::vector<int> items;
  double gap = 0;  // no test is better by more than this
};

// Solves a program again and again, each time from where the last ended. Not
// safe to share between threads.
class ProgramSolver {
 public:
  // The program must outlive it.
  explicit ProgramSolver(const AssemblyProgram& program);

  ProgramAnswer Solve(const ProgramQuestion& question);

 private:
  void Bound(int variable, double low, double high);
  void Exclude(absl::Span<const char> excluded);
  bool Require(absl::Span<const int> required);
  bool KeepOutEnemiesOf(int variable);
  bool KeepOutEnemies(absl::Span<const int> required);
  bool SetBounds(const ProgramQuestion& question);
  void SetGains(const ProgramQuestion& question);
  SearchResult Search();
  double RangeOfGains(const ProgramQuestion& question) const;

  const AssemblyProgram& program_;
  Relaxation relaxation_;
  std::vector<double> gain_;  // [variable]
  std::vector<int> item_of_;  // [variable]: its only item; -1 = none or several
  std::vector<std::vector<int>> enemies_of_;  // [variable]: groups of the model
  std::vector<int> included_;                 // variables in every test
  std::vector<double> low_;                   // [variable]
  std::vector<double> high_;                  // [variable]
  std::vector<int> bounded_;      // where these may not be those of the program
  std::vector<char> is_bounded_;  // [variable]: whether it is one of them
  bool has_preferences_;
};

// A program with solvers for many threads: the one that was used last is lent
// first, so that a thread's next question finds its last answer.
class ProgramSolvers {
 public:
  explicit ProgramSolvers(AssemblyProgram program)
      : program_(std::move(program)) {}

  const AssemblyProgram& program() const { return program_; }
  ProgramAnswer Solve(const ProgramQuestion& question) const;

 private:
  const AssemblyProgram program_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<ProgramSolver>> idle_;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_PROGRAM_SOLVER_H_

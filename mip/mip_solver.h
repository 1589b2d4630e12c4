#ifndef ADAPTEST_MIP_MIP_SOLVER_H_
#define ADAPTEST_MIP_MIP_SOLVER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "mip/linear_program.h"

namespace adaptest {

struct MipOptions {
  // Seconds of wall-clock time for the search, > 0; infinite = no limit.
  double time_limit_seconds = LinearProgram::kInfinity;
  // An optimum may be this much below the best, in units of the objective,
  // >= 0. 0: as exact as the solver can, see below.
  double gap_tolerance = 0;
};

enum class MipStatus {
  kOptimal,     // within the gap tolerance
  kFeasible,    // the best found when the time was over
  kInfeasible,  // no x satisfies the program
};

struct MipSolution {
  MipStatus status = MipStatus::kInfeasible;
  std::vector<double> x;  // [column]; empty where infeasible
  // ObjectiveValue(program, x), and what no solution exceeds: objective <=
  // optimum <= bound. Both are -infinity, the maximum of nothing, where
  // infeasible.
  double objective = -LinearProgram::kInfinity;
  double bound = -LinearProgram::kInfinity;
  double gap = 0;  // bound - objective, >= 0; 0 where infeasible
};

// Solves a program by branch and cut with CBC (Forrest & Lougee-Heimer, 2005).
//
// (1) x is checked by CheckSolution, integers rounded; one that fails is an
//     Internal error.
// (2) With gap tolerance 0 the objective is within kOptimalityTolerance
//     max |objective_j| of the optimum, plus the rounding of the sum. Among
//     solutions closer than that any may be returned.
// (3) The same program gives the same x, unless the time limit ends the search.
// (4) It writes nothing to standard output or error, and searches in the
//     caller's thread.
// (5) It may be called from several threads; they take turns, see the source.
//     The time limit counts from a caller's turn.
//
// InvalidArgument for a program that Validate refuses, options out of range,
// and an objective without limit; DeadlineExceeded where the time was over
// before a solution was found.
inline constexpr double kOptimalityTolerance = 1e-13;

absl::StatusOr<MipSolution> SolveMip(const LinearProgram& program,
                                     const MipOptions& options = {});

}  // namespace adaptest

#endif  // ADAPTEST_MIP_MIP_SOLVER_H_

#ifndef ADAPTEST_TESTS_SUPPORT_GLPK_ORACLE_H_
#define ADAPTEST_TESTS_SUPPORT_GLPK_ORACLE_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "mip/linear_program.h"

namespace adaptest {

// The optimum of a program by GLPK (glp_intopt): x[column], integers rounded;
// nothing where no x satisfies the program. Internal where GLPK gives up, after
// a minute or for a program without columns or maximum.
//
// GLPK compares gains within a relative tolerance: where they differ by 1e-9 of
// the largest, its optimum may be 1e-10 too low. Compare x by ObjectiveValue
// and CheckSolution of mip/linear_program.h.
//
// GLPK is under the GPL: link it to programs of tests alone, which are neither
// installed nor shipped. One thread at a time.
absl::StatusOr<std::optional<std::vector<double>>> SolveWithGlpk(
    const LinearProgram& program);

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_GLPK_ORACLE_H_

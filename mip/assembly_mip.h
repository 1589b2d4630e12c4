#ifndef ADAPTEST_MIP_ASSEMBLY_MIP_H_
#define ADAPTEST_MIP_ASSEMBLY_MIP_H_

#include "engine/assembly/fallback.h"
#include "mip/linear_program.h"

namespace adaptest {

// The same program in the mixed-integer solver's words: a column for each
// variable, a row for each row and for each group of enemies.
LinearProgram ToLinearProgram(const Assembly& assembly);

// Solves an assembly with CBC, at most this long (seconds).
SearchResult SolveAssembly(const Assembly& assembly, double time_limit_seconds);

// Makes SolveAssembly, with 5 seconds, the engine's fallback.
void InstallAssemblyFallback();

}  // namespace adaptest

#endif  // ADAPTEST_MIP_ASSEMBLY_MIP_H_

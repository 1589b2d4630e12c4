#ifndef ADAPTEST_ENGINE_ASSEMBLY_FALLBACK_H_
#define ADAPTEST_ENGINE_ASSEMBLY_FALLBACK_H_

#include <functional>

#include "absl/types/span.h"
#include "engine/assembly/assembly_model.h"
#include "engine/assembly/branch_and_bound.h"

namespace adaptest {

// An assembly as it stands: [variable].
struct Assembly {
  const AssemblyModel& model;
  absl::Span<const double> gain;
  absl::Span<const double> low;
  absl::Span<const double> high;
};

// Solves an assembly for which BranchAndBound gave up, within a time limit of
// its own. Tie gains play no part.
using AssemblyFallback = std::function<SearchResult(const Assembly&)>;

// To be set once, before any assembly, by programs that have a solver besides
// this library. Without one, a search that gives up keeps its best.
void SetAssemblyFallback(AssemblyFallback fallback);
const AssemblyFallback& GetAssemblyFallback();

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ASSEMBLY_FALLBACK_H_

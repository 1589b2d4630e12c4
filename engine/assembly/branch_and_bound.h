#ifndef ADAPTEST_ENGINE_ASSEMBLY_BRANCH_AND_BOUND_H_
#define ADAPTEST_ENGINE_ASSEMBLY_BRANCH_AND_BOUND_H_

#include <optional>
#include <vector>

#include "engine/assembly/assembly_model.h"
#include "engine/assembly/relaxation.h"

namespace adaptest {

// An optimum.
struct IntegerSolution {
  std::vector<int> chosen;  // the variables that are not 0, ascending
  double value = 0;         // the sum of gains
  double tie_value = 0;
};

// What a search came to.
struct SearchResult {
  std::optional<IntegerSolution> best;
  int nodes = 0;
  bool complete = true;  // false: the limit of nodes was reached
  double bound = 0;      // no solution has a larger sum of gains
};

// The best choice of variables within rows, bounds and enemies: depth
// first, each node bounded by its relaxation (Land & Doig, 1960) and solved
// from where the last one ended. `root` has gains and bounds set, and keeps
// them. Of equal optima, within 1e-12 of the largest gain, the one with the
// largest sum of tie gains.
SearchResult BranchAndBound(const AssemblyModel& model, Relaxation& root,
                            int max_nodes);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ASSEMBLY_BRANCH_AND_BOUND_H_

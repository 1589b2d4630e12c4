#ifndef ADAPTEST_ENGINE_BLUEPRINT_SHADOW_TEST_H_
#define ADAPTEST_ENGINE_BLUEPRINT_SHADOW_TEST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/blueprint/blueprint.h"
#include "engine/item_bank.h"

namespace adaptest {

// What an assembly is asked for.
struct AssemblyProblem {
  const ItemBank& bank;
  const Blueprint& blueprint;
  absl::Span<const double> gains;  // [item], finite; larger is better
  absl::Span<const int> required;  // items already given; in the test for sure
  // [item], not 0 for items that must stay out unless they are required; empty
  // = none.
  absl::Span<const char> excluded = {};
  absl::string_view without = "";  // the id of a constraint left out; "" = none
};

// The optimal shadow test (van der Linden & Reese, 1998): the complete test
// that contains the required items, satisfies every bound of the blueprint,
// and has the largest sum of gains. Items in the order of their gains, best
// first; gains within 1e-12 relative count as equal, and the smaller item id
// goes first.
//
// The tests within lower and upper counts on a laminar family, of fixed
// length, are the bases of a matroid (M-convex: Murota, 2003), so the greedy
// algorithm is exact: items by falling gain, each kept if what is chosen can
// still be completed. O(n log n) for n items, and the depth of the family per
// item.
//
// NotFound where no test holds the required items; that cannot happen for those
// of earlier shadow tests. An infeasible blueprint is CheckFeasible's error.
absl::StatusOr<std::vector<int>> AssembleTest(const AssemblyProblem& problem);

// The ids of the constraints without which the optimum would be larger, in the
// profile's order. `test` is the optimum.
std::vector<std::string> BindingConstraints(const AssemblyProblem& problem,
                                            absl::Span<const int> test);

// The items that could be given next, by falling gain: not required, not
// excluded, and in some test with those required. Empty where no test holds
// them.
std::vector<int> FeasibleItems(const AssemblyProblem& problem);

// The id of the bound that keeps an item out of every test with the required
// items; "" where a test holds it. The bounds are those of a feasible problem.
std::string BlockingConstraint(const AssemblyProblem& problem, int item);

// Checks a test against the blueprint, independently of how it was assembled:
// distinct operational items, the length, and every count.
absl::Status CheckTest(const Blueprint& blueprint, absl::Span<const int> test);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_SHADOW_TEST_H_

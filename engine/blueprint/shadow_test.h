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
  // Items already given, in their order; in the test for sure.
  absl::Span<const int> required;
  // [item], not 0 for items that must stay out unless they are required; empty
  // = none. Where pretest items are drawn already, all others of them.
  absl::Span<const char> excluded = {};
  absl::string_view without = "";  // the id of a constraint left out; "" = none
};

// The optimal shadow test (van der Linden & Reese, 1998): the complete test
// that contains the required items, satisfies every bound of the blueprint,
// and has the largest sum of gains. Items in the order of their gains, best
// first; gains within 1e-12 relative count as equal, and the smaller item id
// goes first.
//
// It is found by branch and bound on the linear relaxation (engine/assembly),
// which for counts on two nested families is integral by itself, and so is the
// optimum to rounding.
//
// NotFound where no test holds the required items; that cannot happen for those
// of earlier shadow tests. An infeasible blueprint is CheckFeasible's error.
// Pretest items that count (blueprint.h) are chosen as well, by their gains,
// but not returned among the scored ones.
struct AssemblyDetails {
  // Where the search gave up, by how much another test could be better; 0 for
  // an optimum.
  double gap = 0;
  std::vector<int> pretest;  // items that count
};
absl::StatusOr<std::vector<int>> AssembleTest(
    const AssemblyProblem& problem, AssemblyDetails* details = nullptr);

// The ids of the constraints without which the optimum would be larger, in the
// profile's order. `test` is the optimum.
std::vector<std::string> BindingConstraints(const AssemblyProblem& problem,
                                            absl::Span<const int> test);

// The items that could be given next, by falling gain: not required, not
// excluded, and in some test with those required. Empty where no test holds
// them.
std::vector<int> FeasibleItems(const AssemblyProblem& problem);

// One of the given items that may not stand in a test with the item, or -1.
int EnemyAmong(const Blueprint& blueprint, absl::Span<const int> given,
               int item);

// The id of the constraint that keeps an item out of every test with the
// required items; "" where a test holds it. Where only several together do, one
// of them.
std::string BlockingConstraint(const AssemblyProblem& problem, int item);

// Checks a test against the blueprint, independently of how it was assembled:
// distinct operational items and, where they count, pretest items, their
// numbers, and every constraint but those on the order. AssembleTest returns no
// other tests.
absl::Status CheckTest(const Blueprint& blueprint, absl::Span<const int> test);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_SHADOW_TEST_H_

#ifndef ADAPTEST_ENGINE_BLUEPRINT_GIVEN_ORDER_H_
#define ADAPTEST_ENGINE_BLUEPRINT_GIVEN_ORDER_H_

#include <vector>

#include "absl/types/span.h"
#include "engine/blueprint/blueprint.h"
#include "engine/blueprint/shadow_test.h"

namespace adaptest {

// The items of sets that the test has left again stay out: the items of a set
// are given one after the other.
void CloseSets(const Blueprint& blueprint, absl::Span<const int> given,
               std::vector<char>& excluded);

// While the shadow test has more of the set that the last item is of, these
// are the candidates.
void StayInSet(const Blueprint& blueprint, absl::Span<const int> given,
               std::vector<int>& candidates);

// Of the candidates, items of a shadow test that holds the required ones, those
// after which the others can follow in some order that keeps the rules. All of
// them where there are no rules of order.
std::vector<int> KeepingOrder(const AssemblyProblem& problem,
                              absl::Span<const int> shadow_test,
                              absl::Span<const int> candidates);

// A complete test's items in an order within the rules, those given first: at
// each position the first of `test` that may stand there.
std::vector<int> Arrange(const ItemBank& bank, const Blueprint& blueprint,
                         absl::Span<const int> test,
                         absl::Span<const int> given = {});

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_GIVEN_ORDER_H_

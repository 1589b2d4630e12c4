#ifndef ADAPTEST_ENGINE_BLUEPRINT_COMPILED_CONSTRAINT_H_
#define ADAPTEST_ENGINE_BLUEPRINT_COMPILED_CONSTRAINT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/blueprint/constraint.h"
#include "engine/item_bank.h"

namespace adaptest {

// A constraint made ready for one bank. Its value in a test lies between the
// bounds; both are finite, or infinite where there is none.
struct CompiledConstraint {
  enum class Kind {
    kCount,     // how many of `items` the test has
    kSum,       // the sum of their weights
    kMean,      // the mean of their weights; holds where the test has none
    kTogether,  // how many of `items`: all of them or none
    kSetCount,  // how many item sets have one of `items` in the test
    kSetItems,  // how many each item set in the test has
  };

  std::string id;
  Kind kind = Kind::kCount;
  std::vector<int> items;       // operational ones that match, ascending
  std::vector<double> weights;  // [place in items], of kSum and kMean
  double lower = 0;
  double upper = 0;

  // A planned number of items, which tests that stop early follow in
  // proportion; not a rule about single items.
  bool proportional = false;

  bool enemies = false;  // at most one of the items, whatever the test's length
};

// The item set of every item: a number from 0, or -1 for none.
std::vector<int> ItemSets(const ItemBank& bank);

// Refuses what is malformed, naming the constraint. Conditions are asked of
// operational items only.
absl::StatusOr<CompiledConstraint> CompileConstraint(
    const ItemBank& bank, const Constraint& constraint, int length);

// What holds in every test of the bank without being said: of items that share
// an enemy_group at most one, and of an item set all items or none, unless one
// of `constraints` says how many. Ids are "enemy_group:NAME", "item_set:NAME".
std::vector<CompiledConstraint> BankConstraints(
    const ItemBank& bank, absl::Span<const CompiledConstraint> constraints);

// The constraint's value in a test, given as in_test[item]: for kSetItems that
// of the set farthest from the bounds.
double ValueIn(const CompiledConstraint& constraint,
               absl::Span<const int> item_sets, absl::Span<const char> in_test);

// Whether a test satisfies it.
bool HoldsIn(const CompiledConstraint& constraint,
             absl::Span<const int> item_sets, absl::Span<const char> in_test);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_COMPILED_CONSTRAINT_H_

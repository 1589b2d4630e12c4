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
    // Of the order in which the items are given:
    kStage,     // how many of `items` stand from `first` to `last`
    kWindow,    // how many of `items` stand outside `first` to `last`
    kRun,       // how many of `items` with one weight follow each other
    kAscending  // how often the weight of `items` falls
  };

  std::string id;
  Kind kind = Kind::kCount;
  std::vector<int> items;       // of its scope that match, ascending
  std::vector<double> weights;  // [place in items], of kSum and kMean; classes
                                // of kRun, ranks of kAscending
  double lower = 0;
  double upper = 0;
  int first = 1;  // positions of kStage and kWindow, from 1
  int last = 0;
  // Of a preference: what each unit outside the bounds costs, as a share of the
  // range of the items' gains; 0 = a rule.
  double penalty = 0;

  // A planned number of items, which tests that stop early follow in
  // proportion; not a rule about single items.
  bool proportional = false;

  bool enemies = false;  // at most one of the items, whatever the test's length
};

// Whether a constraint is about the order of the items.
bool IsAboutOrder(CompiledConstraint::Kind kind);

// Refuses rules about the order that cannot be kept together surely: one of
// runs, of positions, or of rising values, none of the first two with item
// sets, and no two runs with a common item.
absl::Status CheckOrderRules(const ItemBank& bank,
                             absl::Span<const CompiledConstraint> constraints);

// The item set of every item: a number from 0, or -1 for none.
std::vector<int> ItemSets(const ItemBank& bank);

// The numbers of items of a test. A number alone is that of the scored ones.
struct TestLength {
  TestLength(int scored_items, int pretest_items = 0)  // NOLINT: implicit
      : scored(scored_items), pretest(pretest_items) {}

  int scored;
  int pretest;
};

// Refuses what is malformed, naming the constraint. Conditions are asked of the
// items of its scope only: operational ones, pretest items or both.
absl::StatusOr<CompiledConstraint> CompileConstraint(
    const ItemBank& bank, const Constraint& constraint, TestLength length);

// What holds in every test of the bank without being said: of items that share
// an enemy_group at most one, pretest items counted where the test has any, and
// of an item set all operational items or none, unless one of `constraints`
// says how many. Ids are "enemy_group:NAME", "item_set:NAME".
std::vector<CompiledConstraint> BankConstraints(
    const ItemBank& bank, absl::Span<const CompiledConstraint> constraints,
    bool has_pretest);

// The distinct items of a test.
struct TestItems {
  std::vector<int> order;  // scored ones, as they are given
  std::vector<char> has;   // [item]
};

// Whether a constraint's value is the number of its items in the test.
bool IsNumberOfItems(CompiledConstraint::Kind kind);

// The constraint's value in a test: for kSetItems that of the set farthest from
// the bounds.
double ValueIn(const CompiledConstraint& constraint,
               absl::Span<const int> item_sets, const TestItems& test);

// Whether the items of each set are given in the order that a constraint on
// item sets asks for, if it asks for one.
bool AscendsInSets(const CompiledConstraint& constraint,
                   absl::Span<const int> item_sets, const TestItems& test);

// Whether a test with this value satisfies it.
bool HoldsAt(const CompiledConstraint& constraint, double value);

// Whether a test satisfies it.
bool HoldsIn(const CompiledConstraint& constraint,
             absl::Span<const int> item_sets, const TestItems& test);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_COMPILED_CONSTRAINT_H_

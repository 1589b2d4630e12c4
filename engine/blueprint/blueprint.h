#ifndef ADAPTEST_ENGINE_BLUEPRINT_BLUEPRINT_H_
#define ADAPTEST_ENGINE_BLUEPRINT_BLUEPRINT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/blueprint/constraint.h"
#include "engine/item_bank.h"

namespace adaptest {

// A content blueprint made ready for one bank: the test has `length` scored
// items, and each constraint bounds how many of them match its condition. The
// sets of items that the constraints match are one nested (laminar) family:
// any two are disjoint, or one holds the other, as areas in domains. Checked
// once, by Make; immutable and safe to share between threads.
class Blueprint {
 public:
  static constexpr int kMaxLength = 1000;
  static constexpr int kMaxConstraints = 1000;
  // The name of the bound on the test's length among the constraints' ids.
  static constexpr char kLengthId[] = "scoredItems";

  // A set of items with bounds on how many of them a test holds. Node 0 is the
  // whole test; a parent stands before its children.
  struct Node {
    std::string id;
    int lower = 0;
    int upper = 0;
    int parent = -1;
    std::vector<int> children;
  };

  // A constraint's count in a test.
  struct Count {
    std::string id;
    int count;
    int lower;
    int upper;
  };

  // Refuses malformed constraints, naming each by its id, and constraints that
  // cross. Does not check that a test exists: see Conflict.
  static absl::StatusOr<Blueprint> Make(
      const ItemBank& bank, absl::Span<const Constraint> constraints,
      int length);

  int length() const { return nodes_[0].upper; }
  absl::Span<const Node> nodes() const { return nodes_; }

  // The smallest set that holds the item, or -1 for items that are not
  // operational and so never in the test.
  int leaf(int item) const { return leaf_[item]; }
  int num_items() const { return static_cast<int>(leaf_.size()); }

  // A smallest set of constraints, by id in the order of the profile, that no
  // test from this bank can satisfy together; empty where a test exists.
  std::vector<std::string> Conflict() const;

  // The same as an error that tells each constraint's numbers.
  absl::Status CheckFeasible() const;

  // Counts of every constraint in this set of items, in the profile's order.
  std::vector<Count> CountItems(absl::Span<const int> items) const;

 private:
  friend class BlueprintBuilder;

  std::vector<Node> nodes_;
  std::vector<int> leaf_;           // [item]
  std::vector<int> profile_order_;  // nodes of the constraints
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_BLUEPRINT_H_

#ifndef ADAPTEST_ENGINE_BLUEPRINT_BLUEPRINT_H_
#define ADAPTEST_ENGINE_BLUEPRINT_BLUEPRINT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/blueprint/compiled_constraint.h"
#include "engine/blueprint/constraint.h"
#include "engine/item_bank.h"

namespace adaptest {

struct AssemblyProgram;
struct ProgramParts;
class ProgramSolvers;

// A content blueprint made ready for one bank: the test has `length` scored
// items and satisfies every constraint of the profile, and those that the bank
// implies: enemies, and item sets that are given together. Checked once, by
// Make; immutable and safe to share between threads.
class Blueprint {
 public:
  static constexpr int kMaxLength = 1000;
  static constexpr int kMaxConstraints = 1000;
  // The name of the bound on the test's length among the constraints' ids.
  static constexpr char kLengthId[] = "scoredItems";

  // A constraint's value in a test; see CompiledConstraint.
  struct Count {
    std::string id;
    double count;
    double lower;
    double upper;
  };

  // Of no bank; only to be assigned to.
  Blueprint() = default;

  // Refuses malformed constraints, naming each by its id. Does not check that a
  // test exists: see Conflict.
  static absl::StatusOr<Blueprint> Make(
      const ItemBank& bank, absl::Span<const Constraint> constraints,
      TestLength length);

  int length() const { return length_.scored; }  // scored items
  int pretest_length() const { return length_.pretest; }
  int num_items() const { return static_cast<int>(operational_.size()); }

  // [item]: of items whose gains are equal the smaller rank goes first.
  absl::Span<const int> ranks() const { return ranks_; }

  // The number of the item's set, or -1.
  int item_set(int item) const { return item_sets_[item]; }

  bool has_item_sets() const { return has_item_sets_; }

  // Whether constraints are about the order of the items.
  bool has_order_rules() const { return has_order_rules_; }

  // Whether the item may be scored.
  bool is_operational(int item) const { return operational_[item]; }

  // Whether the choice of pretest items and that of scored ones depend on each
  // other, or pretest items have constraints of their own. If not, a test is
  // its scored items, and any pretest items may be added.
  bool counts_pretest() const { return counts_pretest_; }

  // Whether it is a pretest item that counts.
  bool is_pretest(int item) const { return pretest_[item]; }

  // The scored ones of these.
  std::vector<int> ScoredOf(absl::Span<const int> items) const;

  // Those of the profile, in its order, then those that the bank implies.
  absl::Span<const CompiledConstraint> constraints() const {
    return constraints_;
  }

  // The proportional constraints of the item, by their place in constraints().
  absl::Span<const int> counts_of(int item) const { return counts_of_[item]; }

  // A smallest set of constraints, by id in the order of the profile, that no
  // test from this bank can satisfy together; empty where a test exists.
  std::vector<std::string> Conflict() const;

  // The same as an error that tells each constraint's numbers.
  absl::Status CheckFeasible() const;

  // Values of the profile's constraints in a test, scored items in the order
  // in which they are given and those of its pretest items that count.
  std::vector<Count> CountItems(absl::Span<const int> items) const;

  // The ids of the constraints, also of those implied, that a set of items
  // breaks: neither the length nor what is about their order is among them.
  std::vector<std::string> BrokenBy(absl::Span<const int> items) const;

  // The ids of those that the order breaks in which these items were given.
  std::vector<std::string> BrokenByOrder(absl::Span<const int> given) const;

  // The program that assemblies solve, and solvers for it.
  const ProgramSolvers& solvers() const { return *solvers_; }

  // The program without some of the constraints, named by id.
  AssemblyProgram ProgramWithout(absl::Span<const std::string> ids) const;

 private:
  void CountPretest(const ItemBank& bank);
  ProgramParts PartsWhere(const std::vector<char>& active,
                          bool with_length) const;
  TestItems TestOf(absl::Span<const int> items) const;
  bool IsFeasible(const std::vector<char>& active, bool with_length) const;

  TestLength length_ = {0, 0};
  bool counts_pretest_ = false;
  std::vector<char> operational_;  // [item]
  std::vector<char> pretest_;      // [item]: all 0 where they do not count
  std::vector<int> item_sets_;     // [item]
  std::vector<int> ranks_;  // [item]: of equal gains the smaller goes first
  bool has_item_sets_ = false;
  bool has_order_rules_ = false;
  std::vector<CompiledConstraint> constraints_;
  size_t num_stated_ = 0;  // of the constraints, those of the profile
  std::vector<std::vector<int>> numbers_of_;  // [item]: constraints with it
                                              // that are numbers of items
  std::vector<std::vector<int>> counts_of_;   // [item]
  std::shared_ptr<const ProgramSolvers> solvers_;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_BLUEPRINT_H_

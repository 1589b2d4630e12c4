#include "engine/blueprint/blueprint.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/blueprint/program_solver.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using Kind = CompiledConstraint::Kind;

absl::Status CheckId(const std::string& id, std::set<std::string>& seen) {
  if (id.empty() || id == Blueprint::kLengthId) {
    return absl::InvalidArgumentError(absl::StrCat(
        "constraint id \"", id, "\" is not allowed; allowed: any other text"));
  }
  if (seen.insert(id).second) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("constraint ", id, ": this id occurs twice"));
}

std::string DescribeOrder(const CompiledConstraint& constraint) {
  const size_t size = constraint.items.size();
  const std::string positions =
      absl::StrCat("positions ", constraint.first, " to ", constraint.last);
  switch (constraint.kind) {
    case Kind::kWindow:
      return absl::StrCat(constraint.id, " (", size, " items only at ",
                          positions, ")");
    case Kind::kRun:
      return absl::StrCat(constraint.id, " (at most ", constraint.upper,
                          " in a row of ", size, " items)");
    case Kind::kAscending:
      return absl::StrCat(constraint.id, " (", size, " items in order)");
    default:
      return absl::StrCat(constraint.id, " (", constraint.lower, " to ",
                          constraint.upper, " of ", size, " items at ",
                          positions, ")");
  }
}

// "A (4 to 5 of 3 items)"
std::string Describe(const CompiledConstraint& constraint) {
  const size_t size = constraint.items.size();
  if (constraint.kind == Kind::kTogether) {
    return absl::StrCat(constraint.id, " (all or none of ", size, " items)");
  }
  if (IsAboutOrder(constraint.kind)) return DescribeOrder(constraint);
  const char* what = constraint.kind == Kind::kSum        ? ", the sum over "
                     : constraint.kind == Kind::kMean     ? ", the mean over "
                     : constraint.kind == Kind::kSetCount ? " item sets of "
                     : constraint.kind == Kind::kSetItems
                         ? " of each item set, "
                         : " of ";
  return absl::StrCat(constraint.id, " (", constraint.lower, " to ",
                      constraint.upper, what, size, " items)");
}

}  // namespace

absl::StatusOr<Blueprint> Blueprint::Make(
    const ItemBank& bank, absl::Span<const Constraint> constraints,
    TestLength length) {
  if (length.scored < 1 || length.scored > kMaxLength) {
    return absl::InvalidArgumentError(absl::StrCat(
        kLengthId, " = ", length.scored, " is outside [1, ", kMaxLength, "]"));
  }
  if (constraints.size() > kMaxConstraints) {
    return absl::InvalidArgumentError(
        absl::StrCat(constraints.size(), " constraints; at most ",
                     kMaxConstraints, " are allowed"));
  }
  Blueprint blueprint;
  blueprint.length_ = length;
  for (int i = 0; i < bank.size(); ++i) {
    blueprint.operational_.push_back(bank.item(i).status ==
                                     ItemStatus::kOperational);
    blueprint.ranks_.push_back(bank.rank_by_id(i));
  }
  blueprint.item_sets_ = ItemSets(bank);
  for (const int set : blueprint.item_sets_) {
    blueprint.has_item_sets_ = blueprint.has_item_sets_ || set >= 0;
  }
  std::set<std::string> ids;
  for (const Constraint& constraint : constraints) {
    RETURN_IF_ERROR(CheckId(constraint.id, ids));
    ASSIGN_OR_RETURN(CompiledConstraint compiled,
                     CompileConstraint(bank, constraint, length));
    // Of no pretest items there is nothing to say.
    if (constraint.scope == "pretest" && length.pretest == 0) continue;
    blueprint.constraints_.push_back(std::move(compiled));
  }
  blueprint.num_stated_ = blueprint.constraints_.size();
  RETURN_IF_ERROR(CheckOrderRules(bank, blueprint.constraints_));
  for (auto& implied :
       BankConstraints(bank, blueprint.constraints_, length.pretest > 0)) {
    RETURN_IF_ERROR(CheckId(implied.id, ids));
    blueprint.constraints_.push_back(std::move(implied));
  }
  blueprint.CountPretest(bank);
  blueprint.numbers_of_.resize(bank.size());
  blueprint.counts_of_.resize(bank.size());
  for (size_t c = 0; c < blueprint.constraints_.size(); ++c) {
    const CompiledConstraint& constraint = blueprint.constraints_[c];
    const int index = static_cast<int>(c);
    for (const int i : constraint.items) {
      if (IsNumberOfItems(constraint.kind)) {
        blueprint.numbers_of_[i].push_back(index);
      }
      if (constraint.proportional) blueprint.counts_of_[i].push_back(index);
    }
  }
  blueprint.solvers_ = std::make_shared<const ProgramSolvers>(
      blueprint.ProgramWithout(absl::Span<const std::string>()));
  blueprint.has_order_rules_ = !blueprint.solvers().program().sequence.empty();
  return blueprint;
}

// Pretest items count where a constraint has one of them.
void Blueprint::CountPretest(const ItemBank& bank) {
  const auto is_pretest = [&](int i) {
    return bank.item(i).status == ItemStatus::kPretest;
  };
  for (const CompiledConstraint& constraint : constraints_) {
    counts_pretest_ =
        counts_pretest_ || std::any_of(constraint.items.begin(),
                                       constraint.items.end(), is_pretest);
  }
  for (int i = 0; i < bank.size(); ++i) {
    pretest_.push_back(counts_pretest_ && is_pretest(i));
  }
}

std::vector<int> Blueprint::ScoredOf(absl::Span<const int> items) const {
  std::vector<int> scored;
  for (const int i : items) {
    if (operational_[i]) scored.push_back(i);
  }
  return scored;
}

TestItems Blueprint::TestOf(absl::Span<const int> items) const {
  TestItems test = {ScoredOf(items), std::vector<char>(num_items(), false)};
  for (const int i : items) test.has[i] = true;
  return test;
}

ProgramParts Blueprint::PartsWhere(const std::vector<char>& active,
                                   bool with_length) const {
  ProgramParts parts{operational_, pretest_, item_sets_, ranks_, {}};
  if (with_length) parts.length = length_.scored;
  if (counts_pretest_) parts.pretest_length = length_.pretest;
  for (size_t c = 0; c < constraints_.size(); ++c) {
    if (active[c]) parts.constraints.push_back(&constraints_[c]);
  }
  return parts;
}

AssemblyProgram Blueprint::ProgramWithout(
    absl::Span<const std::string> ids) const {
  std::vector<char> active;
  for (const CompiledConstraint& constraint : constraints_) {
    active.push_back(std::find(ids.begin(), ids.end(), constraint.id) ==
                     ids.end());
  }
  const bool with_length =
      std::find(ids.begin(), ids.end(), kLengthId) == ids.end();
  return MakeProgram(PartsWhere(active, with_length));
}

bool Blueprint::IsFeasible(const std::vector<char>& active,
                           bool with_length) const {
  const AssemblyProgram program = MakeProgram(PartsWhere(active, with_length));
  return ProgramSolver(program).Solve({}).found;
}

// The deletion filter (Chinneck & Dravnieks, 1991): what can be left out while
// the rest stays infeasible is not part of the conflict. What the bank implies
// is tried first, then the later constraints of the profile, the length last.
std::vector<std::string> Blueprint::Conflict() const {
  std::vector<char> active(constraints_.size(), true);
  if (solvers_->Solve({}).found) return {};
  for (size_t c = constraints_.size(); c-- > 0;) {
    active[c] = false;
    if (IsFeasible(active, true)) active[c] = true;
  }
  const bool needs_length = IsFeasible(active, false);
  std::vector<std::string> conflict;
  for (size_t c = 0; c < constraints_.size(); ++c) {
    if (active[c]) conflict.push_back(constraints_[c].id);
  }
  if (needs_length) conflict.push_back(kLengthId);
  return conflict;
}

absl::Status Blueprint::CheckFeasible() const {
  const std::vector<std::string> conflict = Conflict();
  if (conflict.empty()) return absl::OkStatus();
  std::vector<std::string> parts;
  const auto named = [&](absl::string_view id) {
    return std::find(conflict.begin(), conflict.end(), id) != conflict.end();
  };
  if (named(kLengthId)) {
    parts.push_back(absl::StrCat(
        kLengthId, " (", length_.scored, " to ", length_.scored, " of ",
        std::count(operational_.begin(), operational_.end(), true), " items)"));
  }
  for (const CompiledConstraint& constraint : constraints_) {
    if (named(constraint.id)) parts.push_back(Describe(constraint));
  }
  return absl::FailedPreconditionError(
      absl::StrCat("no test satisfies the blueprint; these constraints "
                   "conflict: ",
                   absl::StrJoin(parts, ", ")));
}

std::vector<Blueprint::Count> Blueprint::CountItems(
    absl::Span<const int> items) const {
  const TestItems test = TestOf(items);
  std::vector<Count> counts;
  for (size_t c = 0; c < num_stated_; ++c) {
    const CompiledConstraint& constraint = constraints_[c];
    counts.push_back({constraint.id, ValueIn(constraint, item_sets_, test),
                      constraint.lower, constraint.upper});
  }
  return counts;
}

std::vector<std::string> Blueprint::BrokenBy(
    absl::Span<const int> items) const {
  const TestItems test = TestOf(items);
  std::vector<int> numbers(constraints_.size(), 0);
  for (const int i : items) {
    for (const int c : numbers_of_[i]) ++numbers[c];
  }
  std::vector<std::string> broken;
  for (size_t c = 0; c < constraints_.size(); ++c) {
    const CompiledConstraint& constraint = constraints_[c];
    if (constraint.penalty > 0 || IsAboutOrder(constraint.kind)) continue;
    const bool holds = IsNumberOfItems(constraint.kind)
                           ? HoldsAt(constraint, numbers[c])
                           : HoldsIn(constraint, item_sets_, test);
    if (!holds) broken.push_back(constraint.id);
  }
  return broken;
}

std::vector<std::string> Blueprint::BrokenByOrder(
    absl::Span<const int> given) const {
  std::vector<std::string> broken;
  if (!has_order_rules_) return broken;
  const TestItems test = TestOf(given);
  for (const CompiledConstraint& constraint : constraints_) {
    // A stage that has not ended may still get what it needs.
    const bool lasts = constraint.kind == Kind::kStage &&
                       constraint.last > static_cast<int>(test.order.size());
    if (lasts && ValueIn(constraint, item_sets_, test) <= constraint.upper) {
      continue;
    }
    const bool holds = IsAboutOrder(constraint.kind)
                           ? HoldsIn(constraint, item_sets_, test)
                           : AscendsInSets(constraint, item_sets_, test);
    if (!holds) broken.push_back(constraint.id);
  }
  return broken;
}

}  // namespace adaptest

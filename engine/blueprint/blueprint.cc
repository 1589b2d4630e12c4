#include "engine/blueprint/blueprint.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/blueprint/condition.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::Status ConstraintError(const Constraint& constraint,
                             absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("constraint ", constraint.id, ": ", message));
}

// Fields whose families have one member so far.
absl::Status CheckFields(const Constraint& constraint) {
  if (constraint.id.empty() || constraint.id == Blueprint::kLengthId) {
    return absl::InvalidArgumentError(
        absl::StrCat("constraint id \"", constraint.id,
                     "\" is not allowed; allowed: any other text"));
  }
  if (constraint.type != "number") {
    return ConstraintError(constraint,
                           absl::StrCat("type \"", constraint.type,
                                        "\" is unknown; allowed: number"));
  }
  if (constraint.scope != "scored") {
    return ConstraintError(constraint,
                           absl::StrCat("scope \"", constraint.scope,
                                        "\" is unknown; allowed: scored"));
  }
  if (!constraint.attribute.empty()) {
    return ConstraintError(constraint,
                           absl::StrCat("attribute \"", constraint.attribute,
                                        "\" is not used by type number"));
  }
  if (constraint.weight.has_value()) {
    return ConstraintError(
        constraint, absl::StrCat("weight = ", *constraint.weight,
                                 " is not allowed: counts are hard bounds"));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> ReadBound(const Constraint& constraint,
                              absl::string_view name,
                              std::optional<double> value, int fallback) {
  if (!value.has_value()) return fallback;
  if (*value >= 0 && *value <= Blueprint::kMaxLength &&
      *value == std::floor(*value)) {
    return static_cast<int>(*value);
  }
  return ConstraintError(
      constraint,
      absl::StrCat(name, " = ", *value, " is not a whole number in [0, ",
                   Blueprint::kMaxLength, "]"));
}

// How one item set relates to another, larger or equal one.
enum class Relation { kInside, kDisjoint, kCrossing };

Relation Compare(const std::vector<char>& smaller,
                 const std::vector<char>& larger) {
  bool some_inside = false;
  bool some_outside = false;
  for (size_t i = 0; i < smaller.size(); ++i) {
    if (!smaller[i]) continue;
    (larger[i] ? some_inside : some_outside) = true;
  }
  if (!some_inside) return Relation::kDisjoint;
  return some_outside ? Relation::kCrossing : Relation::kInside;
}

}  // namespace

// Reads the constraints, orders their item sets from large to small, and hangs
// each below the smallest set that holds it.
class BlueprintBuilder {
 public:
  BlueprintBuilder(const ItemBank& bank, int length) : bank_(bank) {
    Blueprint::Node root;
    root.id = Blueprint::kLengthId;
    root.lower = root.upper = length;
    blueprint_.nodes_.push_back(std::move(root));
    blueprint_.leaf_.assign(bank.size(), -1);
    Set all;
    for (int i = 0; i < bank.size(); ++i) {
      const bool operational = bank.item(i).status == ItemStatus::kOperational;
      all.members.push_back(operational);
      if (operational) blueprint_.leaf_[i] = 0;
    }
    sets_.push_back(std::move(all));
  }

  absl::Status Add(const Constraint& constraint) {
    RETURN_IF_ERROR(CheckFields(constraint));
    for (const Set& other : sets_) {
      if (other.node.id == constraint.id) {
        return ConstraintError(constraint, "this id occurs twice");
      }
    }
    Set set;
    set.node.id = constraint.id;
    const int length = blueprint_.length();
    ASSIGN_OR_RETURN(set.node.lower,
                     ReadBound(constraint, "lower", constraint.lower, 0));
    ASSIGN_OR_RETURN(set.node.upper,
                     ReadBound(constraint, "upper", constraint.upper, length));
    if (set.node.lower > set.node.upper) {
      return ConstraintError(
          constraint,
          absl::StrCat("lower = ", set.node.lower, " is above ",
                       constraint.upper ? "upper" : Blueprint::kLengthId, " = ",
                       set.node.upper));
    }
    RETURN_IF_ERROR(FillMembers(constraint, set));
    set.profile_order = static_cast<int>(sets_.size()) - 1;
    sets_.push_back(std::move(set));
    return absl::OkStatus();
  }

  absl::StatusOr<Blueprint> Build() {
    std::stable_sort(
        sets_.begin() + 1, sets_.end(),
        [](const Set& x, const Set& y) { return x.size > y.size; });
    blueprint_.profile_order_.resize(sets_.size() - 1);
    for (size_t s = 1; s < sets_.size(); ++s) RETURN_IF_ERROR(Hang(s));
    return std::move(blueprint_);
  }

 private:
  struct Set {
    Blueprint::Node node;
    std::vector<char> members;  // [item]
    int size = 0;
    int profile_order = 0;
  };

  absl::Status FillMembers(const Constraint& constraint, Set& set) {
    absl::StatusOr<Condition> condition =
        Condition::Parse(constraint.condition);
    if (!condition.ok()) {
      return ConstraintError(constraint, condition.status().message());
    }
    for (int i = 0; i < bank_.size(); ++i) {
      const absl::StatusOr<bool> matches = condition->Matches(bank_.item(i));
      if (!matches.ok()) {
        return ConstraintError(constraint, matches.status().message());
      }
      const bool member = *matches && sets_[0].members[i];
      set.members.push_back(member);
      set.size += member;
    }
    return absl::OkStatus();
  }

  absl::Status Hang(size_t s) {
    Set& set = sets_[s];
    set.node.parent = 0;
    for (size_t t = 1; t < s; ++t) {
      switch (Compare(set.members, sets_[t].members)) {
        case Relation::kDisjoint:
          break;
        case Relation::kInside:
          set.node.parent = static_cast<int>(t);
          break;
        case Relation::kCrossing:
          return absl::InvalidArgumentError(absl::StrCat(
              "constraints ", set.node.id, " and ", sets_[t].node.id,
              " cross: some items match both and each has items of its own; "
              "allowed: counts on one nested family, as areas in domains"));
      }
    }
    const int index = static_cast<int>(s);
    for (int i = 0; i < bank_.size(); ++i) {
      if (set.members[i]) blueprint_.leaf_[i] = index;
    }
    blueprint_.profile_order_[set.profile_order] = index;
    blueprint_.nodes_[set.node.parent].children.push_back(index);
    blueprint_.nodes_.push_back(set.node);
    return absl::OkStatus();
  }

  const ItemBank& bank_;
  Blueprint blueprint_;
  std::vector<Set> sets_;
};

absl::StatusOr<Blueprint> Blueprint::Make(
    const ItemBank& bank, absl::Span<const Constraint> constraints,
    int length) {
  if (length < 1 || length > kMaxLength) {
    return absl::InvalidArgumentError(absl::StrCat(
        kLengthId, " = ", length, " is outside [1, ", kMaxLength, "]"));
  }
  if (constraints.size() > kMaxConstraints) {
    return absl::InvalidArgumentError(
        absl::StrCat(constraints.size(), " constraints; at most ",
                     kMaxConstraints, " are allowed"));
  }
  for (const Item& item : bank.items()) {
    const std::string& group =
        item.enemy_group.empty() ? item.item_set : item.enemy_group;
    if (group.empty()) continue;
    return absl::UnimplementedError(absl::StrCat(
        "item ", item.id, ": ",
        item.enemy_group.empty() ? "item_set" : "enemy_group", " = \"", group,
        "\" is not supported by assembly; allowed: empty"));
  }
  BlueprintBuilder builder(bank, length);
  for (const Constraint& constraint : constraints) {
    RETURN_IF_ERROR(builder.Add(constraint));
  }
  return builder.Build();
}

std::vector<Blueprint::Count> Blueprint::CountItems(
    absl::Span<const int> items) const {
  std::vector<int> counts(nodes_.size(), 0);
  for (const int item : items) {
    for (int v = leaf_[item]; v >= 0; v = nodes_[v].parent) ++counts[v];
  }
  std::vector<Count> result;
  for (const int v : profile_order_) {
    result.push_back(
        {nodes_[v].id, counts[v], nodes_[v].lower, nodes_[v].upper});
  }
  return result;
}

}  // namespace adaptest

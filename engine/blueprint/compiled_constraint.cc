#include "engine/blueprint/compiled_constraint.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/blueprint/condition.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using Kind = CompiledConstraint::Kind;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kRoundingOfPercent = 1e-9;
constexpr double kTolerance = 1e-9;
constexpr int kMaxCount = 1000;

// Which fields a type of constraint has, and what they mean.
struct Type {
  const char* name;
  Kind kind;
  bool attribute;  // needs one
  bool bounds;     // may have them
  bool whole;      // bounds are counts
  bool proportional;
};

constexpr Type kTypes[] = {
    {"number", Kind::kCount, false, true, true, true},
    {"percent", Kind::kCount, false, true, false, true},
    {"sum", Kind::kSum, true, true, false, false},
    {"mean", Kind::kMean, true, true, false, false},
    {"include", Kind::kCount, false, false, false, false},
    {"exclude", Kind::kCount, false, false, false, false},
    {"all_or_none", Kind::kTogether, false, false, false, false},
    {"enemy", Kind::kCount, false, false, false, false},
    {"set_number", Kind::kSetCount, false, true, true, false},
    {"per_set", Kind::kSetItems, false, true, true, false}};

absl::Status ConstraintError(const Constraint& constraint,
                             absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("constraint ", constraint.id, ": ", message));
}

absl::StatusOr<const Type*> FindType(const Constraint& constraint) {
  std::string names;
  for (const Type& type : kTypes) {
    if (constraint.type == type.name) return &type;
    absl::StrAppend(&names, names.empty() ? "" : ", ", type.name);
  }
  return ConstraintError(constraint,
                         absl::StrCat("type \"", constraint.type,
                                      "\" is unknown; allowed: ", names));
}

absl::Status CheckFields(const Constraint& constraint, const Type& type) {
  if (constraint.scope != "scored") {
    return ConstraintError(constraint,
                           absl::StrCat("scope \"", constraint.scope,
                                        "\" is unknown; allowed: scored"));
  }
  if (constraint.attribute.empty() == type.attribute) {
    return ConstraintError(
        constraint, type.attribute
                        ? absl::StrCat("attribute is empty; type ", type.name,
                                       " needs the name of a numeric one")
                        : absl::StrCat("attribute \"", constraint.attribute,
                                       "\" is not used by type ", type.name));
  }
  if (!type.bounds && (constraint.lower || constraint.upper)) {
    return ConstraintError(constraint,
                           absl::StrCat("type ", type.name, " has no bounds"));
  }
  if (constraint.weight.has_value()) {
    return ConstraintError(constraint,
                           absl::StrCat("weight = ", *constraint.weight,
                                        " is not allowed: bounds are hard"));
  }
  return absl::OkStatus();
}

absl::Status CheckBound(const Constraint& constraint, const Type& type,
                        absl::string_view name, std::optional<double> value) {
  if (!value) return absl::OkStatus();
  if (type.whole) {
    if (*value >= 0 && *value <= kMaxCount && *value == std::floor(*value)) {
      return absl::OkStatus();
    }
    return ConstraintError(
        constraint,
        absl::StrCat(name, " = ", *value, " is not a whole number in [0, ",
                     kMaxCount, "]"));
  }
  const double most = type.proportional ? 100 : 1e12;
  const double least = type.proportional ? 0 : -1e12;
  if (*value >= least && *value <= most) return absl::OkStatus();
  return ConstraintError(
      constraint, absl::StrCat(name, " = ", *value, " is not in [", least, ", ",
                               most, "]"));
}

absl::StatusOr<std::vector<int>> Matching(const ItemBank& bank,
                                          const Constraint& constraint) {
  const absl::StatusOr<Condition> condition =
      Condition::Parse(constraint.condition);
  if (!condition.ok()) {
    return ConstraintError(constraint, condition.status().message());
  }
  std::vector<int> items;
  for (int i = 0; i < bank.size(); ++i) {
    const absl::StatusOr<bool> matches = condition->Matches(bank.item(i));
    if (!matches.ok()) {
      return ConstraintError(constraint, matches.status().message());
    }
    if (*matches && bank.item(i).status == ItemStatus::kOperational) {
      items.push_back(i);
    }
  }
  return items;
}

absl::StatusOr<double> WeightOf(const Constraint& constraint,
                                const Item& item) {
  if (constraint.attribute == "expected_seconds") return item.expected_seconds;
  const auto found = item.attributes.find(constraint.attribute);
  double value = 0;
  if (found != item.attributes.end() &&
      absl::SimpleAtod(found->second, &value) && std::isfinite(value)) {
    return value;
  }
  return ConstraintError(
      constraint,
      found == item.attributes.end()
          ? absl::StrCat("item ", item.id, " has no attribute \"",
                         constraint.attribute, "\"")
          : absl::StrCat("item ", item.id, ": attribute ", constraint.attribute,
                         " = \"", found->second, "\" is not a number"));
}

void FillBounds(const Constraint& constraint, int length,
                CompiledConstraint& compiled) {
  const double size = static_cast<double>(compiled.items.size());
  const bool counts = compiled.kind == Kind::kCount;
  compiled.lower =
      constraint.lower.value_or(compiled.weights.empty() ? 0 : -kInfinity);
  compiled.upper = constraint.upper.value_or(counts ? length : kInfinity);
  if (constraint.type == "percent") {
    compiled.lower = std::ceil(constraint.lower.value_or(0) * length / 100 -
                               kRoundingOfPercent);
    compiled.upper = std::floor(constraint.upper.value_or(100) * length / 100 +
                                kRoundingOfPercent);
  }
  if (constraint.type == "include") compiled.lower = compiled.upper = size;
  if (constraint.type == "exclude") compiled.upper = 0;
  if (constraint.type == "enemy") compiled.upper = 1;
  if (compiled.kind == Kind::kTogether) compiled.upper = size;
}

absl::Status CheckOrder(const Constraint& constraint,
                        const CompiledConstraint& compiled) {
  if (compiled.lower <= compiled.upper) return absl::OkStatus();
  const bool percent = constraint.type == "percent";
  if (percent &&
      constraint.lower.value_or(0) <= constraint.upper.value_or(100)) {
    return ConstraintError(
        constraint,
        absl::StrCat("no number of items lies between ",
                     constraint.lower.value_or(0), " and ",
                     constraint.upper.value_or(100), " percent of the test"));
  }
  return ConstraintError(
      constraint,
      absl::StrCat("lower = ", constraint.lower.value_or(compiled.lower),
                   " is above ", constraint.upper ? "upper" : "scoredItems",
                   " = ", constraint.upper.value_or(compiled.upper)));
}

}  // namespace

std::vector<int> ItemSets(const ItemBank& bank) {
  std::map<std::string, int> numbers;
  std::vector<int> sets;
  for (const Item& item : bank.items()) {
    if (item.item_set.empty()) {
      sets.push_back(-1);
      continue;
    }
    const int next = static_cast<int>(numbers.size());
    sets.push_back(numbers.emplace(item.item_set, next).first->second);
  }
  return sets;
}

absl::StatusOr<CompiledConstraint> CompileConstraint(
    const ItemBank& bank, const Constraint& constraint, int length) {
  ASSIGN_OR_RETURN(const Type* type, FindType(constraint));
  RETURN_IF_ERROR(CheckFields(constraint, *type));
  RETURN_IF_ERROR(CheckBound(constraint, *type, "lower", constraint.lower));
  RETURN_IF_ERROR(CheckBound(constraint, *type, "upper", constraint.upper));
  CompiledConstraint compiled;
  compiled.id = constraint.id;
  compiled.kind = type->kind;
  compiled.proportional = type->proportional;
  compiled.enemies = constraint.type == "enemy";
  ASSIGN_OR_RETURN(compiled.items, Matching(bank, constraint));
  if (type->attribute) {
    for (const int i : compiled.items) {
      ASSIGN_OR_RETURN(const double weight, WeightOf(constraint, bank.item(i)));
      compiled.weights.push_back(weight);
    }
  }
  FillBounds(constraint, length, compiled);
  RETURN_IF_ERROR(CheckOrder(constraint, compiled));
  return compiled;
}

std::vector<CompiledConstraint> BankConstraints(
    const ItemBank& bank, absl::Span<const CompiledConstraint> constraints) {
  std::map<std::string, CompiledConstraint> enemies, sets;
  std::vector<char> counted(bank.size(), false);  // by a kSetItems
  for (const CompiledConstraint& constraint : constraints) {
    if (constraint.kind != Kind::kSetItems) continue;
    for (const int i : constraint.items) counted[i] = true;
  }
  std::map<std::string, bool> counted_sets;
  for (int i = 0; i < bank.size(); ++i) {
    const Item& item = bank.item(i);
    if (item.status != ItemStatus::kOperational) continue;
    if (!item.enemy_group.empty()) {
      CompiledConstraint& group = enemies[item.enemy_group];
      group.id = absl::StrCat("enemy_group:", item.enemy_group);
      group.upper = 1;
      group.enemies = true;
      group.items.push_back(i);
    }
    if (!item.item_set.empty()) {
      CompiledConstraint& set = sets[item.item_set];
      set.id = absl::StrCat("item_set:", item.item_set);
      set.kind = Kind::kTogether;
      set.items.push_back(i);
      set.upper = static_cast<double>(set.items.size());
      counted_sets[item.item_set] |= counted[i];
    }
  }
  std::vector<CompiledConstraint> implied;
  for (auto& [name, group] : enemies) {
    if (group.items.size() > 1) implied.push_back(std::move(group));
  }
  for (auto& [name, set] : sets) {
    if (!counted_sets[name]) implied.push_back(std::move(set));
  }
  return implied;
}

double ValueIn(const CompiledConstraint& constraint,
               absl::Span<const int> item_sets,
               absl::Span<const char> in_test) {
  double count = 0, sum = 0;
  std::map<int, double> in_sets;
  for (size_t k = 0; k < constraint.items.size(); ++k) {
    const int i = constraint.items[k];
    if (!in_test[i]) continue;
    ++count;
    if (!constraint.weights.empty()) sum += constraint.weights[k];
    ++in_sets[item_sets[i]];
  }
  switch (constraint.kind) {
    case Kind::kSum:
      return sum;
    case Kind::kMean:
      return count > 0
                 ? sum / count
                 : std::max(constraint.lower, std::min(0.0, constraint.upper));
    case Kind::kSetCount:
      in_sets.erase(-1);
      return static_cast<double>(in_sets.size());
    case Kind::kSetItems: {
      in_sets.erase(-1);
      double worst = constraint.lower;
      double largest = -kInfinity;
      for (const auto& [set, n] : in_sets) {
        const double distance =
            std::max(constraint.lower - n, n - constraint.upper);
        if (distance > largest) worst = n;
        largest = std::max(largest, distance);
      }
      return worst;
    }
    case Kind::kCount:
    case Kind::kTogether:
      break;
  }
  return count;
}

bool HoldsIn(const CompiledConstraint& constraint,
             absl::Span<const int> item_sets, absl::Span<const char> in_test) {
  const double value = ValueIn(constraint, item_sets, in_test);
  if (constraint.kind == Kind::kTogether) {
    return value == 0 || value == constraint.upper;
  }
  const double slack =
      constraint.weights.empty() ? 0 : kTolerance * (1 + std::abs(value));
  return value >= constraint.lower - slack && value <= constraint.upper + slack;
}

}  // namespace adaptest

#include "engine/blueprint/compiled_constraint.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/blueprint/condition.h"
#include "engine/math/infinity.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using Kind = CompiledConstraint::Kind;

constexpr double kRoundingOfPercent = 1e-9;
constexpr int kMaxCount = 1000;

// The fields of a constraint, besides its condition, that a type has.
enum Field : unsigned {
  kNeedsAttribute = 1,
  kMayHaveAttribute = 2,
  kBounds = 4,
  kCounts = 8,  // as bounds
  kUpper = 16,  // only, a count
  kPositions = 32,
  kWeight = 64,
};

struct Type {
  const char* name;
  Kind kind;
  unsigned fields;
};

constexpr Type kTypes[] = {
    {"number", Kind::kCount, kCounts | kPositions | kWeight},
    {"percent", Kind::kCount, kBounds | kPositions | kWeight},
    {"sum", Kind::kSum, kNeedsAttribute | kBounds | kWeight},
    {"mean", Kind::kMean, kNeedsAttribute | kBounds},
    {"include", Kind::kCount, kWeight},
    {"exclude", Kind::kCount, kWeight},
    {"all_or_none", Kind::kTogether, 0},
    {"enemy", Kind::kCount, kWeight},
    {"set_number", Kind::kSetCount, kCounts | kWeight},
    {"per_set", Kind::kSetItems, kMayHaveAttribute | kCounts},
    {"order", Kind::kRun, kMayHaveAttribute | kUpper},
    {"position", Kind::kWindow, kCounts}};

bool IsNumberOrPercent(const Constraint& constraint) {
  return constraint.type == "number" || constraint.type == "percent";
}

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

absl::Status NotUsed(const Constraint& constraint, absl::string_view field) {
  return ConstraintError(
      constraint,
      absl::StrCat(field, " is not used by type ", constraint.type));
}

absl::Status CheckRange(const Constraint& constraint, absl::string_view name,
                        double value, double least, double most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return ConstraintError(
      constraint,
      absl::StrCat(name, " = ", value, " is not in [", least, ", ", most, "]"));
}

absl::Status CheckBound(const Constraint& constraint, const Type& type,
                        absl::string_view name, std::optional<double> value,
                        double least) {
  if (!value) return absl::OkStatus();
  if ((type.fields & kBounds) != 0) {
    const bool percent = constraint.type == "percent";
    return CheckRange(constraint, name, *value, percent ? 0 : -1e12,
                      percent ? 100 : 1e12);
  }
  if (*value >= least && *value <= kMaxCount && *value == std::floor(*value)) {
    return absl::OkStatus();
  }
  return ConstraintError(constraint, absl::StrCat(name, " = ", *value,
                                                  " is not a whole number in [",
                                                  least, ", ", kMaxCount, "]"));
}

absl::Status CheckPositions(const Constraint& constraint, const Type& type) {
  if (!constraint.first_position && !constraint.last_position) {
    return absl::OkStatus();
  }
  if ((type.fields & kPositions) == 0) {
    return NotUsed(constraint, constraint.first_position ? "firstPosition"
                                                         : "lastPosition");
  }
  const int first = constraint.first_position.value_or(1);
  RETURN_IF_ERROR(CheckRange(constraint, "firstPosition", first, 1, kMaxCount));
  return CheckRange(constraint, "lastPosition",
                    constraint.last_position.value_or(kMaxCount), first,
                    kMaxCount);
}

absl::Status CheckWeight(const Constraint& constraint, const Type& type) {
  constexpr double kMaxWeight = 1000;
  if (!constraint.weight) return absl::OkStatus();
  if ((type.fields & kWeight) == 0 || constraint.first_position ||
      constraint.last_position) {
    return ConstraintError(
        constraint,
        absl::StrCat("weight = ", *constraint.weight, " is not allowed: ",
                     (type.fields & kWeight) == 0
                         ? absl::StrCat("type ", type.name, " is always a rule")
                         : "counts by position are always rules"));
  }
  if (*constraint.weight > 0 && *constraint.weight <= kMaxWeight) {
    return absl::OkStatus();
  }
  return ConstraintError(constraint,
                         absl::StrCat("weight = ", *constraint.weight,
                                      " is not in (0, ", kMaxWeight, "]"));
}

absl::Status CheckScope(const Constraint& constraint, const Type& type) {
  const std::string& scope = constraint.scope;
  if (scope == "scored") return absl::OkStatus();
  if (scope != "pretest" && scope != "all") {
    return ConstraintError(constraint, absl::StrCat("scope \"", scope,
                                                    "\" is unknown; allowed: "
                                                    "scored, pretest, all"));
  }
  const bool ordered = type.kind == Kind::kRun || type.kind == Kind::kWindow ||
                       constraint.first_position || constraint.last_position;
  const bool sets =
      type.kind == Kind::kSetCount || type.kind == Kind::kSetItems;
  if (!ordered && !sets) return absl::OkStatus();
  return ConstraintError(constraint,
                         absl::StrCat("scope \"", scope, "\" is not allowed: ",
                                      ordered ? "positions are counted among"
                                              : "item sets are made of",
                                      " scored items"));
}

absl::Status CheckFields(const Constraint& constraint, const Type& type) {
  RETURN_IF_ERROR(CheckScope(constraint, type));
  if (constraint.attribute.empty()) {
    if ((type.fields & kNeedsAttribute) != 0) {
      return ConstraintError(
          constraint, absl::StrCat("attribute is empty; type ", type.name,
                                   " needs the name of a numeric one"));
    }
  } else if ((type.fields & (kNeedsAttribute | kMayHaveAttribute)) == 0) {
    return NotUsed(constraint,
                   absl::StrCat("attribute \"", constraint.attribute, "\""));
  }
  const bool bounded = (type.fields & (kBounds | kCounts)) != 0;
  const bool has_upper = bounded || (type.fields & kUpper) != 0;
  if ((!bounded && constraint.lower) || (!has_upper && constraint.upper)) {
    return ConstraintError(constraint,
                           absl::StrCat("type ", type.name, " has no ",
                                        has_upper ? "lower bound" : "bounds"));
  }
  RETURN_IF_ERROR(CheckBound(constraint, type, "lower", constraint.lower, 0));
  const double least = (type.fields & kUpper) != 0 ? 1 : 0;
  RETURN_IF_ERROR(
      CheckBound(constraint, type, "upper", constraint.upper, least));
  RETURN_IF_ERROR(CheckPositions(constraint, type));
  return CheckWeight(constraint, type);
}

absl::StatusOr<std::vector<int>> Matching(const ItemBank& bank,
                                          const Constraint& constraint,
                                          bool has_pretest) {
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
    const ItemStatus status = bank.item(i).status;
    const bool in_scope =
        (status == ItemStatus::kOperational && constraint.scope != "pretest") ||
        (status == ItemStatus::kPretest && has_pretest &&
         constraint.scope != "scored");
    if (*matches && in_scope) items.push_back(i);
  }
  return items;
}

// The item's text for an attribute; null where it has none.
const std::string* TextOf(const Item& item, const std::string& attribute) {
  const auto found = item.attributes.find(attribute);
  return found == item.attributes.end() ? nullptr : &found->second;
}

absl::Status NoAttribute(const Constraint& constraint, const Item& item) {
  return ConstraintError(constraint,
                         absl::StrCat("item ", item.id, " has no attribute \"",
                                      constraint.attribute, "\""));
}

absl::StatusOr<double> WeightOf(const Constraint& constraint,
                                const Item& item) {
  if (constraint.attribute == "expected_seconds") return item.expected_seconds;
  const std::string* text = TextOf(item, constraint.attribute);
  if (text == nullptr) return NoAttribute(constraint, item);
  double value = 0;
  if (absl::SimpleAtod(*text, &value) && std::isfinite(value)) return value;
  return ConstraintError(
      constraint,
      absl::StrCat("item ", item.id, ": attribute ", constraint.attribute,
                   " = \"", *text, "\" is not a number"));
}

// [place in items]: the attribute's values as numbers that rise with them; as
// numbers where all are, otherwise as texts.
absl::StatusOr<std::vector<double>> RanksOf(const ItemBank& bank,
                                            const Constraint& constraint,
                                            const std::vector<int>& items) {
  std::vector<double> ranks;
  bool numbers = true;
  for (const int i : items) {
    const auto number = WeightOf(constraint, bank.item(i));
    numbers = numbers && number.ok();
    if (number.ok()) ranks.push_back(*number);
  }
  if (numbers) return ranks;
  std::map<std::string, double> rank;
  for (const int i : items) {
    const std::string* text = TextOf(bank.item(i), constraint.attribute);
    if (text == nullptr) return NoAttribute(constraint, bank.item(i));
    rank[*text] = 0;
  }
  double next = 0;
  for (auto& [text, number] : rank) number = next++;
  ranks.clear();
  for (const int i : items) {
    ranks.push_back(rank[*TextOf(bank.item(i), constraint.attribute)]);
  }
  return ranks;
}

absl::Status FillWeights(const ItemBank& bank, const Constraint& constraint,
                         const Type& type, CompiledConstraint& compiled) {
  if ((type.fields & kNeedsAttribute) != 0) {
    for (const int i : compiled.items) {
      ASSIGN_OR_RETURN(const double weight, WeightOf(constraint, bank.item(i)));
      compiled.weights.push_back(weight);
    }
  } else if (!constraint.attribute.empty()) {
    ASSIGN_OR_RETURN(compiled.weights,
                     RanksOf(bank, constraint, compiled.items));
  } else if (compiled.kind == Kind::kRun) {
    compiled.weights.assign(compiled.items.size(), 0);
  }
  return absl::OkStatus();
}

// Whole numbers of `length` items.
void FillPercent(const Constraint& constraint, int length,
                 CompiledConstraint& compiled) {
  compiled.lower = std::ceil(constraint.lower.value_or(0) * length / 100 -
                             kRoundingOfPercent);
  compiled.upper = std::floor(constraint.upper.value_or(100) * length / 100 +
                              kRoundingOfPercent);
}

void FillBounds(const Constraint& constraint, int length,
                CompiledConstraint& compiled) {
  const double size = static_cast<double>(compiled.items.size());
  const bool of_weights =
      compiled.kind == Kind::kSum || compiled.kind == Kind::kMean;
  const bool counts =
      compiled.kind == Kind::kCount || compiled.kind == Kind::kStage;
  compiled.first = constraint.first_position.value_or(1);
  compiled.last = std::min(constraint.last_position.value_or(length), length);
  const int positions = std::max(0, compiled.last - compiled.first + 1);
  compiled.lower = constraint.lower.value_or(of_weights ? -kInfinity : 0);
  compiled.upper = constraint.upper.value_or(counts ? positions : kInfinity);
  if (constraint.type == "percent")
    FillPercent(constraint, positions, compiled);
  if (constraint.type == "include") compiled.lower = compiled.upper = size;
  if (constraint.type == "exclude") compiled.upper = 0;
  if (constraint.type == "enemy") compiled.upper = 1;
  if (compiled.kind == Kind::kTogether) compiled.upper = size;
  if (compiled.kind == Kind::kRun)
    compiled.upper = constraint.upper.value_or(1);
  if (compiled.kind == Kind::kAscending) compiled.upper = 0;
  if (compiled.kind == Kind::kWindow) {
    compiled.first = static_cast<int>(std::max(1.0, compiled.lower));
    compiled.last = static_cast<int>(std::min<double>(compiled.upper, length));
    compiled.lower = compiled.upper = 0;
  }
}

absl::Status CheckOrder(const Constraint& constraint,
                        const CompiledConstraint& compiled) {
  const bool both = constraint.lower && constraint.upper;
  if (both && *constraint.lower > *constraint.upper) {
    return ConstraintError(
        constraint, absl::StrCat("lower = ", *constraint.lower,
                                 " is above upper = ", *constraint.upper));
  }
  if (compiled.lower <= compiled.upper) return absl::OkStatus();
  if (constraint.type == "percent") {
    return ConstraintError(
        constraint,
        absl::StrCat("no number of items lies between ",
                     constraint.lower.value_or(0), " and ",
                     constraint.upper.value_or(100), " percent of the test"));
  }
  return ConstraintError(
      constraint,
      absl::StrCat("lower = ", compiled.lower, " is above ",
                   compiled.kind == Kind::kStage ? "the number of its positions"
                   : constraint.scope == "scored"
                       ? "scoredItems"
                       : "the number of items of its scope",
                   " = ", compiled.upper));
}

// Rules of one family can be kept together: counts and windows of positions,
// runs, or one rising order.
int FamilyOf(const CompiledConstraint& constraint) {
  switch (constraint.kind) {
    case Kind::kStage:
    case Kind::kWindow:
      return 0;
    case Kind::kRun:
      return 1;
    default:
      return 2;
  }
}

absl::Status OrderError(const CompiledConstraint& constraint,
                        absl::string_view other) {
  return absl::InvalidArgumentError(
      absl::StrCat("constraint ", constraint.id,
                   ": this rule of order cannot be combined with ", other));
}

// The items of a set come together: by the least of their weights.
void LevelSets(const ItemBank& bank, CompiledConstraint& compiled) {
  std::map<std::string, double> least;
  for (size_t k = 0; k < compiled.items.size(); ++k) {
    const std::string& set = bank.item(compiled.items[k]).item_set;
    if (set.empty()) continue;
    const auto place = least.emplace(set, compiled.weights[k]).first;
    place->second = std::min(place->second, compiled.weights[k]);
  }
  for (size_t k = 0; k < compiled.items.size(); ++k) {
    const std::string& set = bank.item(compiled.items[k]).item_set;
    if (!set.empty()) compiled.weights[k] = least[set];
  }
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
    const ItemBank& bank, const Constraint& constraint, TestLength length) {
  ASSIGN_OR_RETURN(const Type* type, FindType(constraint));
  RETURN_IF_ERROR(CheckFields(constraint, *type));
  CompiledConstraint compiled;
  compiled.id = constraint.id;
  compiled.kind = type->kind;
  if (constraint.first_position || constraint.last_position) {
    compiled.kind = Kind::kStage;
  }
  if (type->kind == Kind::kRun && !constraint.attribute.empty() &&
      !constraint.upper) {
    compiled.kind = Kind::kAscending;
  }
  compiled.penalty = constraint.weight.value_or(0);
  const bool rule = compiled.penalty == 0;
  compiled.proportional = rule && compiled.kind == Kind::kCount &&
                          constraint.scope == "scored" &&
                          IsNumberOrPercent(constraint);
  compiled.enemies = rule && constraint.type == "enemy";
  ASSIGN_OR_RETURN(compiled.items,
                   Matching(bank, constraint, length.pretest > 0));
  RETURN_IF_ERROR(FillWeights(bank, constraint, *type, compiled));
  if (compiled.kind == Kind::kAscending) LevelSets(bank, compiled);
  FillBounds(constraint,
             (constraint.scope == "pretest" ? 0 : length.scored) +
                 (constraint.scope == "scored" ? 0 : length.pretest),
             compiled);
  RETURN_IF_ERROR(CheckOrder(constraint, compiled));
  return compiled;
}

std::vector<CompiledConstraint> BankConstraints(
    const ItemBank& bank, absl::Span<const CompiledConstraint> constraints,
    bool has_pretest) {
  std::map<std::string, CompiledConstraint> enemies, sets;
  std::vector<char> counted(bank.size(), false);  // by a kSetItems
  for (const CompiledConstraint& constraint : constraints) {
    if (constraint.kind != Kind::kSetItems) continue;
    for (const int i : constraint.items) counted[i] = true;
  }
  std::map<std::string, bool> counted_sets;
  for (int i = 0; i < bank.size(); ++i) {
    const Item& item = bank.item(i);
    const bool scored = item.status == ItemStatus::kOperational;
    const bool pretest = has_pretest && item.status == ItemStatus::kPretest;
    if ((scored || pretest) && !item.enemy_group.empty()) {
      CompiledConstraint& group = enemies[item.enemy_group];
      group.id = absl::StrCat("enemy_group:", item.enemy_group);
      group.upper = 1;
      group.enemies = true;
      group.items.push_back(i);
    }
    if (scored && !item.item_set.empty()) {
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

bool IsAboutOrder(Kind kind) {
  return kind == Kind::kStage || kind == Kind::kWindow || kind == Kind::kRun ||
         kind == Kind::kAscending;
}

absl::Status CheckOrderRules(const ItemBank& bank,
                             absl::Span<const CompiledConstraint> constraints) {
  const bool has_sets = std::any_of(
      bank.items().begin(), bank.items().end(), [](const Item& item) {
        return !item.item_set.empty() &&
               item.status == ItemStatus::kOperational;
      });
  const CompiledConstraint* first = nullptr;
  std::vector<char> in_run(bank.size(), false);
  for (const CompiledConstraint& constraint : constraints) {
    if (!IsAboutOrder(constraint.kind)) continue;
    if (has_sets && constraint.kind != Kind::kAscending) {
      return OrderError(constraint,
                        "the items of the bank's item sets, which are given "
                        "one after the other");
    }
    if (first == nullptr) first = &constraint;
    const bool one_family =
        FamilyOf(*first) == FamilyOf(constraint) &&
        (first == &constraint || constraint.kind != Kind::kAscending);
    if (!one_family) return OrderError(constraint, first->id);
    if (constraint.kind != Kind::kRun) continue;
    for (const int i : constraint.items) {
      if (in_run[i]) {
        return OrderError(constraint,
                          absl::StrCat("other runs of item ", bank.item(i).id));
      }
      in_run[i] = true;
    }
  }
  return absl::OkStatus();
}

}  // namespace adaptest

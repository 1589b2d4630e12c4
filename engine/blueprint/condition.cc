#include "engine/blueprint/condition.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::StatusOr<std::string> AttributeOf(const Item& item,
                                        const std::string& name) {
  if (name == "item_id") return item.id;
  if (name == "model") return std::string(NameOf(item.model));
  if (name == "status") return std::string(NameOf(item.status));
  if (name == "enemy_group") return item.enemy_group;
  if (name == "item_set") return item.item_set;
  if (name == "expected_seconds") return absl::StrCat(item.expected_seconds);
  if (name == "provisional") return item.provisional ? "true" : "false";
  const auto found = item.attributes.find(name);
  if (found != item.attributes.end() && !found->second.empty()) {
    return found->second;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("item ", item.id, " has no attribute \"", name, "\""));
}

absl::StatusOr<double> NumberOf(const Item& item, const std::string& name,
                                const std::string& text) {
  double number;
  if (absl::SimpleAtod(text, &number)) return number;
  return absl::InvalidArgumentError(
      absl::StrCat("item ", item.id, ": attribute ", name, " = \"", text,
                   "\" is not a number, but is compared with one"));
}

}  // namespace

absl::StatusOr<bool> Condition::Matches(const Item& item) const {
  return Evaluate(nodes_[root_], item);
}

absl::StatusOr<bool> Condition::EvaluateAll(const Node& node,
                                            const Item& item) const {
  // Every part is evaluated, so that a missing attribute is always told.
  bool any = false;
  bool all = true;
  for (const int child : node.children) {
    ASSIGN_OR_RETURN(const bool matches, Evaluate(nodes_[child], item));
    any = any || matches;
    all = all && matches;
  }
  return node.kind == Kind::kOr ? any : all;
}

absl::StatusOr<bool> Condition::Evaluate(const Node& node,
                                         const Item& item) const {
  if (node.kind == Kind::kAll) return true;
  if (node.kind == Kind::kOr || node.kind == Kind::kAnd) {
    return EvaluateAll(node, item);
  }
  if (node.kind == Kind::kNot) {
    ASSIGN_OR_RETURN(const bool matches,
                     Evaluate(nodes_[node.children[0]], item));
    return !matches;
  }
  ASSIGN_OR_RETURN(const std::string text, AttributeOf(item, node.attribute));
  for (const Value& value : node.values) {
    if (!value.is_number) {
      if (text == value.text) return true;
      continue;
    }
    ASSIGN_OR_RETURN(const double number, NumberOf(item, node.attribute, text));
    if (node.kind == Kind::kLess) return number < value.number;
    if (node.kind == Kind::kLessOrEqual) return number <= value.number;
    if (number == value.number) return true;
  }
  return false;
}

}  // namespace adaptest

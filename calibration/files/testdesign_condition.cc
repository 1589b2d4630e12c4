#include "calibration/files/testdesign_condition.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "calibration/files/csv_reader.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

bool IsEquality(absl::string_view op) { return op == "==" || op == "!="; }

bool Compare(absl::string_view op, double x, double y) {
  if (op == "<") return x < y;
  if (op == "<=") return x <= y;
  if (op == ">") return x > y;
  return x >= y;
}

}  // namespace

std::string TestDesignValue(const Item& item, const std::string& name) {
  if (name == "item_id") return item.id;
  if (name == "item_set") return item.item_set;
  const auto found = item.attributes.find(name);
  return found == item.attributes.end() ? "" : found->second;
}

std::string TestDesignCondition::TranslateAll(const Node& node) const {
  std::vector<std::string> parts;
  for (const int child : node.children) {
    const std::string part = Translate(nodes_[child]);
    const bool looser =
        node.kind == Kind::kAnd && nodes_[child].kind == Kind::kOr;
    parts.push_back(looser ? absl::StrCat("(", part, ")") : part);
  }
  return absl::StrJoin(parts, node.kind == Kind::kOr ? " or " : " and ");
}

std::string TestDesignCondition::Translate(const Node& node) const {
  std::vector<std::string> values;
  for (const Value& value : node.values) {
    values.push_back(value.number ? value.text
                                  : absl::StrCat("\"", value.text, "\""));
  }
  switch (node.kind) {
    case Kind::kOr:
    case Kind::kAnd:
      return TranslateAll(node);
    case Kind::kNot: {
      const Node& child = nodes_[node.children[0]];
      const std::string part = Translate(child);
      const bool looser = child.kind == Kind::kOr || child.kind == Kind::kAnd;
      return looser ? absl::StrCat("not (", part, ")")
                    : absl::StrCat("not ", part);
    }
    case Kind::kIsMissing:
      return absl::StrCat(node.attribute, " == \"\"");
    case Kind::kIn:
      return absl::StrCat(node.attribute, " in (", absl::StrJoin(values, ", "),
                          ")");
    case Kind::kCompare:
      break;
  }
  return absl::StrCat(node.attribute, " ", node.operator_, " ", values[0]);
}

absl::StatusOr<bool> TestDesignCondition::Matches(const Item& item) const {
  ASSIGN_OR_RETURN(const Truth truth, Evaluate(nodes_[root_], item));
  return truth.value_or(false);
}

absl::StatusOr<TestDesignCondition::Truth> TestDesignCondition::EvaluateAll(
    const Node& node, const Item& item) const {
  // One false settles "and", one true settles "or", whatever else is NA.
  const bool settling = node.kind == Kind::kOr;
  bool settled = false;
  bool unknown = false;
  for (const int child : node.children) {
    ASSIGN_OR_RETURN(const Truth truth, Evaluate(nodes_[child], item));
    unknown |= !truth.has_value();
    settled |= truth == settling;
  }
  if (settled) return Truth(settling);
  return unknown ? Truth() : Truth(!settling);
}

absl::StatusOr<TestDesignCondition::Truth> TestDesignCondition::Evaluate(
    const Node& node, const Item& item) const {
  if (node.kind == Kind::kOr || node.kind == Kind::kAnd) {
    return EvaluateAll(node, item);
  }
  if (node.kind == Kind::kNot) {
    ASSIGN_OR_RETURN(const Truth truth,
                     Evaluate(nodes_[node.children[0]], item));
    return truth ? Truth(!*truth) : Truth();
  }
  const std::string text = TestDesignValue(item, node.attribute);
  if (node.kind == Kind::kIsMissing) return Truth(text.empty());
  if (text.empty()) return node.kind == Kind::kIn ? Truth(false) : Truth();
  const std::optional<double> number = ParseNumber(text);
  if (node.kind == Kind::kCompare && !IsEquality(node.operator_)) {
    if (number) {
      return Truth(Compare(node.operator_, *number, *node.values[0].number));
    }
    return absl::InvalidArgumentError(absl::StrCat(
        "item ", item.id, ": attribute ", node.attribute, " = \"", text,
        "\" is not a number, but is compared by ", node.operator_));
  }
  const bool equal = std::any_of(
      node.values.begin(), node.values.end(), [&](const Value& value) {
        return value.number ? number == value.number : text == value.text;
      });
  return Truth(equal != (node.operator_ == "!="));
}

}  // namespace adaptest

#ifndef ADAPTEST_ENGINE_BLUEPRINT_CONDITION_H_
#define ADAPTEST_ENGINE_BLUEPRINT_CONDITION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/item.h"

namespace adaptest {

// Which items a constraint counts, as an exam profile states it:
//
//   condition  := term { "or" term }
//   term       := factor { "and" factor }
//   factor     := "not" factor | "(" condition ")" | comparison
//   comparison := attribute ("==" | "!=" | "<" | "<=" | ">" | ">=") value
//               | attribute "in" "(" value { "," value } ")"
//   value      := "text" in double quotes | number
//
// The empty text matches every item. An attribute is one of the item's content
// attributes, or item_id, model, status, enemy_group, item_set,
// expected_seconds or provisional ("true", "false"). Text compares by == and !=
// only; a number compares with an attribute whose value is one. Nothing is
// evaluated: there are no functions.
class Condition {
 public:
  static constexpr size_t kMaxLength = 4096;
  static constexpr int kMaxDepth = 64;

  // The error says what was expected and at which character, from 1.
  static absl::StatusOr<Condition> Parse(absl::string_view text);

  // Whether the item matches. An attribute that the item does not have, or
  // that is no number where one is compared, is an error that names both.
  absl::StatusOr<bool> Matches(const Item& item) const;

 private:
  friend class ConditionParser;

  enum class Kind { kAll, kOr, kAnd, kNot, kIn, kEqual, kLess, kLessOrEqual };
  struct Value {
    bool is_number = false;
    double number = 0;
    std::string text;
  };
  struct Node {
    Kind kind = Kind::kAll;
    std::vector<int> children;  // kOr, kAnd, kNot: indices of nodes
    std::string attribute;      // comparisons
    std::vector<Value> values;  // one, or several for kIn
  };

  absl::StatusOr<bool> Evaluate(const Node& node, const Item& item) const;
  absl::StatusOr<bool> EvaluateAll(const Node& node, const Item& item) const;

  std::vector<Node> nodes_;
  int root_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_BLUEPRINT_CONDITION_H_

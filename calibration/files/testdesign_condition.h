#ifndef ADAPTEST_CALIBRATION_FILES_TESTDESIGN_CONDITION_H_
#define ADAPTEST_CALIBRATION_FILES_TESTDESIGN_CONDITION_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/item.h"

namespace adaptest {

// What TestDesign's conditions call an attribute -> its name here.
using TestDesignNames = std::map<std::string, std::string>;

// A condition in a constraints file of TestDesign, an expression of R over
// attributes, from the loosest to the tightest:
//
//   condition  := term { "|" term }
//   term       := factor { "&" factor }
//   factor     := "!" factor | "(" condition ")" | "is.na(" attribute ")"
//               | comparison
//   comparison := attribute ("==" | "!=" | "<" | "<=" | ">" | ">=") value
//               | attribute "%in%" (set | "c(" set { "," set } ")")
//   set        := value | whole number ":" whole number
//   value      := number | "text" | 'text' | TRUE | FALSE
//
// Text compares by == and != only. Every other expression of R is refused.
class TestDesignCondition {
 public:
  static constexpr int kMaxDepth = 64;

  // Reads text[begin..], whose attributes are among `names`. The error says
  // what was expected and at which character of the text, from 1.
  static absl::StatusOr<TestDesignCondition> Parse(absl::string_view text,
                                                   const TestDesignNames& names,
                                                   size_t begin = 0);

  // The same in the grammar of engine/blueprint/condition.h, where a missing
  // value is an error. It means the same on items that have every attribute.
  std::string Translate() const { return Translate(nodes_[root_]); }

  // Whether the item matches in R, where a comparison with a missing value is
  // NA, %in% and is.na never are, and an item for which all is NA does not
  // match. An order compared with an attribute that is no number is an error.
  absl::StatusOr<bool> Matches(const Item& item) const;

 private:
  friend class TestDesignConditionParser;

  enum class Kind { kOr, kAnd, kNot, kIsMissing, kIn, kCompare };
  struct Value {
    std::string text;  // a number as it was written
    std::optional<double> number;
  };
  struct Node {
    Kind kind;
    std::vector<int> children;    // kOr, kAnd, kNot: indices of nodes
    std::string attribute;        // by its name here
    absl::string_view operator_;  // kCompare
    std::vector<Value> values;    // one, or several for kIn
  };
  using Truth = std::optional<bool>;  // nothing = NA

  std::string Translate(const Node& node) const;
  std::string TranslateAll(const Node& node) const;
  absl::StatusOr<Truth> Evaluate(const Node& node, const Item& item) const;
  absl::StatusOr<Truth> EvaluateAll(const Node& node, const Item& item) const;

  std::vector<Node> nodes_;
  int root_ = 0;
};

// The item's value of an attribute by its name here; "" where it has none.
std::string TestDesignValue(const Item& item, const std::string& name);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_TESTDESIGN_CONDITION_H_

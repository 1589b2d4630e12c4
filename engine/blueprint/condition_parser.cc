#include <cctype>
#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/blueprint/condition.h"
#include "engine/status_macros.h"

namespace adaptest {

// Recursive descent over the grammar in condition.h.
class ConditionParser {
 public:
  explicit ConditionParser(absl::string_view text) : text_(text) {}

  absl::StatusOr<Condition> Parse() {
    if (text_.size() > Condition::kMaxLength) {
      return absl::InvalidArgumentError(
          absl::StrCat("condition of ", text_.size(),
                       " characters is longer than ", Condition::kMaxLength));
    }
    SkipSpace();
    if (at_ == text_.size()) {
      condition_.nodes_.emplace_back();
      return std::move(condition_);
    }
    ASSIGN_OR_RETURN(condition_.root_, ParseOr(0));
    if (at_ != text_.size()) return Expected("and, or, or the end");
    return std::move(condition_);
  }

 private:
  using Kind = Condition::Kind;
  using Node = Condition::Node;
  using Value = Condition::Value;

  absl::Status Expected(absl::string_view what) const {
    const absl::string_view rest = text_.substr(at_, 16);
    return absl::InvalidArgumentError(absl::StrCat(
        "condition: expected ", what, " at character ", at_ + 1, ", found ",
        rest.empty() ? "the end" : absl::StrCat("'", rest, "'")));
  }

  void SkipSpace() {
    while (at_ < text_.size() && absl::ascii_isspace(text_[at_])) ++at_;
  }

  static bool IsNameCharacter(char c) {
    return absl::ascii_isalnum(c) || c == '_' || c == '.';
  }

  absl::string_view PeekWord() const {
    size_t end = at_;
    while (end < text_.size() && IsNameCharacter(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }

  bool TakeWord(absl::string_view word) {
    if (PeekWord() != word) return false;
    at_ += word.size();
    SkipSpace();
    return true;
  }

  bool TakeSymbol(absl::string_view symbol) {
    if (text_.substr(at_, symbol.size()) != symbol) return false;
    at_ += symbol.size();
    SkipSpace();
    return true;
  }

  int Add(Node node) {
    condition_.nodes_.push_back(std::move(node));
    return static_cast<int>(condition_.nodes_.size()) - 1;
  }

  int Not(int child) {
    Node node;
    node.kind = Kind::kNot;
    node.children = {child};
    return Add(std::move(node));
  }

  absl::StatusOr<int> ParseOr(int depth) {
    Node node;
    node.kind = Kind::kOr;
    do {
      ASSIGN_OR_RETURN(const int child, ParseAnd(depth));
      node.children.push_back(child);
    } while (TakeWord("or"));
    return node.children.size() == 1 ? node.children[0] : Add(std::move(node));
  }

  absl::StatusOr<int> ParseAnd(int depth) {
    Node node;
    node.kind = Kind::kAnd;
    do {
      ASSIGN_OR_RETURN(const int child, ParseFactor(depth));
      node.children.push_back(child);
    } while (TakeWord("and"));
    return node.children.size() == 1 ? node.children[0] : Add(std::move(node));
  }

  absl::StatusOr<int> ParseFactor(int depth) {
    if (depth > Condition::kMaxDepth) {
      return absl::InvalidArgumentError(absl::StrCat(
          "condition is nested deeper than ", Condition::kMaxDepth));
    }
    if (TakeWord("not")) {
      ASSIGN_OR_RETURN(const int child, ParseFactor(depth + 1));
      return Not(child);
    }
    if (TakeSymbol("(")) {
      ASSIGN_OR_RETURN(const int child, ParseOr(depth + 1));
      if (!TakeSymbol(")")) return Expected("')'");
      return child;
    }
    return ParseComparison();
  }

  absl::StatusOr<int> ParseComparison() {
    Node node;
    node.attribute = std::string(PeekWord());
    if (node.attribute.empty() || absl::ascii_isdigit(node.attribute[0])) {
      return Expected("an attribute");
    }
    at_ += node.attribute.size();
    SkipSpace();
    if (TakeWord("in")) return ParseIn(std::move(node));
    struct Operator {
      absl::string_view symbol;
      Kind kind;
      bool negated;
    };
    // a > b is not (a <= b), a >= b is not (a < b); no value is NaN.
    static constexpr Operator kOperators[] = {
        {"==", Kind::kEqual, false},       {"!=", Kind::kEqual, true},
        {"<=", Kind::kLessOrEqual, false}, {">=", Kind::kLess, true},
        {"<", Kind::kLess, false},         {">", Kind::kLessOrEqual, true}};
    for (const Operator& op : kOperators) {
      if (!TakeSymbol(op.symbol)) continue;
      node.kind = op.kind;
      ASSIGN_OR_RETURN(Value value, ParseValue());
      if (!value.is_number && op.kind != Kind::kEqual) {
        return absl::InvalidArgumentError(absl::StrCat(
            "condition: ", op.symbol, " compares ", node.attribute,
            " with the text \"", value.text, "\"; text allows == and != only"));
      }
      node.values = {std::move(value)};
      const int comparison = Add(std::move(node));
      return op.negated ? Not(comparison) : comparison;
    }
    return Expected("==, !=, <, <=, >, >= or in");
  }

  absl::StatusOr<int> ParseIn(Node node) {
    node.kind = Kind::kIn;
    if (!TakeSymbol("(")) return Expected("'('");
    do {
      ASSIGN_OR_RETURN(Value value, ParseValue());
      node.values.push_back(std::move(value));
    } while (TakeSymbol(","));
    if (!TakeSymbol(")")) return Expected("',' or ')'");
    return Add(std::move(node));
  }

  absl::StatusOr<Value> ParseValue() {
    Value value;
    if (text_.substr(at_, 1) == "\"") {
      const size_t end = text_.find('"', at_ + 1);
      if (end == absl::string_view::npos) return Expected("a closing quote");
      value.text = std::string(text_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      SkipSpace();
      return value;
    }
    size_t end = at_;
    while (end < text_.size() && (IsNameCharacter(text_[end]) ||
                                  text_[end] == '-' || text_[end] == '+')) {
      ++end;
    }
    value.is_number = true;
    if (!absl::SimpleAtod(text_.substr(at_, end - at_), &value.number) ||
        !std::isfinite(value.number)) {
      return Expected("a number or a text in double quotes");
    }
    at_ = end;
    SkipSpace();
    return value;
  }

  absl::string_view text_;
  size_t at_ = 0;
  Condition condition_;
};

absl::StatusOr<Condition> Condition::Parse(absl::string_view text) {
  return ConditionParser(text).Parse();
}

}  // namespace adaptest

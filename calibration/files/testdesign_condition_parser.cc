#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/testdesign_condition.h"
#include "engine/status_macros.h"

namespace adaptest {

// Recursive descent over the grammar in testdesign_condition.h.
class TestDesignConditionParser {
 public:
  TestDesignConditionParser(absl::string_view text,
                            const TestDesignNames& names, size_t begin)
      : text_(text), names_(names), at_(begin) {}

  absl::StatusOr<TestDesignCondition> Parse() {
    SkipSpace();
    ASSIGN_OR_RETURN(condition_.root_, ParseOr(0));
    if (at_ != text_.size()) return Expected("&, | or the end");
    return std::move(condition_);
  }

 private:
  using Kind = TestDesignCondition::Kind;
  using Node = TestDesignCondition::Node;
  using Value = TestDesignCondition::Value;

  static constexpr int64_t kMaxRange = 10000;

  absl::Status At(size_t place, absl::string_view message) const {
    const absl::string_view rest = text_.substr(place, 16);
    return absl::InvalidArgumentError(absl::StrCat(
        "CONDITION: ", message, " at character ", place + 1, ", found ",
        rest.empty() ? "the end" : absl::StrCat("'", rest, "'")));
  }
  absl::Status Expected(absl::string_view what) const {
    return At(at_, absl::StrCat("expected ", what));
  }

  void SkipSpace() {
    while (at_ < text_.size() && absl::ascii_isspace(text_[at_])) ++at_;
  }

  bool TakeSymbol(absl::string_view symbol) {
    if (text_.substr(at_, symbol.size()) != symbol) return false;
    at_ += symbol.size();
    SkipSpace();
    return true;
  }

  // The name of R at this place: letters, digits, dots and underscores.
  absl::string_view PeekWord() const {
    size_t end = at_;
    while (end < text_.size() && (absl::ascii_isalnum(text_[end]) ||
                                  text_[end] == '.' || text_[end] == '_')) {
      ++end;
    }
    return text_.substr(at_, end - at_);
  }

  bool TakeWord(absl::string_view word) {
    return PeekWord() == word && TakeSymbol(word);
  }

  int Add(Node node) {
    condition_.nodes_.push_back(std::move(node));
    return static_cast<int>(condition_.nodes_.size()) - 1;
  }

  absl::StatusOr<int> ParseOr(int depth) {
    Node node{Kind::kOr, {}, "", "", {}};
    do {
      ASSIGN_OR_RETURN(const int child, ParseAnd(depth));
      node.children.push_back(child);
    } while (TakeSymbol("|"));
    return node.children.size() == 1 ? node.children[0] : Add(std::move(node));
  }

  absl::StatusOr<int> ParseAnd(int depth) {
    Node node{Kind::kAnd, {}, "", "", {}};
    do {
      ASSIGN_OR_RETURN(const int child, ParseFactor(depth));
      node.children.push_back(child);
    } while (TakeSymbol("&"));
    return node.children.size() == 1 ? node.children[0] : Add(std::move(node));
  }

  absl::StatusOr<int> ParseFactor(int depth) {
    if (depth > TestDesignCondition::kMaxDepth) {
      return absl::InvalidArgumentError(absl::StrCat(
          "CONDITION is nested deeper than ", TestDesignCondition::kMaxDepth));
    }
    if (TakeSymbol("!")) {
      ASSIGN_OR_RETURN(const int child, ParseFactor(depth + 1));
      return Add({Kind::kNot, {child}, "", "", {}});
    }
    if (TakeSymbol("(")) {
      ASSIGN_OR_RETURN(const int child, ParseOr(depth + 1));
      if (!TakeSymbol(")")) return Expected("')'");
      return child;
    }
    if (TakeWord("is.na")) return ParseIsMissing();
    return ParseComparison();
  }

  absl::StatusOr<std::string> ParseAttribute() {
    const absl::string_view word = PeekWord();
    if (word.empty() || absl::ascii_isdigit(word[0])) {
      return Expected("an attribute");
    }
    const auto found = names_.find(std::string(word));
    if (found == names_.end()) {
      return At(at_, absl::StrCat("there is no attribute ", word, " (allowed: ",
                                  absl::StrJoin(Known(), ", "), ")"));
    }
    TakeWord(word);
    return found->second;
  }

  std::vector<std::string> Known() const {
    std::vector<std::string> known;
    for (const auto& [name, attribute] : names_) known.push_back(name);
    return known;
  }

  absl::StatusOr<int> ParseIsMissing() {
    if (!TakeSymbol("(")) return Expected("'('");
    ASSIGN_OR_RETURN(std::string attribute, ParseAttribute());
    if (!TakeSymbol(")")) return Expected("')'");
    return Add({Kind::kIsMissing, {}, std::move(attribute), "", {}});
  }

  absl::StatusOr<int> ParseComparison() {
    static constexpr absl::string_view kOperators[] = {
        "==", "!=", "<=", ">=", "<", ">"};
    Node node{Kind::kCompare, {}, "", "", {}};
    ASSIGN_OR_RETURN(node.attribute, ParseAttribute());
    if (TakeSymbol("%in%")) return ParseIn(std::move(node));
    for (const absl::string_view op : kOperators) {
      if (!TakeSymbol(op)) continue;
      node.operator_ = op;
      const size_t place = at_;
      ASSIGN_OR_RETURN(Value value, ParseValue());
      if (!value.number && op != "==" && op != "!=") {
        return At(place, absl::StrCat("expected a number after ", op));
      }
      node.values = {std::move(value)};
      return Add(std::move(node));
    }
    return Expected("==, !=, <, <=, >, >= or %in%");
  }

  absl::StatusOr<int> ParseIn(Node node) {
    node.kind = Kind::kIn;
    if (!TakeWord("c")) {
      RETURN_IF_ERROR(ParseSet(node.values));
      return Add(std::move(node));
    }
    if (!TakeSymbol("(")) return Expected("'('");
    do {
      RETURN_IF_ERROR(ParseSet(node.values));
    } while (TakeSymbol(","));
    if (!TakeSymbol(")")) return Expected("',' or ')'");
    return Add(std::move(node));
  }

  // A value, or all whole numbers from one to another.
  absl::Status ParseSet(std::vector<Value>& values) {
    const size_t place = at_;
    ASSIGN_OR_RETURN(Value first, ParseValue());
    if (!TakeSymbol(":")) {
      values.push_back(std::move(first));
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const Value last, ParseValue());
    int64_t from, to;
    if (!absl::SimpleAtoi(first.text, &from) ||
        !absl::SimpleAtoi(last.text, &to) || from > to ||
        to - from >= kMaxRange) {
      return At(place, absl::StrCat("expected a range of at most ", kMaxRange,
                                    " whole numbers, ascending,"));
    }
    for (int64_t i = from; i <= to; ++i) {
      values.push_back({absl::StrCat(i), static_cast<double>(i)});
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Value> ParseValue() {
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (c == '"' || c == '\'') return ParseText(c);
    for (const absl::string_view word : {"TRUE", "FALSE"}) {
      if (TakeWord(word)) return Value{std::string(word), std::nullopt};
    }
    return ParseNumberValue();
  }

  absl::StatusOr<Value> ParseText(char quote) {
    const size_t end = text_.find(quote, at_ + 1);
    if (end == absl::string_view::npos) return Expected("a closing quote");
    const absl::string_view text = text_.substr(at_ + 1, end - at_ - 1);
    if (text.find('\\') != absl::string_view::npos) {
      return Expected("a text without backslash");
    }
    at_ = end + 1;
    SkipSpace();
    return Value{std::string(text), std::nullopt};
  }

  absl::StatusOr<Value> ParseNumberValue() {
    size_t end = at_;
    const auto is_exponent = [&] {
      return end > at_ && absl::ascii_tolower(text_[end - 1]) == 'e';
    };
    while (end < text_.size() &&
           (absl::ascii_isalnum(text_[end]) || text_[end] == '.' ||
            ((text_[end] == '-' || text_[end] == '+') &&
             (end == at_ || is_exponent())))) {
      ++end;
    }
    absl::string_view text = text_.substr(at_, end - at_);
    absl::ConsumeSuffix(&text, "L");  // R's mark of a whole number
    const std::optional<double> number = ParseNumber(text);
    if (!number) return Expected("a number or a text in quotes");
    at_ = end;
    SkipSpace();
    return Value{std::string(text), number};
  }

  absl::string_view text_;
  const TestDesignNames& names_;
  size_t at_;
  TestDesignCondition condition_;
};

absl::StatusOr<TestDesignCondition> TestDesignCondition::Parse(
    absl::string_view text, const TestDesignNames& names, size_t begin) {
  return TestDesignConditionParser(text, names, begin).Parse();
}

}  // namespace adaptest

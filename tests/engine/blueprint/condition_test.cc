#include "engine/blueprint/condition.h"

#include "tests/engine/bank_builder.h"

namespace adaptest {
namespace {

Item AnItem() {
  Item item = MakeItem("Q7", "3pl", {1, 0, 0.2});
  item.attributes = {{"domain", "1"}, {"level", "2.5"}, {"empty", ""}};
  item.enemy_group = "E1";
  item.expected_seconds = 90;
  return item;
}

bool Matches(absl::string_view text) {
  const auto condition = Condition::Parse(text);
  EXPECT_TRUE(condition.ok()) << text << ": " << condition.status();
  if (!condition.ok()) return false;
  const auto matches = condition->Matches(AnItem());
  EXPECT_TRUE(matches.ok()) << text << ": " << matches.status();
  return matches.ok() && *matches;
}

std::string ParseError(absl::string_view text) {
  return std::string(Condition::Parse(text).status().message());
}

std::string MatchError(absl::string_view text) {
  const auto condition = Condition::Parse(text);
  EXPECT_TRUE(condition.ok()) << text << ": " << condition.status();
  return std::string(condition->Matches(AnItem()).status().message());
}

TEST(Condition, MatchesEveryItemWhereItIsEmpty) {
  EXPECT_TRUE(Matches(""));
  EXPECT_TRUE(Matches(" \t\n"));
}

TEST(Condition, ComparesText) {
  EXPECT_TRUE(Matches("domain == \"1\""));
  EXPECT_FALSE(Matches("domain == \"1.0\""));
  EXPECT_FALSE(Matches("domain != \"1\""));
  EXPECT_TRUE(Matches("domain!=\"\""));
}

TEST(Condition, ComparesNumbersByValue) {
  EXPECT_TRUE(Matches("domain == 1.0"));
  EXPECT_TRUE(Matches("level == 25e-1"));
  EXPECT_FALSE(Matches("level != 2.5"));
  EXPECT_TRUE(Matches("level > -2.5"));
}

TEST(Condition, OrdersNumbersWithTheirBoundary) {
  EXPECT_FALSE(Matches("level < 2.5"));
  EXPECT_TRUE(Matches("level <= 2.5"));
  EXPECT_TRUE(Matches("level >= 2.5"));
  EXPECT_FALSE(Matches("level > 2.5"));
  EXPECT_TRUE(Matches("level < 2.6"));
  EXPECT_FALSE(Matches("level >= 2.6"));
}

TEST(Condition, FindsAValueInAList) {
  EXPECT_TRUE(Matches("domain in (\"2\", \"1\")"));
  EXPECT_FALSE(Matches("domain in (\"2\")"));
  EXPECT_TRUE(Matches("domain in (2, 1)"));
  EXPECT_TRUE(Matches("level in (\"x\", 2.5)"));
  EXPECT_TRUE(Matches("not domain in (\"2\")"));
}

TEST(Condition, KnowsTheFieldsOfAnItem) {
  EXPECT_TRUE(Matches("item_id == \"Q7\""));
  EXPECT_TRUE(Matches("model == \"3pl\""));
  EXPECT_TRUE(Matches("status == \"operational\""));
  EXPECT_TRUE(Matches("enemy_group == \"E1\""));
  EXPECT_TRUE(Matches("item_set == \"\""));
  EXPECT_TRUE(Matches("expected_seconds == 90"));
  EXPECT_TRUE(Matches("provisional == \"false\""));
}

constexpr char kTrue[] = "domain == 1";
constexpr char kFalse[] = "domain == 2";

std::string Fill(absl::string_view pattern) {
  std::string text;
  for (const char c : pattern) {
    text += c == 'T' ? kTrue : c == 'F' ? kFalse : std::string(1, c);
  }
  return text;
}

TEST(Condition, BindsAndTighterThanOr) {
  EXPECT_TRUE(Matches(Fill("T or F and F")));
  EXPECT_FALSE(Matches(Fill("(T or F) and F")));
  EXPECT_TRUE(Matches(Fill("F and F or T")));
  EXPECT_FALSE(Matches(Fill("F and (F or T)")));
}

TEST(Condition, BindsNotTighterThanAnd) {
  EXPECT_FALSE(Matches(Fill("not F and F")));
  EXPECT_TRUE(Matches(Fill("not (F and F)")));
  EXPECT_TRUE(Matches(Fill("not T or T")));
  EXPECT_FALSE(Matches(Fill("not (T or T)")));
  EXPECT_TRUE(Matches(Fill("not not T")));
}

TEST(Condition, AgreesWithTheTruthTableOfThreeTerms) {
  for (int bits = 0; bits < 8; ++bits) {
    const bool x = bits & 1, y = bits & 2, z = bits & 4;
    const auto v = [](bool value) { return value ? 'T' : 'F'; };
    const std::string text = {v(x), ' ',  'o', 'r', ' ', 'n', 'o', 't',
                              ' ',  v(y), ' ', 'a', 'n', 'd', ' ', v(z)};
    EXPECT_EQ(Matches(Fill(text)), x || (!y && z)) << text;
  }
}

TEST(Condition, RefusesAnItemWithoutTheAttribute) {
  EXPECT_EQ(MatchError("topic == \"x\""), "item Q7 has no attribute \"topic\"");
  EXPECT_EQ(MatchError("empty == \"\""), "item Q7 has no attribute \"empty\"");
}

TEST(Condition, TellsAMissingAttributeWhereTheRestDecides) {
  EXPECT_EQ(MatchError(Fill("T or topic == 1")),
            "item Q7 has no attribute \"topic\"");
  EXPECT_EQ(MatchError(Fill("F and topic == 1")),
            "item Q7 has no attribute \"topic\"");
}

TEST(Condition, RefusesTextWhereANumberIsCompared) {
  EXPECT_EQ(MatchError("model < 3"),
            "item Q7: attribute model = \"3pl\" is not a number, but is "
            "compared with one");
}

TEST(Condition, TellsWhatWasExpectedAndWhere) {
  const std::pair<std::string, std::string> cases[] = {
      {"domain",
       "expected ==, !=, <, <=, >, >= or in at character 7, found "
       "the end"},
      {"domain = 1",
       "expected ==, !=, <, <=, >, >= or in at character 8, "
       "found '= 1'"},
      {"domain == ",
       "expected a number or a text in double quotes at "
       "character 11, found the end"},
      {"domain == one",
       "expected a number or a text in double quotes at "
       "character 11, found 'one'"},
      {"domain == inf",
       "expected a number or a text in double quotes at "
       "character 11, found 'inf'"},
      {"domain == \"1",
       "expected a closing quote at character 11, found "
       "'\"1'"},
      {"(domain == 1", "expected ')' at character 13, found the end"},
      {"domain == 1)",
       "expected and, or, or the end at character 12, found "
       "')'"},
      {"domain == 1 and",
       "expected an attribute at character 16, found the "
       "end"},
      {"or domain == 1",
       "expected ==, !=, <, <=, >, >= or in at character 4, "
       "found 'domain == 1'"},
      {"domain in 1", "expected '(' at character 11, found '1'"},
      {"domain in ()",
       "expected a number or a text in double quotes at "
       "character 12, found ')'"},
      {"domain in (1 2)", "expected ',' or ')' at character 14, found '2)'"},
      {"1 == domain",
       "expected an attribute at character 1, found "
       "'1 == domain'"},
      {"domain == 1; x",
       "expected and, or, or the end at character 12, found "
       "'; x'"}};
  for (const auto& [text, error] : cases) {
    EXPECT_EQ(ParseError(text), "condition: " + error) << text;
  }
}

TEST(Condition, RefusesToOrderText) {
  EXPECT_EQ(ParseError("domain >= \"1\""),
            "condition: >= compares domain with the text \"1\"; text allows == "
            "and != only");
}

TEST(Condition, LimitsItsLength) {
  const std::string text(Condition::kMaxLength, ' ');
  EXPECT_TRUE(Condition::Parse(text).ok());
  EXPECT_EQ(ParseError(text + " "),
            "condition of 4097 characters is longer than 4096");
}

TEST(Condition, LimitsItsDepth) {
  const auto nested = [](const std::string& open, const std::string& close,
                         int depth) {
    std::string text = "domain == 1";
    for (int d = 0; d < depth; ++d) text = open + text + close;
    return text;
  };
  EXPECT_TRUE(Matches(nested("(", ")", Condition::kMaxDepth)));
  EXPECT_TRUE(Matches(nested("not ", "", Condition::kMaxDepth)));
  EXPECT_EQ(ParseError(nested("(", ")", Condition::kMaxDepth + 1)),
            "condition is nested deeper than 64");
  EXPECT_EQ(ParseError(nested("not ", "", Condition::kMaxDepth + 1)),
            "condition is nested deeper than 64");
}

}  // namespace
}  // namespace adaptest

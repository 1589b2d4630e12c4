#include "calibration/files/testdesign_condition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/condition.h"

namespace adaptest {
namespace {

const TestDesignNames& Names() {
  static const auto& names = *new TestDesignNames(
      {{"ID", "item_id"}, {"STID", "item_set"}, {"A", "A"}, {"B.1", "B.1"}});
  return names;
}

struct Translation {
  const char* theirs;
  const char* ours;
};

constexpr Translation kTranslations[] = {
    {"A == 3", "A == 3"},
    {"A==-1.5", "A == -1.5"},
    {"A >= 1e-3", "A >= 1e-3"},
    {"A != 3L", "A != 3"},
    {"A == \"1A\"", "A == \"1A\""},
    {"A == '1A'", "A == \"1A\""},
    {"A == TRUE", "A == \"TRUE\""},
    {"ID %in% c(\"Q1\", \"Q2\")", "item_id in (\"Q1\", \"Q2\")"},
    {"STID == \"S1\"", "item_set == \"S1\""},
    {"A %in% c(1, 8)", "A in (1, 8)"},
    {"A %in% 2", "A in (2)"},
    {"A %in% 2:4", "A in (2, 3, 4)"},
    {"A %in% c(1:2, 9)", "A in (1, 2, 9)"},
    {"A == 1 & B.1 < 2", "A == 1 and B.1 < 2"},
    {"A == 1 | B.1 < 2 & B.1 > 0", "A == 1 or B.1 < 2 and B.1 > 0"},
    {"(A == 1 | A == 2) & B.1 < 2", "(A == 1 or A == 2) and B.1 < 2"},
    {"!A == 1 & B.1 < 2", "not A == 1 and B.1 < 2"},
    {"!(A == 1 & B.1 < 2)", "not (A == 1 and B.1 < 2)"},
    {"!A %in% c(1, 2)", "not A in (1, 2)"},
    {"!!(A == 1)", "not not A == 1"},
    {" ( ( A == 1 ) ) ", "A == 1"},
    {"!is.na(A)", "not A == \"\""},
};

TEST(TestDesignCondition, TranslatesRIntoOurGrammar) {
  for (const Translation& t : kTranslations) {
    const auto condition = TestDesignCondition::Parse(t.theirs, Names());
    ASSERT_TRUE(condition.ok()) << t.theirs << ": " << condition.status();
    EXPECT_EQ(condition->Translate(), t.ours);
    EXPECT_TRUE(Condition::Parse(t.ours).ok()) << t.ours;
  }
}

struct BadCondition {
  const char* text;
  const char* error;
};

constexpr BadCondition kBadConditions[] = {
    {"", "expected an attribute at character 1, found the end"},
    {"A",
     "expected ==, !=, <, <=, >, >= or %in% at character 2, found the "
     "end"},
    {"A = 3",
     "expected ==, !=, <, <=, >, >= or %in% at character 3, found "
     "'= 3'"},
    {"A == 1 &", "expected an attribute at character 9, found the end"},
    {"A == 1 && A == 2",
     "expected an attribute at character 9, found '& A == 2'"},
    {"A == 1 A == 2",
     "expected &, | or the end at character 8, found "
     "'A == 2'"},
    {"C == 1",
     "there is no attribute C (allowed: A, B.1, ID, STID) at character 1, "
     "found 'C == 1'"},
    {"3 == A", "expected an attribute at character 1, found '3 == A'"},
    {"A == B.1",
     "expected a number or a text in quotes at character 6, found 'B.1'"},
    {"A == NA",
     "expected a number or a text in quotes at character 6, found 'NA'"},
    {"A < \"x\"", "expected a number after < at character 5, found '\"x\"'"},
    {"A == \"x", "expected a closing quote at character 6, found '\"x'"},
    {"A == \"a\\n\"",
     "expected a text without backslash at character 6, found '\"a\\n\"'"},
    {"A %in% c(1, 2", "expected ',' or ')' at character 14, found the end"},
    {"A %in% 4:2",
     "expected a range of at most 10000 whole numbers, ascending, at "
     "character 8, found '4:2'"},
    {"A %in% 1:1e9",
     "expected a range of at most 10000 whole numbers, ascending, at "
     "character 8, found '1:1e9'"},
    {"(A == 1", "expected ')' at character 8, found the end"},
    {"is.na A", "expected '(' at character 7, found 'A'"},
    {"grepl(\"x\", A)",
     "there is no attribute grepl (allowed: A, B.1, ID, STID) at character "
     "1, found 'grepl(\"x\", A)'"},
};

TEST(TestDesignCondition, ErrorsNameTheCharacter) {
  for (const BadCondition& mistake : kBadConditions) {
    const auto condition = TestDesignCondition::Parse(mistake.text, Names());
    EXPECT_EQ(condition.status().message(),
              absl::StrCat("CONDITION: ", mistake.error))
        << mistake.text;
  }
}

TEST(TestDesignCondition, DeepNestingIsRefused) {
  for (const char* opening : {"(", "!"}) {
    std::string text;
    for (int i = 0; i < 1000000; ++i) text += opening;
    EXPECT_EQ(TestDesignCondition::Parse(text, Names()).status().message(),
              "CONDITION is nested deeper than 64");
  }
}

Item MakeItem(const std::string& a, const std::string& b) {
  Item item;
  item.id = "Q1";
  if (!a.empty()) item.attributes["A"] = a;
  if (!b.empty()) item.attributes["B.1"] = b;
  return item;
}

absl::StatusOr<bool> Matches(const std::string& text, const Item& item) {
  const auto condition = TestDesignCondition::Parse(text, Names());
  EXPECT_TRUE(condition.ok()) << condition.status();
  return condition->Matches(item);
}

// By R's rules of NA (its help pages "Logic" and "match"), for an item with
// A = NA, STID = NA and B.1 = 2.
TEST(TestDesignCondition, MissingValuesAreNa) {
  const std::pair<const char*, bool> kCases[] = {
      {"A == 1", false},
      {"A != 1", false},
      {"!(A == 1)", false},
      {"!(A != 1)", false},
      {"A < 1 | B.1 == 2", true},
      {"A < 1 | B.1 == 3", false},
      {"A < 1 & B.1 == 2", false},
      {"!(A < 1 & B.1 == 3)", true},
      {"!(A < 1 & B.1 == 2)", false},
      {"A %in% c(1, 2)", false},
      {"!(A %in% c(1, 2))", true},
      {"is.na(A)", true},
      {"!is.na(A) & B.1 == 2", false},
      {"is.na(STID)", true},
      {"STID != \"S1\"", false},
  };
  for (const auto& [text, matches] : kCases) {
    EXPECT_EQ(*Matches(text, MakeItem("", "2")), matches) << text;
  }
}

TEST(TestDesignCondition, TextIsNotANumberThatEqualsIt) {
  EXPECT_FALSE(*Matches("A == 1", MakeItem("1A", "2")));
  EXPECT_TRUE(*Matches("A != 1", MakeItem("1A", "2")));
  EXPECT_TRUE(*Matches("A == 1", MakeItem("1.0", "2")));
  EXPECT_TRUE(*Matches("A == \"1\"", MakeItem("1", "2")));
}

TEST(TestDesignCondition, OrderOfTextsIsRefused) {
  EXPECT_EQ(Matches("A >= 1", MakeItem("1A", "2")).status().message(),
            "item Q1: attribute A = \"1A\" is not a number, but is compared "
            "by >=");
}

// Both grammars agree on items that have every attribute.
TEST(TestDesignCondition, TranslationMatchesTheSameItems) {
  for (const Translation& t : kTranslations) {
    for (const char* a : {"-1.5", "1", "2", "3", "9"}) {
      for (const char* b : {"-1", "1", "2"}) {
        Item item = MakeItem(a, b);
        item.item_set = "S1";
        const auto ours = Condition::Parse(t.ours)->Matches(item);
        ASSERT_TRUE(ours.ok()) << ours.status();
        EXPECT_EQ(*Matches(t.theirs, item), *ours)
            << t.theirs << " where A = " << a << ", B.1 = " << b;
      }
    }
  }
}

}  // namespace
}  // namespace adaptest

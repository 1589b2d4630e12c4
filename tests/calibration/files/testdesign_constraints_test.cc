#include "calibration/files/testdesign_constraints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

using testing::ElementsAre;

struct Imported {
  TestDesignPool pool;
  TestDesignBlueprint blueprint;
};

// Constraints on the small pool, which takes 4 items.
Imported Import(const std::string& rows) {
  const std::string folder = ProjectFile("tests/config/testdesign/");
  auto pool = ReadTestDesignPool(folder + "pool.csv", folder + "attributes.csv",
                                 folder + "stimuli.csv");
  EXPECT_TRUE(pool.ok()) << pool.status();
  const auto blueprint = ReadTestDesignConstraints(
      WriteScratch("constraints.csv",
                   absl::StrCat("CONSTRAINT,TYPE,WHAT,CONDITION,LB,UB,ONOFF\n",
                                "1,Number,Item,,4,4,NA\n", rows)),
      *pool);
  EXPECT_TRUE(blueprint.ok()) << blueprint.status();
  return {*std::move(pool), *blueprint};
}

// id type attribute [condition] lower..upper
std::string Text(const Constraint& c) {
  return absl::StrCat(c.id, " ", c.type, " ", c.attribute, "[", c.condition,
                      "] ", c.lower ? absl::StrCat(*c.lower) : "", "..",
                      c.upper ? absl::StrCat(*c.upper) : "");
}

// What becomes of rows, apart from the length.
std::vector<std::string> Translated(const std::string& rows) {
  std::vector<std::string> texts;
  for (const Constraint& constraint : Import(rows).blueprint.constraints) {
    texts.push_back(Text(constraint));
  }
  EXPECT_EQ(texts[0], "1 number [] 4..4");
  texts.erase(texts.begin());
  return texts;
}

TEST(TestDesignConstraints, LengthIsTheNumberOfScoredItems) {
  EXPECT_EQ(Import("").blueprint.scored_items, 4);
}

TEST(TestDesignConstraints, NumbersOfItems) {
  EXPECT_THAT(
      Translated("2,NUMBER,item,LEVEL == 1 & TYPE == 'MC',1,2,ON\n"
                 "3,Number,Item,LEVEL %in% 2:3,,3,\n"
                 "4,Number,Item,Per Stimulus,1,2,\n"),
      ElementsAre("2 number [LEVEL == 1 and TYPE == \"MC\"] 1..2",
                  "3 number [LEVEL in (2, 3)] ..3", "4 per_set [] 1..2"));
}

TEST(TestDesignConstraints, AttributeAloneIsOneConstraintForEachValue) {
  EXPECT_THAT(Translated("2,Number,Item,LEVEL,1,2,\n"
                         "3,Number,Item,TYPE,1,NA,\n"),
              ElementsAre("2:1 number [LEVEL == 1] 1..2",
                          "2:2 number [LEVEL == 2] 1..2",
                          "2:3 number [LEVEL == 3] 1..2",
                          "3:CR number [TYPE == \"CR\"] 1..",
                          "3:MC number [TYPE == \"MC\"] 1.."));
}

TEST(TestDesignConstraints, SumsOfAttributes) {
  EXPECT_THAT(
      Translated("2,Sum,Item,LEVEL,6,9.5,\n"
                 "3,Sum,Item,\"WORDS, TYPE == 'MC'\",-1,,\n"),
      ElementsAre("2 sum LEVEL[] 6..9.5", "3 sum WORDS[TYPE == \"MC\"] -1.."));
}

TEST(TestDesignConstraints, GroupsOfItems) {
  EXPECT_THAT(
      Translated("2,Order,Item,LEVEL,NA,NA,\n"
                 "3,Enemy,Item,\"ID %in% c('Q1','Q2')\",,,\n"
                 "4,Include,Item,ID == 'Q3',,,\n"
                 "5,Exclude,Item,LEVEL < 2,,,\n"
                 "6,AllOrNone,Item,LEVEL == 3,,,\n"),
      ElementsAre("2 order LEVEL[] ..",
                  "3 enemy [item_id in (\"Q1\", \"Q2\")] ..",
                  "4 include [item_id == \"Q3\"] ..",
                  "5 exclude [LEVEL < 2] ..", "6 all_or_none [LEVEL == 3] .."));
}

// Item Q6 has no stimulus, so that comparisons need a column.
TEST(TestDesignConstraints, NumbersOfStimuli) {
  EXPECT_THAT(Translated("2,Number,Stimulus,,1,1,\n"
                         "3,Number,Passage,LENGTH > 150,0,1,\n"
                         "4,Number,Stimulus,TOPIC,1,1,\n"),
              ElementsAre("2 set_number [] 1..1",
                          "3 set_number [matches_3 == \"yes\"] 0..1",
                          "4:art set_number [matches_4_art == \"yes\"] 1..1",
                          "4:law set_number [matches_4_law == \"yes\"] 1..1"));
}

TEST(TestDesignConstraints, GroupsOfStimuliBoundTheirNumber) {
  EXPECT_THAT(Translated("2,Enemy,Stimulus,\"STID %in% c('S1', 'S2')\",,,\n"
                         "3,Include,Stimulus,\"STID %in% c('S1', 'S2')\",,,\n"
                         "4,Exclude,Stimulus,STID == 'S1',,,\n"),
              ElementsAre("2 set_number [item_set in (\"S1\", \"S2\")] ..1",
                          "3 set_number [item_set in (\"S1\", \"S2\")] 2..",
                          "4 exclude [item_set == \"S1\"] .."));
}

TEST(TestDesignConstraints, ItemsOfNoStimulusAreNotAmongTheStimuli) {
  const Imported imported = Import("2,Exclude,Stimulus,STID != 'S1',,,\n");
  EXPECT_EQ(Text(imported.blueprint.constraints[1]),
            "2 exclude [matches_2 == \"yes\"] ..");
  EXPECT_EQ(imported.pool.items[5].attributes.at("matches_2"), "no");
}

// Item Q5 has no WORDS; in R it matches neither the condition nor its opposite.
TEST(TestDesignConstraints, ConditionOnMissingValuesBecomesAColumn) {
  const Imported imported = Import("2,Number,Item,!(WORDS >= 20),1,2,\n");
  EXPECT_EQ(Text(imported.blueprint.constraints[1]),
            "2 number [matches_2 == \"yes\"] 1..2");
  std::string matches;
  for (const Item& item : imported.pool.items) {
    absl::StrAppend(&matches, item.attributes.at("matches_2"), " ");
  }
  EXPECT_EQ(matches, "yes no no no no yes ");
  EXPECT_THAT(imported.blueprint.notes,
              ElementsAre("constraint 2: not every item has what \"!(WORDS >= "
                          "20)\" compares; the column matches_2 of items.csv "
                          "says which ones match"));
}

TEST(TestDesignConstraints, SwitchedOffIsLeftOutAndSaid) {
  const Imported imported = Import("2,Any,Item,whatever,1,2,off\n");
  EXPECT_EQ(imported.blueprint.constraints.size(), 1);
  EXPECT_THAT(imported.blueprint.notes,
              ElementsAre("constraint 2 is OFF and left out"));
}

TEST(TestDesignConstraints, GroupOfNobodyIsSaid) {
  EXPECT_THAT(Import("2,Include,Item,ID == 'Q99',,,\n").blueprint.notes,
              ElementsAre("constraint 2 matches no item"));
}

}  // namespace
}  // namespace adaptest

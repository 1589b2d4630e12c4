// script/count_violations, on what simulate writes and on planted breaches.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

Outcome Count(const std::string& exam, const std::string& responses,
              const std::string& items,
              const std::vector<std::string>& options = {}) {
  std::vector<std::string> words = {ProjectFile("script/count_violations"),
                                    exam, responses, items};
  words.insert(words.end(), options.begin(), options.end());
  return RunCommand(words);
}

// Answers of one person to these items, in their order.
std::string Session(const std::string& person,
                    const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    absl::StrAppend(&text, person, ",", item, ",1\n");
  }
  return text;
}

void ExpectNoneInASimulation(const SmallExamFiles& files) {
  for (const std::string mode : {"adaptive", "mock"}) {
    ASSERT_EQ(
        RunProgram({"simulate", "--bank", files.items(), "--exam", files.exam(),
                    "--mode", mode, "--examinees", "100", "--responses",
                    files.File("answers.csv"), "--out", files.File("study")})
            .exit_code,
        0);
    const Outcome outcome = Count(files.exam(), files.File("answers.csv"),
                                  files.items(), {"--mode", mode});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.out << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("sessions: 100, of full length 100"));
    EXPECT_THAT(outcome.out, HasSubstr("break the blueprint: 0"));
  }
}

TEST(CountViolations, FindsNoneInASimulation) {
  ExpectNoneInASimulation(SmallExamFiles());
}

// The one breach of a session, as an example tells it.
void ExpectBreach(const SmallExamFiles& files,
                  const std::vector<std::string>& session,
                  const std::string& breach) {
  WriteFile(
      files.File("answers.csv"),
      absl::StrCat("person_id,item_id,response\n", Session("p", session)));
  const Outcome outcome =
      Count(files.exam(), files.File("answers.csv"), files.items());
  EXPECT_THAT(outcome.out, HasSubstr("example: p: " + breach + "\n"));
}

// Domains by turns, and a pretest item of each.
TEST(CountViolations, FindsNoneUnderRunsAndPretestConstraints) {
  const SmallExamFiles files;
  files.AddConstraints(R"json([
    {"id": "TURNS", "type": "order", "attribute": "domain", "upper": 1},
    {"id": "P1", "type": "number", "scope": "pretest", "lower": 1, "upper": 1,
     "condition": "domain == \"1\""}])json");
  ExpectNoneInASimulation(files);
  ExpectBreach(files, {"Q0", "Q1", "Q2", "Q4", "Q3", "Q5", "Q6", "Q14"},
               "constraint TURNS; constraint P1");
}

// Domain 2 not before position 3, and one of domain 1 among the last two.
TEST(CountViolations, FindsNoneUnderRulesByPosition) {
  const SmallExamFiles files;
  files.AddConstraints(R"json([
    {"id": "LATE", "type": "position", "condition": "domain == \"2\"",
     "lower": 3},
    {"id": "LAST", "type": "number", "condition": "domain == \"1\"",
     "firstPosition": 5, "lastPosition": 6, "lower": 1, "upper": 1}])json");
  ExpectNoneInASimulation(files);
  ExpectBreach(files, {"Q0", "Q1", "Q2", "Q4", "Q6", "Q3", "Q9", "Q5"},
               "constraint LATE; constraint LAST");
}

// Of the small exam, Q4 and Q9 are pretest items; domain 1 has even numbers.
TEST(CountViolations, FindsPlantedOnes) {
  const SmallExamFiles files;
  WriteFile(
      files.File("answers.csv"),
      absl::StrCat(
          "person_id,item_id,response\n",
          Session("right", {"Q0", "Q1", "Q2", "Q4", "Q3", "Q6", "Q9", "Q5"}),
          Session("domains", {"Q0", "Q1", "Q2", "Q4", "Q8", "Q6", "Q9", "Q5"}),
          Session("twice", {"Q0", "Q1", "Q2", "Q4", "Q3", "Q0", "Q9", "Q5"}),
          Session("pretest", {"Q0", "Q1", "Q2", "Q4", "Q3", "Q6", "Q5"})));
  const Outcome outcome =
      Count(files.exam(), files.File("answers.csv"), files.items());
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("breach: constraint D1: 1\n"));
  EXPECT_THAT(outcome.out, HasSubstr("breach: constraint D2: 1\n"));
  EXPECT_THAT(outcome.out, HasSubstr("breach: an item twice: 1\n"));
  EXPECT_THAT(outcome.out, HasSubstr("breach: number of pretest items: 1\n"));
  EXPECT_THAT(outcome.out,
              HasSubstr("example: domains: constraint D1; constraint D2\n"));
  EXPECT_THAT(outcome.out, HasSubstr("break the blueprint: 3\n"));
}

// Practice sets of four, two of them of domain 1.
TEST(CountViolations, TakesTheConstraintsOfTheMode) {
  const SmallExamFiles files;
  auto exam = Json::parse(ReadFile(files.exam()));
  auto& practice = exam["modes"][2];
  practice["scoredItems"] = 4;
  practice["constraints"] = Json::parse(R"json([
    {"id": "P1", "type": "number", "condition": "domain == \"1\"",
     "lower": 2, "upper": 2}])json");
  WriteFile(files.exam(), exam.dump());
  WriteFile(files.File("answers.csv"),
            absl::StrCat("person_id,item_id,response\n",
                         Session("right", {"Q0", "Q1", "Q2", "Q3"}),
                         Session("wrong", {"Q0", "Q1", "Q5", "Q3"})));
  const Outcome outcome = Count(files.exam(), files.File("answers.csv"),
                                files.items(), {"--mode", "practice"});
  EXPECT_THAT(outcome.out, HasSubstr("example: wrong: constraint P1\n"));
  EXPECT_THAT(outcome.out, HasSubstr("break the blueprint: 1\n"));
}

// Of 3 in 6, after 2 items floor(1) - 1 = 0 to ceil(1) + 1 = 2 may be given;
// after 4, 1 to 3; never more than 3.
TEST(CountViolations, HoldsEarlyStopsAgainstTheirShare) {
  const SmallExamFiles files;
  WriteFile(
      files.File("answers.csv"),
      absl::StrCat("person_id,item_id,response\n", Session("two", {"Q0", "Q2"}),
                   Session("three", {"Q0", "Q2", "Q6", "Q1"}),
                   Session("four", {"Q0", "Q2", "Q6", "Q8"}),
                   Session("pretest", {"Q4", "Q0", "Q1"})));
  const Outcome outcome =
      Count(files.exam(), files.File("answers.csv"), files.items());
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("stopped early 4"));
  EXPECT_THAT(
      outcome.out,
      HasSubstr("example: four: constraint D1, stopped early; constraint D2, "
                "stopped early\n"));
  EXPECT_THAT(outcome.out, HasSubstr("example: pretest: share of pretest"));
  EXPECT_THAT(outcome.out, HasSubstr("break the blueprint: 2\n"));
}

// A bank and a profile of its own: enemies, item sets, percent, and conditions
// with every operator.
class RichBlueprint : public testing::Test {
 protected:
  RichBlueprint() {
    WriteFile(directory_.File("items.csv"),
              "item_id,a,b,status,enemy_group,item_set,type,words\n"
              "I1,1,0,,foes,,choice,10\n"
              "I2,1,0,,foes,,choice,20\n"
              "I3,1,0,,,,order,30\n"
              "I4,1,0,operational,,s,order,40\n"
              "I5,1,0,,,s,match,50\n"
              "I6,1,0,,,,match,60\n");
    WriteFile(directory_.File("exam.json"), R"json({
      "name": "exams/rich",
      "modes": [{"mode": "adaptive", "scoredItems": 4}],
      "constraints": [
        {"id": "LONG", "type": "percent", "upper": 50,
         "condition": "words >= 40 and not (type == \"order\" or words < 5)"},
        {"id": "IN", "type": "number", "lower": 1,
         "condition": "type in (\"choice\", \"order\") and words != 10"},
        {"id": "S", "type": "sum", "attribute": "words", "upper": 500},
        {"id": "SOFT", "type": "number", "upper": 0, "weight": 1,
         "condition": ""}]})json");
  }

  std::string Of(const std::vector<std::string>& items) const {
    WriteFile(directory_.File("answers.csv"),
              "person_id,item_id,response\n" + Session("p", items));
    return Count(directory_.File("exam.json"), directory_.File("answers.csv"),
                 directory_.File("items.csv"))
        .out;
  }

  TemporaryDirectory directory_;
};

TEST_F(RichBlueprint, SaysWhatItDoesNotCheck) {
  const std::string out = Of({"I1", "I3", "I4", "I5"});
  EXPECT_THAT(out, HasSubstr("not checked: constraint S (sum)\n"));
  EXPECT_THAT(out, HasSubstr("not checked: constraint SOFT (a preference)\n"));
  EXPECT_THAT(out, HasSubstr("break the blueprint: 0\n"));
}

TEST_F(RichBlueprint, FindsEnemies) {
  EXPECT_THAT(Of({"I1", "I3", "I2", "I6"}),
              HasSubstr("breach: enemy_group foes: 1\n"));
}

TEST_F(RichBlueprint, FindsItemSetsTornApart) {
  EXPECT_THAT(Of({"I4", "I3", "I5", "I1"}),
              HasSubstr("breach: item_set s apart: 1\n"));
}

TEST_F(RichBlueprint, EvaluatesConditions) {
  EXPECT_THAT(Of({"I1", "I4", "I5", "I6"}), HasSubstr("blueprint: 0\n"));
  EXPECT_THAT(Of({"I1", "I1", "I5", "I6"}),
              HasSubstr("breach: constraint IN: 1\n"));
  EXPECT_THAT(Of({"I3", "I6", "I5", "I6"}),
              HasSubstr("breach: constraint LONG: 1\n"));
}

}  // namespace
}  // namespace adaptest

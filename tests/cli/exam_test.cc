// exam check, and exam import from TestDesign's files.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "calibration/files/items_csv.h"
#include "proto/conversion/exam_conversion.h"
#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string TestDesignFile(const std::string& name) {
  return ProjectFile("tests/config/testdesign/" + name + ".csv");
}

Outcome Import(const std::string& constraints, const std::string& out) {
  return RunProgram({"exam", "import", "--testdesign-constraints", constraints,
                     "--attributes", TestDesignFile("attributes"), "--stimuli",
                     TestDesignFile("stimuli"), "--pool",
                     TestDesignFile("pool"), "--name", "small", "--out", out});
}

TEST(ExamImport, WritesProfileAndBank) {
  const TemporaryDirectory directory;
  const std::string constraints = directory.File("constraints.csv");
  WriteFile(constraints,
            "CONSTRAINT_ID,TYPE,WHAT,CONDITION,LB,UB,ONOFF\n"
            "C1,Number,Item,,4,4,NA\n"
            "C2,Sum,Item,\"LEVEL, TYPE == \"\"MC\"\"\",2.5,NA,NA\n"
            "C3,Number,Item,WORDS < 20,NA,2,NA\n");
  const std::string out = directory.File("out");
  const Outcome outcome = Import(constraints, out);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, out + "/exam.json: 4 of 6 items, 3 constraints; " +
                             out + "/items.csv\n");
  EXPECT_THAT(outcome.err, HasSubstr("note: constraint C3: not every item"));

  const auto exam = ParseExamJson(ReadFile(out + "/exam.json"));
  ASSERT_TRUE(exam.ok()) << exam.status();
  EXPECT_EQ(exam->name(), "exams/small");
  ASSERT_EQ(exam->modes_size(), 1);
  EXPECT_EQ(exam->modes(0).mode(), "adaptive");
  EXPECT_EQ(exam->modes(0).scored_items(), 4);
  EXPECT_EQ(exam->modes(0).criterion().rule(), "mfi");
  EXPECT_FALSE(exam->has_scale());
  ASSERT_EQ(exam->constraints_size(), 3);
  const v1::Constraint& sum = exam->constraints(1);
  EXPECT_EQ(sum.id(), "C2");
  EXPECT_EQ(sum.type(), "sum");
  EXPECT_EQ(sum.attribute(), "LEVEL");
  EXPECT_EQ(sum.condition(), "TYPE == \"MC\"");
  EXPECT_EQ(sum.lower(), 2.5);
  EXPECT_FALSE(sum.has_upper());
  EXPECT_EQ(exam->constraints(2).condition(), "matches_C3 == \"yes\"");

  const auto bank = ReadItemsCsv(out + "/items.csv");
  ASSERT_TRUE(bank.ok()) << bank.status();
  EXPECT_EQ(bank->size(), 6);
  EXPECT_EQ(NameOf(bank->item(5).model), "grm");
  EXPECT_THAT(bank->item(5).parameters, ElementsAre(1.3, -1, 1));
  EXPECT_EQ(bank->item(0).item_set, "S1");
  EXPECT_EQ(bank->item(0).attributes.at("stimulus_TOPIC"), "art");
  EXPECT_EQ(bank->item(0).attributes.at("matches_C3"), "yes");
  EXPECT_EQ(bank->item(4).attributes.at("matches_C3"), "no");
}

TEST(ExamImport, RefusedInputWritesNothing) {
  const TemporaryDirectory directory;
  const std::string constraints = TestDesignFile("constraints_bad_condition");
  const Outcome outcome = Import(constraints, directory.File("out"));
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.err,
            "adaptest exam: " + constraints +
                ":3: constraint C1: CONDITION: expected ==, !=, <, <=, >, >= "
                "or %in% at character 7, found '= 1'\n");
  EXPECT_FALSE(std::filesystem::exists(directory.File("out")));
}

TEST(ExamImport, BadNameIsRefused) {
  const TemporaryDirectory directory;
  const Outcome outcome = RunProgram(
      {"exam", "import", "--testdesign-constraints",
       TestDesignFile("constraints"), "--attributes",
       TestDesignFile("attributes"), "--pool", TestDesignFile("pool"), "--name",
       "My exam", "--out", directory.File("out")});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("name \"exams/My exam\" is not"));
  EXPECT_FALSE(std::filesystem::exists(directory.File("out")));
}

TEST(ExamImport, NeedsAllItsFiles) {
  const Outcome outcome = RunProgram(
      {"exam", "import", "--pool", TestDesignFile("pool"), "--out", "x"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--testdesign-constraints"));
}

TEST(ExamCheck, FeasibleModesAreListed) {
  const SmallExamFiles files;
  const Outcome outcome =
      RunProgram({"exam", "check", files.exam(), "--bank", files.items()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto result = Json::parse(outcome.out);
  EXPECT_EQ(result["exam"], "exams/small");
  ASSERT_EQ(result["modes"].size(), SmallExam().modes_size());
  for (const auto& mode : result["modes"]) {
    EXPECT_EQ(mode["feasible"], true);
    EXPECT_EQ(mode["conflict"], Json::array());
    EXPECT_GE(mode["disjoint_forms"]["at_least"], 1);
    EXPECT_EQ(mode["disjoint_forms"]["at_least"],
              mode["disjoint_forms"]["at_most"]);
  }
}

TEST(ExamCheck, ShippedExamIsFeasibleInEveryMode) {
  const Outcome outcome =
      RunProgram({"exam", "check", ProjectFile("data/mla-c01/exam.json"),
                  "--bank", ProjectFile("data/mla-c01/items.csv")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto modes = Json::parse(outcome.out)["modes"];
  ASSERT_EQ(modes.size(), 3u);
  EXPECT_EQ(modes[2]["mode"], "practice");
  EXPECT_EQ(modes[2]["scored_items"], 10);
  for (const auto& mode : modes) EXPECT_EQ(mode["feasible"], true);
}

TEST(ExamCheck, ConflictIsToldAndFails) {
  const SmallExamFiles files;
  files.MakeInfeasible();
  const Outcome outcome =
      RunProgram({"exam", "check", files.exam(), "--bank", files.items()});
  EXPECT_EQ(outcome.exit_code, 1);
  const auto mode = Json::parse(outcome.out)["modes"][0];
  EXPECT_EQ(mode["feasible"], false);
  EXPECT_THAT(mode["conflict"].get<std::vector<std::string>>(),
              testing::IsSupersetOf({"D1", "D2"}));
  EXPECT_THAT(outcome.err, HasSubstr(files.exam() + ": mode adaptive: no test "
                                                    "satisfies"));
}

TEST(ExamCheck, ImportedExamIsFeasible) {
  const TemporaryDirectory directory;
  WriteFile(directory.File("pool.csv"),
            "ID,MODEL,PAR1\nQ1,1PL,0\nQ2,1PL,1\nQ3,1PL,2\n");
  WriteFile(directory.File("attributes.csv"), "ID,AREA\nQ1,x\nQ2,x\nQ3,y\n");
  WriteFile(directory.File("constraints.csv"),
            "CONSTRAINT_ID,TYPE,WHAT,CONDITION,LB,UB,ONOFF\n"
            "C1,Number,Item,,2,2,\nC2,Number,Item,AREA,1,1,\n");
  const Outcome imported =
      RunProgram({"exam", "import", "--testdesign-constraints",
                  directory.File("constraints.csv"), "--attributes",
                  directory.File("attributes.csv"), "--pool",
                  directory.File("pool.csv"), "--out", directory.path()});
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  const Outcome outcome =
      RunProgram({"exam", "check", directory.File("exam.json"), "--bank",
                  directory.File("items.csv")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto result = Json::parse(outcome.out);
  EXPECT_EQ(result["exam"], "exams/testdesign");
  EXPECT_EQ(result["modes"],
            Json::parse("[{\"mode\":\"adaptive\",\"scored_items\":2,"
                        "\"feasible\":true,\"conflict\":[],"
                        "\"disjoint_forms\":{\"at_least\":1,\"at_most\":1,"
                        "\"limits\":[\"scoredItems\"]}}]"));
  EXPECT_THAT(outcome.err,
              HasSubstr("feasible but thin: 1 test without common items; what "
                        "runs out first: scoredItems"));
}

}  // namespace
}  // namespace adaptest

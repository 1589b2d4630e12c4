// bank and serve without a client.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

TEST(Serve, DataDirectoryThatCannotBeMadeIsSaid) {
  const SmallExamFiles files;
  const Outcome outcome = RunProgram(
      {"serve", "--data", files.items() + "/x", "--listen", "127.0.0.1:0"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr(files.items() + "/x: cannot be created"));
}

TEST(Bank, OnlyImportMakesADataDirectory) {
  const SmallExamFiles files;
  const std::vector<std::vector<std::string>> commands = {
      {"bank", "list", "--data", files.data()},
      {"bank", "activate", "exams/small/bankVersions/1", "--data",
       files.data()}};
  for (const auto& command : commands) {
    const Outcome outcome = RunProgram(command);
    EXPECT_EQ(outcome.exit_code, 1) << command[1];
    EXPECT_THAT(outcome.err,
                HasSubstr(files.data() + "/adaptest.db: there is no store"));
    EXPECT_FALSE(std::filesystem::exists(files.data()));
  }
}

TEST(Bank, ImportChecksTheProfileBeforeItSearches) {
  const SmallExamFiles files;
  v1::Exam exam = SmallExam();
  exam.set_name("exams/other");
  exam.mutable_modes(0)->mutable_person_fit()->set_rule("residual_cusum");
  WriteFile(files.exam(), ToJson(exam, true));
  const Outcome outcome = RunProgram(files.ImportCommand());
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("\"exams/other\" differs from"));
  EXPECT_THAT(outcome.err, testing::Not(HasSubstr("person fit, bounds")));
}

TEST(Bank, InfeasibleBlueprintIsNotActivated) {
  const SmallExamFiles files;
  files.MakeInfeasible();
  ASSERT_EQ(RunProgram(files.ImportCommand()).exit_code, 0);
  const Outcome outcome =
      RunProgram({"bank", "activate", "exams/small/bankVersions/1", "--data",
                  files.data()});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, testing::AllOf(HasSubstr("D1"), HasSubstr("D2")));
}

TEST(Bank, ThinBanksAreNotedWhenActivated) {
  const SmallExamFiles files;
  v1::Exam exam = SmallExam();
  for (v1::Mode& mode : *exam.mutable_modes()) mode.set_scored_items(12);
  for (v1::Constraint& constraint : *exam.mutable_constraints()) {
    constraint.set_lower(6);
    constraint.set_upper(6);
  }
  WriteFile(files.exam(), ToJson(exam, true));
  ASSERT_EQ(RunProgram(files.ImportCommand()).exit_code, 0);
  const Outcome outcome =
      RunProgram({"bank", "activate", "exams/small/bankVersions/1", "--data",
                  files.data()});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("active"));
  for (const std::string mode : {"adaptive", "mock", "practice"}) {
    EXPECT_THAT(outcome.err,
                HasSubstr("note: mode " + mode +
                          ": feasible but thin: 2 tests "
                          "without common items; what runs out first: "));
  }
}

TEST(Bank, ShippedExamNeedsNoProfile) {
  const SmallExamFiles files;
  const Outcome outcome = RunProgram(
      {"bank", "import", "mla-c01", "--items",
       ProjectFile("data/mla-c01/items.csv"), "--questions",
       ProjectFile("data/mla-c01/questions.jsonl"), "--data", files.data()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "exams/mla-c01/bankVersions/1\n");
}

}  // namespace
}  // namespace adaptest

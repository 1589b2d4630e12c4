// A bank that nobody has answered yet, from its file to a report.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

// The small exam, with parameterUncertainty, and a bank file of the same items
// without any parameter column.
class ColdStartFiles : public SmallExamFiles {
 public:
  ColdStartFiles() {
    const v1::ImportBankVersionRequest import = ColdStartImport();
    std::string lines = "item_id,type,judged_difficulty,status,domain\n";
    for (const v1::Item& item : import.items()) {
      absl::StrAppend(&lines, item.id(), ",", item.attributes().at("type"),
                      ",hard,", item.status(), ",",
                      item.attributes().at("domain"), "\n");
    }
    WriteFile(cold_items(), lines);
    WriteFile(exam(), ToJson(import.exam(), true));
  }

  std::string cold_items() const { return File("cold.csv"); }

  // A command with the bank's file and what else it needs.
  Outcome Run(std::vector<std::string> command,
              const std::vector<std::string>& more) const {
    command.insert(command.end(), more.begin(), more.end());
    return RunProgram(command);
  }
  Outcome Import(const std::vector<std::string>& more) const {
    return Run({"bank", "import", "small", "--items", cold_items(),
                "--questions", questions(), "--exam", exam(), "--data", data()},
               more);
  }
};

TEST(ColdStart, IsRefusedWithoutTheFlag) {
  const ColdStartFiles files;
  const Outcome outcome = files.Import({"--model", "3pl"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err,
              HasSubstr(":2: item Q0: no parameters; commands with the flag "
                        "--cold-start give it provisional ones"));
}

TEST(ColdStart, BankWithoutDataIsImportedAndTaken) {
  const ColdStartFiles files;
  const Outcome imported = files.Import({"--model", "3pl", "--cold-start"});
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  const Outcome active =
      RunProgram({"bank", "activate", "exams/small/bankVersions/1", "--data",
                  files.data()});
  ASSERT_EQ(active.exit_code, 0) << active.err;
  const ServerProcess server(files.data());
  const std::vector<std::string> take = {
      "take",        "--server",    server.address(),  "--exam", "small",
      "--mode",      "adaptive",    "--simulate",      "0.5",    "--bank",
      files.items(), "--questions", files.questions(), "--seed", "3"};
  const Outcome json = files.Run(take, {"--json"});
  ASSERT_EQ(json.exit_code, 0) << json.err;
  const Json estimate = JsonLines(json.out).back()["estimate"];
  EXPECT_EQ(estimate["provisional"], true);
  EXPECT_GT(estimate["pass_probability_upper"].get<double>() -
                estimate["pass_probability_lower"].get<double>(),
            0.1);
  const Outcome text = files.Run(take, {});
  EXPECT_THAT(text.out, testing::ContainsRegex(
                            "pass probability 0\\.[0-9]+ \\[0\\.[0-9]+, "
                            "[01]\\.[0-9]+\\]  provisional"));
}

TEST(ColdStart, ActivationNamesWhatTheProfileLacks) {
  const ColdStartFiles files;
  WriteFile(files.exam(), ToJson(SmallExam(), true));
  ASSERT_EQ(files.Import({"--model", "3pl", "--cold-start"}).exit_code, 0);
  const Outcome outcome =
      RunProgram({"bank", "activate", "exams/small/bankVersions/1", "--data",
                  files.data()});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err,
              HasSubstr("item Q0: its parameters are provisional"));
  EXPECT_THAT(outcome.err, HasSubstr("set parameterUncertainty: true"));
}

TEST(ColdStart, EveryCommandThatReadsABankHasTheFlag) {
  const ColdStartFiles files;
  WriteFile(files.File("answers.csv"), "person_id,Q0,Q1\nx,1,0\n");
  const std::vector<std::string> bank = {"--bank", files.cold_items(),
                                         "--model", "3pl", "--cold-start"};
  const Outcome score =
      files.Run({"score", "--responses", files.File("answers.csv")}, bank);
  EXPECT_EQ(score.exit_code, 0) << score.err;
  EXPECT_THAT(score.err, HasSubstr("30 of 30 items are provisional"));
  const Outcome select = files.Run({"select", "--exam", files.exam()}, bank);
  EXPECT_EQ(select.exit_code, 0) << select.err;
  EXPECT_THAT(select.err, HasSubstr("30 of 30 items are provisional"));
  EXPECT_EQ(
      files.Run({"assemble", "--exam", files.exam(), "--theta", "0"}, bank)
          .exit_code,
      0);
  EXPECT_EQ(files
                .Run({"simulate", "--exam", files.exam(), "--mode", "adaptive",
                      "--examinees", "20", "--out", files.File("study")},
                     bank)
                .exit_code,
            0);
}

}  // namespace
}  // namespace adaptest

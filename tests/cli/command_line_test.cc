// What holds for every subcommand: help, exit codes, and one line that says
// what was wrong.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

const std::vector<std::string> kSubcommands = {
    "calibrate", "fit",  "score", "select", "assemble",
    "simulate",  "bank", "serve", "take"};

// Exit code 1, nothing on standard output, and one line on standard error that
// begins with "adaptest COMMAND: " and has the part.
void ExpectFailed(const Outcome& outcome, const std::string& command,
                  const std::string& part) {
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1)
      << outcome.err;
  EXPECT_THAT(outcome.err, StartsWith("adaptest " + command + ": "));
  EXPECT_THAT(outcome.err, HasSubstr(part));
}

TEST(CommandLine, EverySubcommandExplainsItselfWithAnExample) {
  for (const std::string& command : kSubcommands) {
    const Outcome outcome = RunProgram({command, "--help"});
    EXPECT_EQ(outcome.exit_code, 0) << command;
    EXPECT_THAT(outcome.out, HasSubstr("Example")) << command;
    EXPECT_EQ(outcome.err, "") << command;
  }
}

TEST(CommandLine, HelpListsEverySubcommand) {
  const Outcome outcome = RunProgram({"--help"});
  EXPECT_EQ(outcome.exit_code, 0);
  for (const std::string& command : kSubcommands) {
    EXPECT_THAT(outcome.out, HasSubstr("  " + command)) << command;
  }
}

TEST(CommandLine, PrintsItsVersion) {
  const Outcome outcome = RunProgram({"--version"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out,
              testing::MatchesRegex("adaptest [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(CommandLine, UnknownOptionIsAUsageError) {
  for (const std::string& command : kSubcommands) {
    const Outcome outcome = RunProgram({command, "--no-such-option"});
    EXPECT_EQ(outcome.exit_code, 2) << command;
    EXPECT_EQ(outcome.out, "") << command;
    EXPECT_NE(outcome.err, "") << command;
  }
}

TEST(CommandLine, MissingOrUnknownSubcommandIsAUsageError) {
  EXPECT_EQ(RunProgram({}).exit_code, 2);
  EXPECT_EQ(RunProgram({"grade"}).exit_code, 2);
  EXPECT_EQ(RunProgram({"bank"}).exit_code, 2);
}

TEST(CommandLine, UnknownNamesAreUsageErrors) {
  const SmallExamFiles files;
  const std::vector<std::vector<std::string>> commands = {
      {"select", "--bank", files.items(), "--method", "best"},
      {"select", "--bank", files.items(), "--criterion", "best"},
      {"select", "--bank", files.items(), "--metric", "ogive"},
      {"select", "--bank", files.items(), "--theta", "nan"},
      {"assemble", "--bank", files.items(), "--exam", files.exam(), "--theta",
       "1e308"},
      {"select", "--bank", files.items(), "--exam", files.exam(), "--mode",
       "exam"},
      {"assemble", "--bank", files.items(), "--exam", files.exam(), "--mode",
       "exam"},
      {"calibrate", "--responses", "x.csv", "--model", "5pl", "--out", "x"},
      {"simulate", "--bank", files.items(), "--exam", files.exam(), "--theta",
       "cauchy(0,1)", "--out", files.File("x")},
      {"serve", "--data", files.data(), "--store", "mysql:x"},
      {"bank", "list"}};
  for (const auto& command : commands) {
    const Outcome outcome = RunProgram(command);
    EXPECT_EQ(outcome.exit_code, 2) << testing::PrintToString(command);
    EXPECT_EQ(outcome.out, "") << testing::PrintToString(command);
  }
}

TEST(CommandLine, SeedsAreWholeNumbersFromZero) {
  for (const char* command :
       {"calibrate", "select", "assemble", "simulate", "take"}) {
    for (const std::string seed : {"-1", "18446744073709551616", "1.5"}) {
      const Outcome outcome = RunProgram({command, "--seed", seed});
      EXPECT_EQ(outcome.exit_code, 2) << command;
      EXPECT_THAT(outcome.err, HasSubstr("--seed: " + seed +
                                         " is not a whole number in [0, "
                                         "18446744073709551615]"))
          << command;
    }
  }
}

TEST(BadFiles, EachBankIsRefusedByName) {
  for (const auto& entry :
       fs::directory_iterator(ProjectFile("tests/config/banks"))) {
    const std::string path = entry.path().string();
    ExpectFailed(RunProgram({"select", "--bank", path}), "select", path + ":");
  }
}

TEST(BadFiles, EachQuestionIsRefusedByFileAndLine) {
  const SmallExamFiles files;
  for (const auto& entry :
       fs::directory_iterator(ProjectFile("tests/config/questions"))) {
    std::vector<std::string> command = files.ImportCommand();
    const std::string path = entry.path().string();
    command[6] = path;
    ExpectFailed(RunProgram(command), "bank", path + ":1: ");
  }
  EXPECT_FALSE(fs::exists(files.data()));
}

TEST(BadFiles, SecondLineIsNamed) {
  const SmallExamFiles files;
  WriteFile(files.questions(),
            ToJson(SmallQuestion(0), false) + "\n{\"type\": 3}\n");
  ExpectFailed(RunProgram(files.ImportCommand()), "bank",
               files.questions() + ":2: ");
}

TEST(BadFiles, QuestionsOfNoItemAndSecondOnesAreNamedByLine) {
  const SmallExamFiles files;
  const std::string first = ToJson(SmallQuestion(0), false) + "\n";
  WriteFile(files.questions(), first + ToJson(SmallQuestion(99), false));
  ExpectFailed(
      RunProgram(files.ImportCommand()), "bank",
      files.questions() + ":2: itemId \"Q99\" is not an item of the bank");
  WriteFile(files.questions(), first + "\n" + first);
  ExpectFailed(
      RunProgram(files.ImportCommand()), "bank",
      files.questions() + ":3: itemId \"Q0\" has a question already on line 1");
}

TEST(BadFiles, ProfileIsRefusedByName) {
  const SmallExamFiles files;
  v1::Exam exam = SmallExam();
  exam.mutable_modes(0)->set_scored_items(0);
  WriteFile(files.exam(), ToJson(exam, true));
  const std::vector<std::vector<std::string>> commands = {
      {"select", "--bank", files.items(), "--exam", files.exam()},
      {"assemble", "--bank", files.items(), "--exam", files.exam()},
      {"simulate", "--bank", files.items(), "--exam", files.exam(), "--out",
       files.File("out")},
      files.ImportCommand()};
  for (const auto& command : commands) {
    const Outcome outcome = RunProgram(command);
    ExpectFailed(outcome, command[0], "scoredItems = 0");
    EXPECT_THAT(outcome.err, HasSubstr(files.exam() + ": "));
  }
  EXPECT_FALSE(fs::exists(files.File("out")));
}

TEST(BadFiles, AbsentFileIsNamed) {
  ExpectFailed(RunProgram({"select", "--bank", "/absent.csv"}), "select",
               "/absent.csv");
  ExpectFailed(RunProgram({"score", "--bank", "/absent.csv", "--responses",
                           "/absent.csv"}),
               "score", "/absent.csv");
}

TEST(BadFiles, CalibrateWritesNothing) {
  const TemporaryDirectory directory;
  WriteFile(directory.File("bad.csv"), "person_id,I1,I2\np1,1,0\np2,1,x\n");
  const Outcome outcome =
      RunProgram({"calibrate", "--responses", directory.File("bad.csv"),
                  "--model", "2pl", "--out", directory.File("fit")});
  ExpectFailed(outcome, "calibrate", directory.File("bad.csv") + ":3");
  EXPECT_THAT(outcome.err, HasSubstr("\"x\""));
  EXPECT_FALSE(fs::exists(directory.File("fit")));
}

TEST(BadFiles, OutputThatCannotBeWrittenFails) {
  const TemporaryDirectory directory;
  WriteFile(directory.File("file"), "");
  const Outcome outcome =
      RunProgram({"calibrate", "--responses", ProjectFile("data/lsat7.csv"),
                  "--model", "2pl", "--out", directory.File("file/fit")});
  ExpectFailed(outcome, "calibrate", directory.File("file/fit"));
}

}  // namespace
}  // namespace adaptest

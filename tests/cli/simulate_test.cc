// simulate, from file to file; what it finds for a profile is in
// person_fit_test.cc.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

// Ten examinees of a profile, into the directory "study".
Outcome SimulateTen(const SmallExamFiles& files, const std::string& exam,
                    const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments = {
      "simulate",    "--bank", files.items(), "--exam",           exam,
      "--examinees", "10",     "--out",       files.File("study")};
  arguments.insert(arguments.end(), options.begin(), options.end());
  return RunProgram(arguments);
}

// The fields of a file without quotes.
std::vector<std::vector<std::string>> Rows(const std::string& path) {
  std::vector<std::vector<std::string>> rows;
  for (const auto line : absl::StrSplit(ReadFile(path), '\n')) {
    if (!line.empty()) rows.push_back(absl::StrSplit(line, ','));
  }
  return rows;
}

TEST(Simulate, WritesEveryFigureWithItsStandardError) {
  const SmallExamFiles files;
  const Outcome outcome =
      RunProgram({"simulate", "--bank", files.items(), "--exam", files.exam(),
                  "--examinees", "60", "--seed", "5", "--responses",
                  files.File("answers.csv"), "--out", files.File("study")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json summary = Json::parse(ReadFile(files.File("study/summary.json")));
  EXPECT_EQ(summary["examinees"], 60);
  EXPECT_EQ(summary["blueprint_violations"], 0);
  EXPECT_GT(summary["examinees_per_second"], 0);
  for (const char* key :
       {"mean_length", "bias", "rmse", "coverage_95", "decision_accuracy",
        "brier", "ece", "ece_floor", "calibration_slope",
        "calibration_intercept", "max_exposure", "mean_overlap"}) {
    ASSERT_TRUE(summary.contains(key)) << key;
    EXPECT_TRUE(summary[key].contains("value")) << key;
    EXPECT_TRUE(summary[key].contains("standard_error")) << key;
  }
  EXPECT_EQ(summary["mean_length"]["value"], 8);
  EXPECT_THAT(ReadFile(files.File("answers.csv")), StartsWith("person_id,"));
}

// Examinees a second are the one figure that is of the machine.
std::string WithoutSpeed(const std::string& summary) {
  Json json = Json::parse(summary);
  const std::vector<Json> exams =
      json.is_array() ? json.get<std::vector<Json>>() : std::vector<Json>{json};
  std::string text;
  for (Json exam : exams) {
    exam.erase("examinees_per_second");
    text += exam.dump();
  }
  return text;
}

// More than one batch of examinees, with exposure control.
TEST(Simulate, WritesTheSameBytesForAnyThreads) {
  const SmallExamFiles files;
  Json exam = Json::parse(ReadFile(files.exam()));
  exam["modes"][0]["exposure"] = {
      {{"rule", "item_eligibility"}, {"parameters", {{"max_rate", 0.4}}}}};
  const std::string controlled = files.File("controlled.json");
  WriteFile(controlled, exam.dump());
  std::map<std::string, std::string> first;
  for (const std::string threads : {"1", "2", "3"}) {
    const Outcome outcome =
        RunProgram({"simulate", "--bank", files.items(), "--exam", controlled,
                    "--examinees", "300", "--seed", "5", "--threads", threads,
                    "--responses", files.File("study/answers.csv"), "--out",
                    files.File("study")});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    std::map<std::string, std::string> written;
    for (const std::string name : {"summary.json", "examinees.csv", "items.csv",
                                   "report.html", "answers.csv"}) {
      written[name] = ReadFile(files.File(absl::StrCat("study/", name)));
    }
    written["summary.json"] = WithoutSpeed(written["summary.json"]);
    if (first.empty()) first = written;
    EXPECT_TRUE(written == first) << threads << " threads";
  }
}

// The profile that an earlier study left would pass for that of this one.
TEST(Simulate, LeavesNoProfileOfAnEarlierStudy) {
  const SmallExamFiles files;
  const std::string found = files.File("study/exam.json");
  ASSERT_EQ(SimulateTen(files, files.exam()).exit_code, 0);
  EXPECT_FALSE(fs::exists(found));
  WriteFile(found, "{}");
  ASSERT_EQ(SimulateTen(files, files.exam()).exit_code, 0);
  EXPECT_FALSE(fs::exists(found));
}

TEST(Simulate, KeepsTheProfileItWasGivenAndFilesOfOthers) {
  const SmallExamFiles files;
  const std::string own = files.File("study/exam.json");
  fs::create_directory(files.File("study"));
  fs::copy(files.exam(), own);
  ASSERT_EQ(SimulateTen(files, files.exam()).exit_code, 0);  // no study yet
  EXPECT_TRUE(fs::exists(own));
  ASSERT_EQ(SimulateTen(files, own).exit_code, 0);
  EXPECT_TRUE(fs::exists(own));
}

TEST(Simulate, RefusesAnswersIntoAnAbsentDirectoryBeforeItStarts) {
  const SmallExamFiles files;
  const Outcome outcome = SimulateTen(
      files, files.exam(), {"--responses", files.File("absent/answers.csv")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err,
              HasSubstr("there is no directory " + files.File("absent")));
  EXPECT_FALSE(fs::exists(files.File("absent")));
  EXPECT_FALSE(fs::exists(files.File("study")));
}

TEST(Simulate, WritesAnswersBesideItsOtherFiles) {
  const SmallExamFiles files;
  const Outcome outcome = SimulateTen(
      files, files.exam(), {"--responses", files.File("study/answers.csv")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(fs::exists(files.File("study/answers.csv")));
}

TEST(Simulate, SpreadsExamineesOverAGridOfAbilities) {
  const SmallExamFiles files;
  const Outcome outcome =
      SimulateTen(files, files.exam(), {"--theta", "grid(-1,1,1)"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  std::map<std::string, int> counts;
  for (const auto& row : Rows(files.File("study/examinees.csv"))) {
    ++counts[row[1]];
  }
  EXPECT_EQ(counts, (std::map<std::string, int>{
                        {"theta", 1}, {"-1", 4}, {"0", 3}, {"1", 3}}));
}

TEST(Simulate, RefusesAbilitiesThatItDoesNotUnderstand) {
  const SmallExamFiles files;
  const Outcome outcome =
      SimulateTen(files, files.exam(), {"--theta", "normal(0,-1)"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(
      outcome.err,
      HasSubstr("--theta \"normal(0,-1)\": sd = -1 is outside (0, 50]"));
}

TEST(Simulate, NamesTheLineOfAPersonWithoutAnAbility) {
  const SmallExamFiles files;
  WriteFile(files.File("persons.csv"), "person_id,theta\nann,0.5\nbob,tall\n");
  const Outcome outcome = SimulateTen(files, files.exam(),
                                      {"--persons", files.File("persons.csv")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(
      outcome.err,
      HasSubstr("persons.csv:3: theta \"tall\" is not a finite number"));
}

TEST(Simulate, TakesListedPersonsAsTheyAre) {
  const SmallExamFiles files;
  WriteFile(files.File("persons.csv"), "theta,person_id\n0.5,ann\n-2,bob\n");
  const Outcome outcome = SimulateTen(files, files.exam(),
                                      {"--persons", files.File("persons.csv")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto rows = Rows(files.File("study/examinees.csv"));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1][0], "ann");
  EXPECT_EQ(rows[1][1], "0.5");
  EXPECT_EQ(rows[2][0], "bob");
  EXPECT_EQ(rows[2][1], "-2");
}

TEST(Simulate, ListsEveryItemOfTheBank) {
  const SmallExamFiles files;
  ASSERT_EQ(SimulateTen(files, files.exam()).exit_code, 0);
  const auto rows = Rows(files.File("study/items.csv"));
  ASSERT_EQ(rows.size(), 31u);
  int scored = 0;
  int pretested = 0;
  for (size_t i = 1; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i][0], absl::StrCat("Q", i - 1));
    scored += std::stoi(rows[i][2]);
    pretested += std::stoi(rows[i][5]);
  }
  EXPECT_EQ(scored, 60);
  EXPECT_EQ(pretested, 20);
}

TEST(Simulate, KeepsItsInputsFromBeingOverwritten) {
  const SmallExamFiles files;
  fs::create_directory(files.File("study"));
  fs::copy(files.items(), files.File("study/items.csv"));
  const Outcome outcome =
      RunProgram({"simulate", "--bank", files.File("study/items.csv"), "--exam",
                  files.exam(), "--out", files.File("study")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("is an input, and would be overwritten"));
}

}  // namespace
}  // namespace adaptest

// simulate, from file to file; what it finds for a profile is in
// person_fit_test.cc.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

// Ten examinees of a profile, into the directory "study".
Outcome SimulateTen(const SmallExamFiles& files, const std::string& exam,
                    const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments = {
      "simulate",    "--bank", files.items(), "--exam",           exam,
      "--examinees", "10",     "--out",       files.File("study")};
  arguments.insert(arguments.end(), options.begin(), options.end());
  return RunProgram(arguments);
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

TEST(Simulate, SameSeedGivesTheSameAnswersForAnyThreads) {
  const SmallExamFiles files;
  std::vector<std::string> answers;
  for (const char* threads : {"1", "3"}) {
    const Outcome outcome =
        RunProgram({"simulate", "--bank", files.items(), "--exam", files.exam(),
                    "--examinees", "20", "--seed", "5", "--threads", threads,
                    "--responses", files.File("answers.csv"), "--out",
                    files.File("study")});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    answers.push_back(ReadFile(files.File("answers.csv")));
  }
  EXPECT_EQ(answers[0], answers[1]);
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

}  // namespace
}  // namespace adaptest

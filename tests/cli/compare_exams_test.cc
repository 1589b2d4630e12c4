// simulate with several exams, or with answers on record.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
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

std::vector<std::string> Lines(const std::string& path) {
  std::vector<std::string> lines =
      absl::StrSplit(ReadFile(path), '\n', absl::SkipEmpty());
  return lines;
}

// The small exam with another criterion, as a file.
std::string Variant(const SmallExamFiles& files, const std::string& name,
                    const std::string& criterion) {
  Json exam = Json::parse(ReadFile(files.exam()));
  exam["modes"][0]["criterion"] = {{"rule", criterion}};
  WriteFile(files.File(name), exam.dump());
  return files.File(name);
}

Outcome Compare(const SmallExamFiles& files,
                const std::vector<std::string>& exams,
                const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments = {
      "simulate",          "--bank",    files.items(),
      "--examinees",       "50",        "--out",
      files.File("study"), "--threads", "2"};
  for (const std::string& exam : exams) {
    arguments.insert(arguments.end(), {"--exam", exam});
  }
  arguments.insert(arguments.end(), options.begin(), options.end());
  return RunProgram(arguments);
}

TEST(SimulateSeveralExams, GivesEachWhatItGivesAlone) {
  const SmallExamFiles files;
  const std::string other = Variant(files, "other.json", "random");
  ASSERT_EQ(Compare(files, {files.exam(), other}).exit_code, 0);
  const Json both = Json::parse(ReadFile(files.File("study/summary.json")));
  const auto rows = Lines(files.File("study/examinees.csv"));
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0]["exam"], "exam");
  EXPECT_EQ(both[1]["exam"], "other");
  ASSERT_EQ(rows.size(), 101u);
  EXPECT_THAT(rows[0], StartsWith("exam,person_id,theta,"));
  for (int e = 0; e < 2; ++e) {
    ASSERT_EQ(Compare(files, {e == 0 ? files.exam() : other}).exit_code, 0);
    const Json alone = Json::parse(ReadFile(files.File("study/summary.json")));
    EXPECT_EQ(both[e]["rmse"], alone["rmse"]);
    EXPECT_EQ(both[e]["mean_overlap"], alone["mean_overlap"]);
    const auto lines = Lines(files.File("study/examinees.csv"));
    for (int i = 1; i <= 50; ++i) {
      EXPECT_EQ(rows[50 * e + i],
                absl::StrCat(e == 0 ? "exam," : "other,", lines[i]));
    }
  }
}

TEST(SimulateSeveralExams, TakesDifferencesPersonByPerson) {
  const SmallExamFiles files;
  const std::string other = Variant(files, "other.json", "random");
  ASSERT_EQ(Compare(files, {files.exam(), other}).exit_code, 0);
  const Json summary = Json::parse(ReadFile(files.File("study/summary.json")));
  const auto rows = Lines(files.File("study/examinees.csv"));
  double sum = 0;
  double squares = 0;
  for (int i = 1; i <= 50; ++i) {
    const std::vector<std::string> x = absl::StrSplit(rows[i], ',');
    const std::vector<std::string> y = absl::StrSplit(rows[50 + i], ',');
    ASSERT_EQ(x[2], y[2]);  // the same person
    const double difference = std::stod(y[4]) - std::stod(x[4]);
    sum += difference;
    squares += difference * difference;
  }
  const double mean = sum / 50;
  const Json& bias = summary[1]["difference"]["bias"];
  EXPECT_EQ(summary[1]["difference"]["from"], "exam");
  EXPECT_FALSE(summary[0].contains("difference"));
  EXPECT_NEAR(bias["value"], mean, 1e-12);
  EXPECT_NEAR(bias["standard_error"],
              std::sqrt((squares / 50 - mean * mean) / 49), 1e-12);
}

TEST(SimulateSeveralExams, CallsThemByTheirPathsWhereNamesAreAlike) {
  const SmallExamFiles files;
  fs::create_directory(files.File("b"));
  fs::copy(files.exam(), files.File("b/exam.json"));
  ASSERT_EQ(Compare(files, {files.exam(), files.File("b/exam.json")}).exit_code,
            0);
  const Json summary = Json::parse(ReadFile(files.File("study/summary.json")));
  EXPECT_EQ(summary[1]["exam"], files.File("b/exam.json"));
}

TEST(SimulateSeveralExams, WritesEachProfileWithWhatWasFound) {
  const SmallExamFiles files;
  Json exam = Json::parse(ReadFile(files.exam()));
  exam["modes"][0]["exposure"] = {
      {{"rule", "sympson_hetter"}, {"parameters", {{"max_rate", 0.6}}}}};
  WriteFile(files.File("controlled.json"), exam.dump());
  ASSERT_EQ(
      Compare(files, {files.exam(), files.File("controlled.json")}).exit_code,
      0);
  EXPECT_FALSE(fs::exists(files.File("study/found-exam-1.json")));
  const Json found =
      Json::parse(ReadFile(files.File("study/found-exam-2.json")));
  EXPECT_EQ(found["modes"][0]["exposure"][0]["items"].size(), 24u);
  ASSERT_EQ(Compare(files, {files.exam()}).exit_code, 0);
  EXPECT_FALSE(fs::exists(files.File("study/found-exam-2.json")));
}

TEST(SimulateSeveralExams, RefusesOneFileForTheirAnswers) {
  const SmallExamFiles files;
  const Outcome outcome =
      Compare(files, {files.exam(), Variant(files, "other.json", "random")},
              {"--responses", files.File("answers.csv")});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("allowed: with one --exam"));
}

// Persons 0 to 3 answered all thirty items, person 4 the first five.
std::string WriteRecord(const SmallExamFiles& files, bool is_long) {
  std::string text = is_long ? "person_id,item_id,response\n" : "person_id";
  for (int i = 0; i < 30 && !is_long; ++i) absl::StrAppend(&text, ",Q", i);
  if (!is_long) text += "\n";
  for (int p = 0; p < 5; ++p) {
    if (!is_long) absl::StrAppend(&text, "p", p);
    for (int i = 0; i < 30; ++i) {
      const bool answered = p < 4 || i < 5;
      const std::string answer = answered ? (i * p % 3 == 0 ? "1" : "0") : "";
      if (!is_long) absl::StrAppend(&text, ",", answer);
      if (is_long && answered) {
        absl::StrAppend(&text, "p", p, ",Q", i, ",", answer, "\n");
      }
    }
    if (!is_long) text += "\n";
  }
  const std::string path = files.File(is_long ? "long.csv" : "wide.csv");
  WriteFile(path, text);
  return path;
}

TEST(SimulatePostHoc, TakesAnswersFromTheRecord) {
  const SmallExamFiles files;
  std::vector<std::string> summaries;
  for (const bool is_long : {false, true}) {
    const Outcome outcome = Compare(files, {files.exam()},
                                    {"--post-hoc", WriteRecord(files, is_long),
                                     "--responses", files.File("answers.csv")});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("1 of 5 persons are left out"));
    EXPECT_THAT(outcome.err, HasSubstr("the first is p4"));
    const auto lines = Lines(files.File("answers.csv"));
    ASSERT_EQ(lines.size(), 1u + 4 * 6);
    for (size_t l = 1; l < lines.size(); ++l) {
      const std::vector<std::string> f = absl::StrSplit(lines[l], ',');
      const int p = std::stoi(f[0].substr(1));
      const int i = std::stoi(f[1].substr(1));
      EXPECT_EQ(f[2], i * p % 3 == 0 ? "1" : "0");
    }
    Json summary = Json::parse(ReadFile(files.File("study/summary.json")));
    EXPECT_EQ(summary["examinees"], 4);
    EXPECT_EQ(summary["left_out"], 1);
    EXPECT_TRUE(summary["brier"]["value"].is_null());
    summary.erase("examinees_per_second");
    summaries.push_back(summary.dump());
  }
  EXPECT_EQ(summaries[0], summaries[1]);
}

// `score` has the same estimate from all the answers to operational items.
TEST(SimulatePostHoc, ComparesWithTheEstimateFromAllAnswers) {
  const SmallExamFiles files;
  const std::string record = WriteRecord(files, true);
  ASSERT_EQ(Compare(files, {files.exam()}, {"--post-hoc", record}).exit_code,
            0);
  const Outcome scored =
      RunProgram({"score", "--bank", files.items(), "--responses", record,
                  "--exam", files.exam(), "--nodes", "31"});
  ASSERT_EQ(scored.exit_code, 0) << scored.err;
  const auto rows = Lines(files.File("study/examinees.csv"));
  const std::vector<std::string> persons = absl::StrSplit(scored.out, '\n');
  for (int p = 1; p <= 4; ++p) {
    const std::vector<std::string> x = absl::StrSplit(rows[p], ',');
    const std::vector<std::string> y = absl::StrSplit(persons[p], ',');
    EXPECT_EQ(x[0], y[0]);
    EXPECT_NEAR(std::stod(x[1]), std::stod(y[2]), 1e-12);
  }
}

TEST(SimulatePostHoc, RefusesARecordThatHoldsNoTest) {
  const SmallExamFiles files;
  WriteFile(files.File("few.csv"), "person_id,Q0,Q1\nann,1,0\n");
  const Outcome outcome =
      Compare(files, {files.exam()}, {"--post-hoc", files.File("few.csv")});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("no person can be given a test"));
  EXPECT_FALSE(fs::exists(files.File("study")));
}

TEST(SimulatePostHoc, DoesNotGoWithDrawnAbilities) {
  const SmallExamFiles files;
  const Outcome outcome = Compare(
      files, {files.exam()},
      {"--post-hoc", WriteRecord(files, true), "--theta", "normal(0,1)"});
  EXPECT_EQ(outcome.exit_code, 2);
}

}  // namespace
}  // namespace adaptest

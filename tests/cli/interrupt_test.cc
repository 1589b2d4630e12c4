// A calibration that is interrupted and goes on.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/cli/program.h"

namespace adaptest {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr int kItems = 60;

// Answers of 20 000 persons, wide.
std::string ManyAnswers() {
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  std::string text = "person_id";
  for (int i = 0; i < kItems; ++i) absl::StrAppend(&text, ",q", i);
  for (int p = 0; p < 20000; ++p) {
    absl::StrAppend(&text, "\np", p);
    const double theta = normal(random);
    for (int i = 0; i < kItems; ++i) {
      const double b = 4.0 * i / kItems - 2;
      const double right = 0.2 + 0.8 / (1 + std::exp(b - theta));
      text += uniform(random) < right ? ",1" : ",0";
    }
  }
  return text + "\n";
}

std::vector<std::string> Calibrate(const std::string& responses,
                                   const std::string& out) {
  return {ADAPTEST_PROGRAM, "calibrate", "--responses", responses,
          "--model",        "3pl",       "--threads",   "1",
          "--out",          out};
}

double Estimate(const std::string& out) {
  return Json::parse(ReadFile(out + "/fit.json"))["log_likelihood"];
}

// Interrupted after more and more time, until it is in the middle.
TEST(Interrupt, ACalibrationGoesOnFromItsCheckpoint) {
  const TemporaryDirectory directory;
  const std::string responses = directory.File("answers.csv");
  const std::string out = directory.File("fit");
  const std::string checkpoint = out + "/checkpoint.json";
  WriteFile(responses, ManyAnswers());
  Outcome outcome;
  for (double seconds = 0.1; seconds < 20; seconds *= 1.3) {
    std::vector<std::string> words = {
        "timeout", "--signal=INT", "--preserve-status", absl::StrCat(seconds)};
    const auto command = Calibrate(responses, out);
    words.insert(words.end(), command.begin(), command.end());
    outcome = RunCommand(words);
    ASSERT_FALSE(std::filesystem::exists(out + "/fit.json"))
        << "it ended before it was interrupted, after " << seconds << " s";
    if (std::filesystem::exists(checkpoint)) break;
    EXPECT_THAT(outcome.err, Not(HasSubstr("--resume")));
  }
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("interrupted"));
  EXPECT_THAT(outcome.err, HasSubstr("--resume"));
  auto command = Calibrate(responses, out);
  command.push_back("--resume");
  const Outcome resumed = RunCommand(command);
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_FALSE(std::filesystem::exists(checkpoint));
  const std::string whole = directory.File("whole");
  EXPECT_EQ(RunCommand(Calibrate(responses, whole)).exit_code, 0);
  EXPECT_NEAR(Estimate(out), Estimate(whole), 1e-4);
}

TEST(Interrupt, WithoutACheckpointNothingIsResumed) {
  const TemporaryDirectory directory;
  const std::string out = directory.File("fit");
  auto command = Calibrate(ProjectFile("data/lsat7.csv"), out);
  command.push_back("--resume");
  const Outcome outcome = RunCommand(command);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("checkpoint.json"));
  EXPECT_FALSE(std::filesystem::exists(out + "/fit.json"));
}

}  // namespace
}  // namespace adaptest

// What simulate and bank import find for the rules of a profile.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(Simulate, FindsTheBoundsOfPersonFit) {
  const SmallExamFiles files;
  v1::Exam exam = SmallExam();
  exam.mutable_modes(0)->mutable_person_fit()->set_rule("residual_cusum");
  WriteFile(files.exam(), ToJson(exam, true));
  const Outcome outcome = RunProgram(
      {"simulate", "--bank", files.items(), "--exam", files.exam(),
       "--examinees", "400", "--seed", "5", "--out", files.File("study")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("mode adaptive: person fit, bounds"));
  const Json found = Json::parse(ReadFile(files.File("study/exam.json")));
  const Json parameters = found["modes"][0]["personFit"]["parameters"];
  EXPECT_GT(parameters["upper"], 0);
  EXPECT_LT(parameters["lower"], 0);
  EXPECT_FALSE(found["modes"][1].contains("personFit"));
  const std::string text = ReadFile(files.File("study/examinees.csv"));
  EXPECT_THAT(text, StartsWith("person_id,theta,n_items,estimate,posterior_sd,"
                               "passed,pass_probability,lz_star,cusum_upper,"
                               "cusum_lower,aberrant\ns0000001,"));
  int rows = 0, aberrant = 0;
  for (size_t end = text.find('\n') + 1; end < text.size(); ++rows) {
    end = text.find('\n', end) + 1;
    aberrant += text[end - 2] == '1';
  }
  EXPECT_EQ(rows, 400);
  EXPECT_NEAR(aberrant / 400.0, 0.05, 0.045);  // four standard errors
}

TEST(Simulate, FindsExposureAndThenTheBoundsUnderIt) {
  const SmallExamFiles files;
  v1::Exam exam = SmallExam();
  v1::Mode& mode = *exam.mutable_modes(0);
  mode.mutable_person_fit()->set_rule("residual_cusum");
  v1::Rule& control = *mode.add_exposure();
  control.set_rule("sympson_hetter");
  (*control.mutable_parameters())["max_rate"] = 0.8;
  WriteFile(files.exam(), ToJson(exam, true));
  const Outcome outcome = RunProgram(
      {"simulate", "--bank", files.items(), "--exam", files.exam(),
       "--examinees", "10", "--seed", "5", "--out", files.File("study")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json found = Json::parse(ReadFile(files.File("study/exam.json")));
  EXPECT_FALSE(found["modes"][0]["exposure"][0]["items"].empty());
  EXPECT_TRUE(found["modes"][0]["personFit"]["parameters"].contains("upper"));
}

TEST(Bank, ImportFindsTheBoundsOfPersonFit) {
  const SmallExamFiles files;
  v1::Exam exam = SmallExam();
  exam.mutable_modes(2)->mutable_person_fit()->set_rule("residual_cusum");
  WriteFile(files.exam(), ToJson(exam, true));
  const Outcome imported = RunProgram(files.ImportCommand());
  ASSERT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_THAT(imported.err, HasSubstr("mode practice: person fit, bounds"));
  const Outcome outcome =
      RunProgram({"bank", "activate", "exams/small/bankVersions/1", "--data",
                  files.data()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
}

}  // namespace
}  // namespace adaptest

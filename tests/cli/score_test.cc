// score: its estimators, priors and person fit, from file to file.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Answers of four persons to six items.
std::string WriteAnswers(const SmallExamFiles& files) {
  WriteFile(files.File("answers.csv"),
            "person_id,Q0,Q1,Q2,Q3,Q4,Q5\nmixed,1,0,1,1,0,1\n"
            "right,1,1,1,1,1,1\nwrong,0,0,0,0,0,0\nnone,,,,,,\n");
  return files.File("answers.csv");
}

Outcome Score(const SmallExamFiles& files,
              const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"score", "--bank", files.items(),
                                        "--responses", WriteAnswers(files)};
  arguments.insert(arguments.end(), options.begin(), options.end());
  return RunProgram(arguments);
}

// Field `column` of the row of a person, from 0.
std::string FieldOf(const Outcome& outcome, const std::string& person,
                    int column) {
  for (const absl::string_view line : absl::StrSplit(outcome.out, '\n')) {
    const std::vector<std::string> fields = absl::StrSplit(line, ',');
    if (fields[0] == person) return fields[column];
  }
  ADD_FAILURE() << person << " is not in\n" << outcome.out << outcome.err;
  return "";
}

constexpr int kTheta = 2;
constexpr int kStandardError = 3;
constexpr int kState = 4;
constexpr int kLzStar = 8;

TEST(Score, EstimatesPersonsOnStandardOutput) {
  const SmallExamFiles files;
  WriteFile(files.File("answers.csv"),
            "person_id,Q0,Q1,Q2\nright,1,1,1\nwrong,0,0,0\n");
  const Outcome outcome =
      RunProgram({"score", "--bank", files.items(), "--responses",
                  files.File("answers.csv")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              StartsWith("person_id,n_items,theta,standard_error,state,"
                         "scaled_score,pass_probability,log_likelihood,"
                         "lz_star\nright,3,"));
  EXPECT_THAT(outcome.out, HasSubstr("\nwrong,3,-"));
}

TEST(Score, WritesAFileInTheOutputDirectory) {
  const SmallExamFiles files;
  WriteFile(files.File("answers.csv"), "person_id,Q0,Q1\np,1,0\n");
  const Outcome outcome =
      RunProgram({"score", "--bank", files.items(), "--responses",
                  files.File("answers.csv"), "--exam", files.exam(), "--out",
                  files.File("scores")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(ReadFile(files.File("scores/persons.csv")), HasSubstr("\np,2,"));
}

TEST(Score, HasEveryMethod) {
  const SmallExamFiles files;
  for (const char* method : {"eap", "map", "mle", "wle", "huber", "tukey"}) {
    const Outcome outcome = Score(files, {"--method", method});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(FieldOf(outcome, "mixed", kState), "ok") << method;
    EXPECT_NE(FieldOf(outcome, "mixed", kTheta), "") << method;
    EXPECT_EQ(FieldOf(outcome, "none", kState), "no_answers") << method;
    EXPECT_THAT(outcome.out, testing::Not(HasSubstr("nan"))) << method;
  }
}

TEST(Score, FillsPersonFitAlsoBesideAnEap) {
  const SmallExamFiles files;
  const Outcome eap = Score(files, {"--method", "eap"});
  const Outcome wle = Score(files, {"--method", "wle"});
  EXPECT_NE(FieldOf(eap, "mixed", kLzStar), "");
  EXPECT_EQ(FieldOf(eap, "mixed", kLzStar), FieldOf(wle, "mixed", kLzStar));
  EXPECT_EQ(FieldOf(eap, "none", kLzStar), "");
}

TEST(Score, ReadsAPriorFromAFile) {
  const SmallExamFiles files;
  std::string table = "theta,density\n";
  for (int i = -240; i <= 240; ++i) {
    const double theta = i / 40.0;
    absl::StrAppend(&table, theta, ",", std::exp(-0.5 * theta * theta), "\n");
  }
  WriteFile(files.File("prior.csv"), table);
  const Outcome grid =
      Score(files, {"--prior", "grid(" + files.File("prior.csv") + ")"});
  ASSERT_EQ(grid.exit_code, 0) << grid.err;
  const Outcome normal = Score(files, {});
  EXPECT_NEAR(std::stod(FieldOf(grid, "mixed", kTheta)),
              std::stod(FieldOf(normal, "mixed", kTheta)), 1e-4);
}

TEST(Score, TakesTuningBoundsAndTheKindOfStandardError) {
  const SmallExamFiles files;
  const Outcome wide = Score(files, {"--method", "huber", "--tuning", "100"});
  const Outcome mle = Score(files, {"--method", "mle", "--bounds", "-3,3"});
  EXPECT_NEAR(std::stod(FieldOf(wide, "mixed", kTheta)),
              std::stod(FieldOf(mle, "mixed", kTheta)), 1e-9);
  EXPECT_EQ(FieldOf(mle, "right", kTheta), "3");
  EXPECT_EQ(FieldOf(mle, "right", kState), "at_upper_bound");
  const Outcome observed =
      Score(files, {"--method", "mle", "--se", "observed"});
  EXPECT_NE(FieldOf(observed, "mixed", kStandardError),
            FieldOf(mle, "mixed", kStandardError));
}

TEST(Score, RefusesOptionsThatTheMethodDoesNotHave) {
  const SmallExamFiles files;
  const std::pair<std::vector<std::string>, const char*> bad[] = {
      {{"--method", "mode"}, "allowed: eap, map, mle, wle, huber, tukey"},
      {{"--method", "map", "--tuning", "1"}, "\"tuning\" is unknown"},
      {{"--method", "huber", "--tuning", "0"}, "tuning = 0 is outside"},
      {{"--se", "observed"}, "\"standard_error\" is unknown"},
      {{"--method", "mle", "--se", "exact"}, "allowed: expected, observed"},
      {{"--prior", "beta"},
       "allowed: normal(mean,sd), uniform, jeffreys, grid(FILE)"}};
  for (const auto& [options, message] : bad) {
    const Outcome outcome = Score(files, options);
    EXPECT_EQ(outcome.exit_code, 2) << message;
    EXPECT_THAT(outcome.err, HasSubstr(message));
    EXPECT_EQ(outcome.out, "");
  }
}

TEST(Score, NamesWhatIsWrongWithTheFileOfAPrior) {
  const SmallExamFiles files;
  const std::string path = files.File("prior.csv");
  const std::pair<const char*, const char*> bad[] = {
      {"theta,weight\n0,1\n", "density"},
      {"theta,density\n0,1\n1,x\n", ":3: density \"x\" is not"},
      {"theta,density\n0,1\n0,2\n", ":3: theta 0 occurs twice"},
      {"theta,density\n0,1\nhigh,2\n", "parameter \"high\" is not a theta"},
      {"theta,density\n0,1\n1,-2\n", "density at theta 1 = -2 is negative"}};
  for (const auto& [text, message] : bad) {
    WriteFile(path, text);
    const Outcome outcome = Score(files, {"--prior", "grid(" + path + ")"});
    EXPECT_EQ(outcome.exit_code, 1) << text;
    EXPECT_THAT(outcome.err, HasSubstr(path));
    EXPECT_THAT(outcome.err, HasSubstr(message));
  }
  const Outcome absent = Score(files, {"--prior", "grid(/absent.csv)"});
  EXPECT_EQ(absent.exit_code, 1);
  EXPECT_THAT(absent.err, HasSubstr("/absent.csv"));
}

}  // namespace
}  // namespace adaptest

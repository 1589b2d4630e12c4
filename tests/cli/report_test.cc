// report.html of simulate.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;
using testing::Not;

// report_numbers.py says what is wrong with a study's report, if anything.
void CheckReport(const std::string& study) {
  const Outcome outcome = RunCommand(
      {"python3", ProjectFile("tests/cli/report_numbers.py"), study});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
}

TEST(Report, ShowsTheNumbersOfTheStudy) {
  const SmallExamFiles files;
  ASSERT_EQ(
      RunProgram({"simulate", "--bank", files.items(), "--exam", files.exam(),
                  "--examinees", "80", "--out", files.File("study")})
          .exit_code,
      0);
  CheckReport(files.File("study"));
}

TEST(Report, PutsSeveralExamsSideBySide) {
  const SmallExamFiles files;
  Json exam = Json::parse(ReadFile(files.exam()));
  exam["modes"][0]["criterion"] = {{"rule", "random"}};
  const std::string other = files.File("a<b>&c.json");  // hostile as markup
  WriteFile(other, exam.dump());
  ASSERT_EQ(RunProgram({"simulate", "--bank", files.items(), "--exam",
                        files.exam(), "--exam", other, "--examinees", "80",
                        "--out", files.File("study")})
                .exit_code,
            0);
  CheckReport(files.File("study"));
  const std::string report = ReadFile(files.File("study/report.html"));
  EXPECT_THAT(report, HasSubstr("a&lt;b&gt;&amp;c"));
  EXPECT_THAT(report, Not(HasSubstr("a<b>")));
}

}  // namespace
}  // namespace adaptest

// fit: its files, from answers to a report.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/cli/program.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Fit : public testing::Test {
 protected:
  std::string File(const std::string& name) const {
    return directory_.File(name);
  }

  // fit of LSAT-7 with mirt's parameters, into `out`.
  Outcome FitLsat(const std::vector<std::string>& options = {}) const {
    std::vector<std::string> arguments = {
        "fit",
        "--bank",
        ProjectFile("data/lsat7_reference.csv"),
        "--model",
        "2pl",
        "--responses",
        ProjectFile("data/lsat7.csv"),
        "--out",
        File("out")};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return RunProgram(arguments);
  }

  TemporaryDirectory directory_;
};

// The bank that calibrate writes, with an item that it could not fit.
TEST_F(Fit, ItemsThatWereNotFittedAreLeftOut) {
  std::string answers = "person_id,A,B,C,D,all\n";
  for (int p = 0; p < 200; ++p) {
    absl::StrAppend(&answers, "p", p, ",", p % 2, ",", p % 3 > 0, ",",
                    p % 5 > 2, ",", (p / 3) % 4 > 1, ",1\n");
  }
  WriteFile(File("answers.csv"), answers);
  const Outcome calibrated = RunProgram(
      {"calibrate", "--responses", File("answers.csv"), "--model", "1pl",
       "--prior", "a=lognormal(0,0.2)", "--out", File("bank")});
  ASSERT_EQ(calibrated.exit_code, 0) << calibrated.err;
  EXPECT_THAT(calibrated.out, HasSubstr("all: all_right"));
  const Outcome fit =
      RunProgram({"fit", "--bank", File("bank/items.csv"), "--responses",
                  File("answers.csv"), "--out", File("fit")});
  EXPECT_EQ(fit.exit_code, 0) << fit.err;
  EXPECT_THAT(fit.err, HasSubstr("left out: all"));
  EXPECT_THAT(fit.out, HasSubstr("items 4, responses 800"));
}

TEST_F(Fit, WritesItsFiles) {
  const Outcome outcome = FitLsat();
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, HasSubstr("M2 11.938, df 5, p 0.03564"));
  const std::string items = ReadFile(File("out/items.csv"));
  EXPECT_THAT(items, StartsWith("item_id,model,n,p_value,"));
  EXPECT_THAT(items, HasSubstr("\nI1,2pl,1000,"));
  EXPECT_THAT(ReadFile(File("out/q3.csv")),
              StartsWith("item_1,item_2,n,q3,se_q3,q3_adjusted\nI1,I2,1000,"));
  EXPECT_THAT(ReadFile(File("out/curves.csv")),
              StartsWith("item_id,category,bin,eap,n,observed,fitted,"
                         "standard_error,z\nI1,0,1,"));
  EXPECT_THAT(ReadFile(File("out/persons.csv")), HasSubstr("lz_star"));
  EXPECT_FALSE(std::filesystem::exists(File("out/options.csv")));
  for (const char* name : {"items.csv", "q3.csv", "curves.csv", "fit.json"}) {
    EXPECT_THAT(ReadFile(File(absl::StrCat("out/", name))),
                Not(HasSubstr("nan")));
  }
}

TEST_F(Fit, ReportsTheModelAsJson) {
  const Outcome outcome = FitLsat({"--json", "--threads", "2"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, ReadFile(File("out/fit.json")));
  const Json json = Json::parse(outcome.out);
  EXPECT_NEAR(json["m2"].get<double>(), 11.9384116409767, 1e-5);
  EXPECT_EQ(json["m2_df"], 5);
  EXPECT_NEAR(json["rmsea"].get<double>(), 0.0372702481826314, 1e-7);
  EXPECT_NEAR(json["rmsea_lower"].get<double>(), 0.00895473895641156, 1e-7);
  EXPECT_NEAR(json["rmsea_upper"].get<double>(), 0.0649674162147682, 1e-7);
  EXPECT_TRUE(json["m2_reason"].is_null());
  EXPECT_EQ(json["complete_block"]["n_persons"], 1000);
  EXPECT_EQ(json["s_x2"]["n_flagged"], 1);
  EXPECT_EQ(json["q3"]["n_pairs"], 10);
}

TEST_F(Fit, SaysWhyWhatIsNullIsNull) {
  const Outcome outcome = FitLsat({"--min-block", "2000"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("M2: none; no complete block"));
  const Json json = Json::parse(ReadFile(File("out/fit.json")));
  EXPECT_TRUE(json["m2"].is_null());
  EXPECT_THAT(json["m2_reason"].get<std::string>(),
              HasSubstr("fewer than 2000 persons"));
  EXPECT_EQ(json["s_x2"]["empty_because"].size(), 1);
}

TEST_F(Fit, AnalysesOptions) {
  std::string answers = "person_id,Q1,Q2,Q3\n";
  for (int p = 0; p < 200; ++p) {
    absl::StrAppend(&answers, "p", p, ",", p % 3 ? "A" : "B", ",",
                    p % 2 ? "C" : "D", ",", p % 5 ? "A" : "9", "\n");
  }
  WriteFile(File("answers.csv"), answers);
  WriteFile(File("key.csv"), "item_id,key\nQ1,A\nQ2,C\nQ3,A\n");
  WriteFile(File("bank.csv"),
            "item_id,model,a,b\nQ1,2pl,1,-0.5\nQ2,2pl,1,0\nQ3,2pl,1,-1\n");
  const Outcome outcome = RunProgram(
      {"fit", "--bank", File("bank.csv"), "--responses", File("answers.csv"),
       "--key", File("key.csv"), "--omitted", "9", "--out", File("out")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string options = ReadFile(File("out/options.csv"));
  EXPECT_THAT(options, HasSubstr("\nQ1,A,1,133,"));
  EXPECT_THAT(options, HasSubstr("\nQ1,B,0,67,"));
  EXPECT_THAT(options, HasSubstr("\nQ3,9,0,40,"));
}

TEST_F(Fit, ReadsTheOptionsOfALongFile) {
  WriteFile(File("long.csv"),
            "person_id,item_id,response,option\np1,Q1,1,2\np1,Q2,0,\n"
            "p2,Q1,0,4\n");
  WriteFile(File("bank.csv"), "item_id,model,a,b\nQ1,2pl,1,-0.5\nQ2,2pl,1,0\n");
  const Outcome outcome =
      RunProgram({"fit", "--bank", File("bank.csv"), "--responses",
                  File("long.csv"), "--out", File("out")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::string options = ReadFile(File("out/options.csv"));
  EXPECT_THAT(options, HasSubstr("\nQ1,2,1,1,0.5,"));
  EXPECT_THAT(options, HasSubstr("\nQ2,,0,1,1,"));
}

TEST_F(Fit, RefusesWhatCannotBe) {
  const Outcome usage = FitLsat({"--latent-sd", "-1"});
  EXPECT_EQ(usage.exit_code, 2);
  EXPECT_THAT(usage.err, HasSubstr("latent sd = -1 is outside [0.02, 20]"));
  WriteFile(File("bank.csv"), "item_id,model,a,b\nI1,2pl,1,0\n");
  const Outcome failed =
      RunProgram({"fit", "--bank", File("bank.csv"), "--responses",
                  ProjectFile("data/lsat7.csv"), "--out", File("none")});
  EXPECT_EQ(failed.exit_code, 1);
  EXPECT_THAT(failed.err, HasSubstr("item I2"));
  EXPECT_FALSE(std::filesystem::exists(File("none")));
}

}  // namespace
}  // namespace adaptest

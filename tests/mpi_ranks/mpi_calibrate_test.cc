// adaptest-mpi under mpirun, on this machine, against adaptest.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/models/three_pl.h"
#include "engine/random.h"
#include "engine/response_model.h"
#include "tests/cli/program.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

constexpr double kTolerance = 1e-9;

// A third of the persons are in another group, a seventh in two sessions; 32
// items, 3pl.
std::string Answers(int persons) {
  std::string text = "person_id,session_id,group,item_id,response\n";
  Random random(11);
  for (int p = 0; p < persons; ++p) {
    const double theta = random.Normal() + (p % 3 == 0 ? 0.5 : 0);
    for (int i = 0; i < 32; ++i) {
      const std::vector<double> item = {0.6 + 0.05 * i, -1.5 + 0.1 * i, 0.2};
      const double right = ProbabilityRight(ThreePl(), item, theta);
      absl::StrAppend(&text, "p", p, ",s", p % 7 == 0 ? i / 16 : 0, ",",
                      p % 3 == 0 ? "B" : "A", ",Q", i, ",",
                      random.Uniform() < right, "\n");
    }
  }
  return text;
}

std::vector<std::string> FieldsOf(const std::string& path) {
  return absl::StrSplit(ReadFile(path), absl::ByAnyChar(",\n"));
}

// Texts are alike; numbers are within the tolerance.
void ExpectSameFields(const std::string& path, const std::string& other) {
  const std::vector<std::string> x = FieldsOf(path), y = FieldsOf(other);
  ASSERT_GT(x.size(), 100);
  ASSERT_EQ(x.size(), y.size()) << path;
  for (size_t i = 0; i < x.size(); ++i) {
    double a = 0, b = 0;
    if (absl::SimpleAtod(x[i], &a) && absl::SimpleAtod(y[i], &b)) {
      ASSERT_NEAR(a, b, kTolerance * std::max(1.0, std::abs(a))) << path;
    } else {
      ASSERT_EQ(x[i], y[i]) << path;
    }
  }
}

class MpiCalibrate : public testing::Test {
 protected:
  void SetUp() override {
    const Outcome version = RunCommand({ADAPTEST_MPIRUN, "--version"});
    // mpirun says Open MPI, and mpiexec OpenRTE.
    if (version.out.find("(Open") == std::string::npos) {
      GTEST_SKIP() << "there is no mpirun of Open MPI: " << ADAPTEST_MPIRUN;
    }
    Pack(Answers(4000));
  }

  void Pack(const std::string& answers) {
    WriteFile(File("answers.csv"), answers);
    const Outcome packed =
        RunProgram({"pack", "--responses", File("answers.csv"), "--out",
                    File("answers.pack")});
    ASSERT_EQ(packed.exit_code, 0) << packed.err;
  }

  std::string File(const std::string& name) { return directory_.File(name); }

  std::vector<std::string> Words(const std::string& responses,
                                 const std::string& out,
                                 const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"calibrate", "--responses",
                                      File(responses), "--out", File(out)};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  // mpirun with `programs`: each a number of ranks and its arguments.
  using Programs = std::vector<std::pair<int, std::vector<std::string>>>;
  Outcome Run(const Programs& programs) {
    std::vector<std::string> words = {ADAPTEST_MPIRUN,
                                      "--allow-run-as-root",
                                      "--oversubscribe",
                                      "--timeout",
                                      "100",
                                      "--mca",
                                      "btl",
                                      "self,vader",
                                      "--mca",
                                      "btl_vader_single_copy_mechanism",
                                      "none",
                                      "--mca",
                                      "plm_rsh_agent",
                                      ""};
    for (size_t i = 0; i < programs.size(); ++i) {
      if (i > 0) words.push_back(":");
      words.insert(words.end(), {"-n", absl::StrCat(programs[i].first),
                                 ADAPTEST_MPI_PROGRAM});
      words.insert(words.end(), programs[i].second.begin(),
                   programs[i].second.end());
    }
    return RunCommand(words);
  }

  // One process and several give the same.
  void ExpectSame(int ranks, const std::vector<std::string>& options) {
    const Outcome one = RunProgram(Words("answers.pack", "one", options));
    ASSERT_EQ(one.exit_code, 0) << one.err;
    const Outcome many = Run({{ranks, Words("answers.pack", "many", options)}});
    ASSERT_EQ(many.exit_code, 0) << many.err;
    for (const std::string name : {"/items.csv", "/persons.csv"}) {
      ExpectSameFields(File("one") + name, File("many") + name);
    }
    const Json x = Json::parse(ReadFile(File("one") + "/fit.json"));
    const Json y = Json::parse(ReadFile(File("many") + "/fit.json"));
    for (const char* key : {"n_persons", "n_responses", "data", "iterations",
                            "converged", "item_states", "n_parameters"}) {
      EXPECT_EQ(x[key], y[key]) << key;
    }
    const double value = x["log_likelihood"];
    EXPECT_NEAR(value, y["log_likelihood"], kTolerance * std::abs(value));
    const Json none = Json::array();
    const Json groups = x.value("groups", none), same = y.value("groups", none);
    ASSERT_EQ(groups.size(), same.size());
    for (size_t g = 0; g < groups.size(); ++g) {
      for (const char* key : {"mean", "sd", "n_persons"}) {
        EXPECT_NEAR(groups[g][key], same[g][key], kTolerance);
      }
    }
  }

 private:
  TemporaryDirectory directory_;
};

TEST_F(MpiCalibrate, TwoRanksEstimateAsOneProcess) {
  ExpectSame(2, {"--model", "2pl", "--threads", "1"});
}

TEST_F(MpiCalibrate, ThreeRanksEstimateAsOneProcess) {
  ExpectSame(3, {"--model", "3pl", "--threads", "1"});
}

TEST_F(MpiCalibrate, GroupsAndSessionsAreThoseOfAll) {
  ExpectSame(3, {"--model", "2pl", "--group", "group", "--se", "crossproduct",
                 "--threads", "2"});
}

TEST_F(MpiCalibrate, TheLadderCountsTheAnswersOfAll) {
  ExpectSame(2, {"--ladder", "3000,5000", "--se", "none", "--threads", "1"});
}

TEST_F(MpiCalibrate, MoreRanksThanBlocksOfPersonsLeaveSomeIdle) {
  Pack(Answers(300));
  ExpectSame(3, {"--model", "rasch", "--threads", "1"});
}

TEST_F(MpiCalibrate, AnErrorOfOneRankEndsAll) {
  const std::string bytes = ReadFile(File("answers.pack"));
  WriteFile(File("short.pack"), bytes.substr(0, bytes.size() / 2));
  const Outcome outcome =
      Run({{1, Words("answers.pack", "out", {"--model", "2pl"})},
           {1, Words("short.pack", "out", {"--model", "2pl"})}});
  EXPECT_EQ(outcome.exit_code, 1);
  const std::string message = "short.pack: damaged file of packed responses";
  const size_t told = outcome.err.find(message);
  ASSERT_NE(told, std::string::npos) << outcome.err;
  EXPECT_EQ(outcome.err.find(message, told + 1), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(File("out")));
}

TEST_F(MpiCalibrate, DamageInThePartOfOneRankEndsAll) {
  std::string bytes = ReadFile(File("answers.pack"));
  bytes[400] ^= 1;  // of rank 0's answers
  WriteFile(File("damaged.pack"), bytes);
  const Outcome outcome =
      Run({{3, Words("damaged.pack", "out", {"--model", "2pl"})}});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("checksum of section"));
}

TEST_F(MpiCalibrate, WhatCannotBeWrittenEndsAll) {
  WriteFile(File("out"), "a file");
  const Outcome outcome =
      Run({{2, Words("answers.pack", "out", {"--model", "rasch"})}});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("adaptest-mpi calibrate: "));
}

TEST_F(MpiCalibrate, OnlyPackedAnswersAreSharedOut) {
  const Outcome outcome =
      Run({{2, Words("answers.csv", "out", {"--model", "2pl"})}});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("share out one packed file"));
}

TEST_F(MpiCalibrate, AUsageErrorIsTwo) {
  const Outcome outcome = Run({{2, Words("answers.pack", "out")}});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("--model"));
}

}  // namespace
}  // namespace adaptest

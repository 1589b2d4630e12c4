// What operators and researchers do with sessions that are over: replay,
// back-up, erasure, rescoring, outcomes; and load.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

class RecordsTest : public testing::Test {
 protected:
  RecordsTest() { files_.Prepare(); }

  Outcome Run(std::vector<std::string> words) const {
    words.insert(words.end(), {"--data", files_.data()});
    return RunProgram(words);
  }
  // Sits whole sessions at a server of its own.
  void Sit(const std::vector<std::string>& modes,
           const std::string& examinee = "ann") const {
    const ServerProcess server(files_.data());
    for (const std::string& mode : modes) {
      const Outcome taken =
          RunProgram({"take", "--server", server.address(), "--exam", "small",
                      "--mode", mode, "--examinee", examinee, "--json",
                      "--simulate", "0.5", "--bank", files_.items(),
                      "--questions", files_.questions(), "--seed", "5"});
      EXPECT_EQ(taken.exit_code, 0) << taken.err;
    }
  }

  SmallExamFiles files_;
};

TEST_F(RecordsTest, ReplayDerivesEverythingAgain) {
  Sit({"adaptive", "mock", "practice"});
  const Outcome replay = Run({"replay", "--json", "--tolerance", "1e-12"});
  EXPECT_EQ(replay.exit_code, 0) << replay.err;
  const Json json = Json::parse(replay.out);
  EXPECT_EQ(json["sessions"], 3);
  EXPECT_EQ(json["difference_count"], 0);
  EXPECT_EQ(json["ties"], 0);
  EXPECT_GE(json["selections"], 22);
  const Outcome text = Run({"replay"});
  EXPECT_THAT(text.out, HasSubstr("3 sessions"));
  EXPECT_THAT(text.out, HasSubstr("0 differences"));
}

TEST_F(RecordsTest, ReplayTellsWhatDiffers) {
  Sit({"adaptive", "adaptive", "adaptive"});
  const Outcome damaged = RunCommand(
      {"sqlite3", files_.data() + "/adaptest.db",
       "UPDATE events SET payload = (SELECT payload FROM events WHERE session "
       "= 2 AND sequence = 8) WHERE session = 2 AND sequence = 7; "
       "DELETE FROM events WHERE session = 3 AND sequence = 4"});
  ASSERT_EQ(damaged.exit_code, 0) << damaged.err;
  const Outcome replay = Run({"replay"});
  EXPECT_EQ(replay.exit_code, 1);
  EXPECT_THAT(replay.out, HasSubstr("sessions/2-"));
  EXPECT_THAT(replay.out, HasSubstr("stored events are damaged"));
  EXPECT_THAT(replay.out, HasSubstr("event 4 of session 3 is missing"));
  EXPECT_THAT(replay.out, HasSubstr("3 sessions, 9 selections"));
  EXPECT_THAT(replay.err, HasSubstr("2 differences"));
}

TEST_F(RecordsTest, ReplayRefusesAnUnknownSession) {
  const Outcome replay = Run({"replay", "sessions/7-x"});
  EXPECT_EQ(replay.exit_code, 1);
  EXPECT_THAT(replay.err, HasSubstr("session 7 is unknown"));
  EXPECT_EQ(RunProgram({"replay"}).exit_code, 2);
}

TEST_F(RecordsTest, BackupOfARunningServerIsRestored) {
  const std::string file = files_.File("backup.db");
  Sit({"adaptive"});
  {
    const ServerProcess server(files_.data());
    const Outcome backup = Run({"backup", "--out", file});
    ASSERT_EQ(backup.exit_code, 0) << backup.err;
  }
  const std::string other = files_.File("other");
  const Outcome restored = RunProgram({"restore", file, "--data", other});
  ASSERT_EQ(restored.exit_code, 0) << restored.err;
  const Outcome replay = RunProgram({"replay", "--data", other});
  EXPECT_EQ(replay.exit_code, 0) << replay.err;
  EXPECT_THAT(replay.out, HasSubstr("1 sessions"));
  EXPECT_EQ(replay.out, Run({"replay"}).out);
}

TEST_F(RecordsTest, BackupAndRestoreOverwriteNothing) {
  const std::string file = files_.File("backup.db");
  WriteFile(file, "mine");
  const Outcome backup = Run({"backup", "--out", file});
  EXPECT_EQ(backup.exit_code, 1);
  EXPECT_THAT(backup.err, HasSubstr("is there already"));
  EXPECT_EQ(ReadFile(file), "mine");
  const Outcome restore = Run({"restore", file});
  EXPECT_EQ(restore.exit_code, 1);
  EXPECT_THAT(restore.err, HasSubstr("is there already"));
}

TEST_F(RecordsTest, RestoreRefusesADamagedFile) {
  const std::string file = files_.File("backup.db");
  WriteFile(file, "This is not a database, however long it may be.");
  const std::string other = files_.File("other");
  const Outcome restore = RunProgram({"restore", file, "--data", other});
  EXPECT_EQ(restore.exit_code, 1);
  EXPECT_THAT(restore.err, HasSubstr(file));
  EXPECT_EQ(Run({"backup", "--out", files_.File("b")}).exit_code, 0);
}

TEST_F(RecordsTest, ErasedNameIsInNoFile) {
  Sit({"adaptive", "mock"}, "a-name-to-forget");
  const std::string grep = "grep -rl a-name-to-forget " + files_.data();
  EXPECT_EQ(RunCommand({"sh", "-c", grep}).exit_code, 0);
  const Outcome erased = Run({"erase", "--examinee", "a-name-to-forget"});
  EXPECT_EQ(erased.exit_code, 0) << erased.err;
  EXPECT_THAT(erased.out, HasSubstr("gone from 2 sessions"));
  EXPECT_EQ(RunCommand({"sh", "-c", grep}).exit_code, 1);
  EXPECT_EQ(Run({"replay"}).exit_code, 0);
}

TEST_F(RecordsTest, DroppedItemGivesNewResults) {
  Sit({"mock"});
  const std::vector<std::string> rescore = {
      "rescore",          "--version",           "exams/small/bankVersions/1",
      "--reason",         "no answer was right", "--drop",
      "Q0,Q1,Q2,Q3,Q5,Q6"};
  std::vector<std::string> dry = rescore;
  dry.push_back("--dry-run");
  EXPECT_THAT(Run(dry).out, HasSubstr("1 would get a new result"));
  EXPECT_THAT(Run(rescore).out, HasSubstr("1 got a new result"));
  EXPECT_THAT(Run(rescore).out, HasSubstr("0 got a new result"));
  EXPECT_EQ(Run({"replay"}).exit_code, 0);
}

TEST_F(RecordsTest, OutcomesAreImportedAndFitted) {
  Sit({"adaptive"}, "ann");
  Sit({"adaptive"}, "bob");
  const std::string file = files_.File("outcomes.csv");
  WriteFile(file,
            "examinee,passed,exam_time,scaled_score\n"
            "ann,1,2100-01-01,760\n"
            "bob,0,2100-01-02T09:00:00Z,\n"
            "cem,0,2100-01-02,\n");
  const Outcome imported = Run({"outcomes", "import", file, "--exam", "small"});
  EXPECT_EQ(imported.exit_code, 0) << imported.err;
  EXPECT_EQ(
      imported.out,
      "3 results recorded, 2 of them of people with an earlier session\n");
  const Outcome fitted = Run({"outcomes", "fit", "--exam", "small", "--json"});
  const Json json = Json::parse(fitted.out);
  EXPECT_EQ(json["fit"]["cases"], 2);
  EXPECT_EQ(json["fit"]["state"], "too_few");
  EXPECT_EQ(json["unused_outcomes"], 1);
  EXPECT_TRUE(json["before"]["brier"]["value"].is_number());
}

TEST_F(RecordsTest, OutcomesWithBadRowsAreRefusedWithTheLine) {
  const std::string file = files_.File("outcomes.csv");
  WriteFile(file, "examinee,passed,exam_time\nann,1,2100-01-01\nbob,yes,x\n");
  const Outcome imported = Run({"outcomes", "import", file, "--exam", "small"});
  EXPECT_EQ(imported.exit_code, 1);
  EXPECT_THAT(imported.err, HasSubstr("outcomes.csv:3: passed = \"yes\""));
}

TEST_F(RecordsTest, LoadMeasuresAServer) {
  const ServerProcess server(files_.data());
  for (const bool stream : {false, true}) {
    std::vector<std::string> words = {
        "load",     "--server", server.address(), "--exam", "small",
        "--people", "4",        "--seconds",      "1",      "--answers",
        "200",      "--json"};
    if (stream) words.push_back("--stream");
    const Outcome load = RunProgram(words);
    EXPECT_EQ(load.exit_code, 0) << load.err;
    const Json json = Json::parse(load.out);
    EXPECT_GT(json["answers"], 20);
    EXPECT_LE(json["answers"], 204);
    EXPECT_GT(json["latency_ms"]["p99"], 0);
    EXPECT_TRUE(json["errors"].empty());
  }
  EXPECT_EQ(Run({"replay"}).exit_code, 0);
}

TEST_F(RecordsTest, LoadIsForThisMachineUnlessToldOtherwise) {
  const Outcome load =
      RunProgram({"load", "--server", "192.0.2.1:1", "--exam", "small"});
  EXPECT_EQ(load.exit_code, 2);
  EXPECT_THAT(load.err, HasSubstr("--remote"));
}

}  // namespace
}  // namespace adaptest

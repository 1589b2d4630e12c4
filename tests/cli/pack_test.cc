// pack, and what else reads answers: formats, cleaning flags, the store.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

// 300 persons, 8 items, two sessions of some persons, times; long.
std::string LongAnswers() {
  std::string text = "person_id,item_id,response,session_id,seconds\n";
  uint32_t state = 1;
  for (int p = 0; p < 300; ++p) {
    for (int i = 0; i < 8; ++i) {
      state = state * 1664525 + 1013904223;
      const int right = static_cast<int>(state >> 16) % 8 > i - (p % 5) + 1;
      absl::StrAppend(&text, "p", p, ",Q", i, ",", right, ",", i < 6 ? 1 : 2,
                      ",", i == 3 && p % 10 == 0 ? "0.4" : "20", "\n");
    }
  }
  return text;
}

class PackProgram : public testing::Test {
 protected:
  std::string File(const std::string& name) { return directory_.File(name); }

  std::string Write(const std::string& name, const std::string& text) {
    WriteFile(File(name), text);
    return File(name);
  }

  Outcome Pack(const std::string& from, const std::string& to,
               const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"pack", "--responses", from, "--out", to};
    words.insert(words.end(), more.begin(), more.end());
    return RunProgram(words);
  }

  Outcome Calibrate(const std::string& responses, const std::string& out,
                    const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"calibrate", "--responses", responses,
                                      "--model",   "rasch",       "--out",
                                      File(out)};
    words.insert(words.end(), more.begin(), more.end());
    return RunProgram(words);
  }

  Json FitOf(const std::string& out) {
    return Json::parse(ReadFile(File(out) + "/fit.json"));
  }

 private:
  TemporaryDirectory directory_;
};

TEST_F(PackProgram, PackedAnswersCalibrateToTheSameItems) {
  const std::string csv = Write("a.csv", LongAnswers());
  const Outcome packed = Pack(csv, File("a.pack"));
  ASSERT_EQ(packed.exit_code, 0) << packed.err;
  EXPECT_THAT(packed.out, HasSubstr("persons 300, sessions 600, items 8, "
                                    "responses 2370\n"));
  ASSERT_EQ(Calibrate(csv, "direct").exit_code, 0);
  const Outcome again = Calibrate(File("a.pack"), "packed");
  ASSERT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(ReadFile(File("direct") + "/items.csv"),
            ReadFile(File("packed") + "/items.csv"));
  EXPECT_EQ(ReadFile(File("direct") + "/persons.csv"),
            ReadFile(File("packed") + "/persons.csv"));
  EXPECT_EQ(FitOf("direct")["data"], FitOf("packed")["data"]);
}

TEST_F(PackProgram, FitJsonCountsWhatWasNotTaken) {
  const std::string csv = Write("a.csv", LongAnswers());
  ASSERT_EQ(Calibrate(csv, "fit").exit_code, 0);
  const Json data = FitOf("fit")["data"];
  EXPECT_EQ(data["persons"], 300);
  EXPECT_EQ(data["sessions"], 600);
  EXPECT_EQ(data["responses"], 2370);
  EXPECT_EQ(data["left_out"]["rapid_guesses"]["answers"], 30);
  EXPECT_EQ(data["dropped"]["duplicates"], 0);
  ASSERT_EQ(Calibrate(csv, "kept", {"--keep", "rapid_guesses"}).exit_code, 0);
  EXPECT_EQ(FitOf("kept")["data"]["responses"], 2400);
  ASSERT_EQ(Calibrate(csv, "first", {"--first-sessions"}).exit_code, 0);
  EXPECT_EQ(FitOf("first")["data"]["left_out"]["later_sessions"]["sessions"],
            300);
}

TEST_F(PackProgram, RefusesWhatIsRefusedElsewhereAndWritesNothing) {
  const std::string csv =
      Write("bad.csv", "person_id,item_id,response\np,Q1,1\nq,Q1,17\np,Q1,1\n");
  const Outcome refused = Pack(csv, File("bad.pack"));
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.err, "adaptest pack: " + csv +
                             ":3: item Q1: category 17, allowed: 0 to 15\n");
  EXPECT_FALSE(std::filesystem::exists(File("bad.pack")));
  const Outcome dropped = Pack(
      csv, File("bad.pack"), {"--drop", "impossible_categories", "duplicates"});
  EXPECT_EQ(dropped.exit_code, 0) << dropped.err;
}

TEST_F(PackProgram, ScoresPackedAnswers) {
  const SmallExamFiles files;
  const std::string csv =
      Write("s.csv", "person_id,Q0,Q1,Q2\nright,1,1,1\nwrong,0,0,0\n");
  ASSERT_EQ(Pack(csv, File("s.pack")).exit_code, 0);
  const auto score = [&](const std::string& responses) {
    return RunProgram(
        {"score", "--bank", files.items(), "--responses", responses});
  };
  const Outcome direct = score(csv);
  EXPECT_EQ(direct.exit_code, 0) << direct.err;
  EXPECT_EQ(score(File("s.pack")).out, direct.out);
}

TEST_F(PackProgram, UsageErrorsNameWhatIsAllowed) {
  const std::string csv = Write("a.csv", "person_id,Q1\np,1\n");
  const std::pair<std::vector<std::string>, std::string> kMistakes[] = {
      {{"--drop", "everything"},
       "--drop \"everything\" is unknown; allowed: duplicates, unknown_items, "
       "impossible_categories"},
      {{"--keep", "nothing"},
       "--keep \"nothing\" is unknown; allowed: rapid_guesses, "
       "abandoned_sessions, retakes, practice"},
      {{"--layout", "square"}, "layout \"square\" is unknown"},
      {{"--omitted", "8", "--not-reached", "8"}, "are both \"8\""},
      {{"--omitted-as", "right"}, "allowed: wrong, missing"}};
  for (const auto& [options, message] : kMistakes) {
    const Outcome outcome = Pack(csv, File("a.pack"), options);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr(message));
  }
}

TEST_F(PackProgram, PersonsHaveARowForEachSession) {
  const std::string csv = Write("a.csv", LongAnswers());
  ASSERT_EQ(Calibrate(csv, "fit").exit_code, 0);
  const std::string persons = ReadFile(File("fit") + "/persons.csv");
  EXPECT_THAT(persons, HasSubstr("lz_star,session_id\n"));
  EXPECT_THAT(persons, HasSubstr(",2\np1,"));
}

TEST_F(PackProgram, TellsBeforeReadingThatItCannotWrite) {
  const Outcome outcome =
      Pack(Write("a.csv", "person_id,Q1\np,1,1\n"), File("none/a.pack"));
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("none/a.pack: No such file"));
}

TEST_F(PackProgram, RefusesAStoreThatIsNotThere) {
  const std::string missing = absl::StrCat("sqlite:", File("none.db"));
  EXPECT_THAT(Pack(missing, File("none.pack")).err,
              HasSubstr("none.db: there is no such file"));
  EXPECT_FALSE(std::filesystem::exists(File("none.db")));
}

TEST_F(PackProgram, ReadsTheStoreOfTheService) {
  const SmallExamFiles files;
  files.Prepare();
  {
    const ServerProcess server(files.data());
    for (const char* mode : {"mock", "practice"}) {
      const Outcome taken = RunProgram(
          {"take", "--server", server.address(), "--exam", "small", "--mode",
           mode, "--examinee", "ann", "--json", "--simulate", "0.5", "--bank",
           files.items(), "--questions", files.questions(), "--seed", "5"});
      EXPECT_EQ(taken.exit_code, 0) << taken.err;
    }
  }
  const std::string store =
      absl::StrCat("sqlite:", files.data(), "/adaptest.db");
  const Outcome packed =
      Pack(store, File("a.pack"), {"--keep", "rapid_guesses"});
  ASSERT_EQ(packed.exit_code, 0) << packed.err;
  EXPECT_THAT(packed.out, HasSubstr("persons 1, sessions 1, "));
  const Outcome all =
      Pack(store, File("a.pack"),
           {"--keep", "rapid_guesses", "practice", "--exam", "small"});
  EXPECT_THAT(all.out, HasSubstr("persons 1, sessions 2, "));
  const Outcome other = Pack(store, File("a.pack"), {"--exam", "large"});
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.err, HasSubstr("exam exams/large is not in the store; it "
                                   "has: exams/small"));
}

TEST_F(PackProgram, HelpShowsAnExample) {
  EXPECT_THAT(RunProgram({"pack", "--help"}).out,
              HasSubstr("Example:\n  adaptest pack --responses"));
}

}  // namespace
}  // namespace adaptest

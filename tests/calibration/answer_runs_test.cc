#include "calibration/answer_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <tuple>

#include "engine/random.h"
#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

using Taken = std::vector<std::tuple<uint32_t, int, int, uint32_t>>;

// 500 persons of two units each, 20 answers a unit, in an order of no meaning.
struct ManyAnswers {
  ManyAnswers() {
    std::vector<int> order(20000);
    for (int i = 0; i < 20000; ++i) order[i] = i;
    Random(3).Shuffle(order);
    for (uint32_t unit = 0; unit < 1000; ++unit) person_of.push_back(unit / 2);
    for (const int i : order) {
      answers.emplace_back(i % 1000, i / 1000, i % 16, 3, i);
    }
  }

  std::vector<uint32_t> person_of;
  std::vector<RecordedAnswer> answers;
};

Taken TakeAll(AnswerRuns& runs, const ManyAnswers& many) {
  for (const RecordedAnswer& answer : many.answers) {
    runs.Add(answer, many.person_of);
  }
  EXPECT_TRUE(runs.Finish(many.person_of).ok());
  Taken taken;
  for (uint32_t person = 0; person < 500; ++person) {
    const auto answers = runs.Take(person);
    EXPECT_TRUE(answers.ok()) << answers.status();
    EXPECT_EQ(answers->size(), 40u);
    for (const RecordedAnswer& a : *answers) {
      taken.emplace_back(a.unit, a.item(), a.category(), a.line);
      EXPECT_EQ(a.file(), 3);
    }
  }
  return taken;
}

TEST(AnswerRuns, GiveTheSameInOneRunAndInManyAndOnDisk) {
  const ManyAnswers many;
  AnswerRuns one;
  const Taken taken = TakeAll(one, many);
  EXPECT_TRUE(std::is_sorted(taken.begin(), taken.end()));
  AnswerRuns in_memory(777);
  EXPECT_EQ(TakeAll(in_memory, many), taken);
  AnswerRuns on_disk;
  on_disk.SpillTo(testing::TempDir(), 777);
  EXPECT_EQ(TakeAll(on_disk, many), taken);
}

TEST(AnswerRuns, LeaveNothingInTheFolder) {
  const std::string file = ScratchFile("x");
  const std::string folder = file.substr(0, file.rfind('/'));
  AnswerRuns runs;
  runs.SpillTo(folder, 777);
  TakeAll(runs, ManyAnswers());
  EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST(AnswerRuns, TellThatTheFolderIsMissing) {
  const ManyAnswers many;
  AnswerRuns runs;
  runs.SpillTo("/nowhere/at/all", 777);
  for (const RecordedAnswer& answer : many.answers) {
    runs.Add(answer, many.person_of);
  }
  EXPECT_EQ(runs.Finish(many.person_of).message(),
            "/nowhere/at/all: temporary file: No such file or directory");
}

}  // namespace
}  // namespace adaptest

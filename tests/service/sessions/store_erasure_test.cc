// What every kind of store must pass: a person is taken out of it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include "absl/strings/str_replace.h"
#include "tests/service/sessions/store_suite.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Occurs nowhere else in a store's files.
constexpr char kName[] = "ann-of-green-gables";

std::string WithoutName(const std::string& event) {
  return absl::StrReplaceAll(event, {{kName, "x"}});
}

class StoreErasureSuite : public StoreSuite {
 protected:
  int64_t Add(const std::string& request_id, const std::string& examinee,
              const std::string& event = "first") {
    return CreateIn(events(), {request_id, "exams/a", examinee, "token", event})
        ->number;
  }
  EventStore::Erased Erase(const std::string& examinee) {
    const auto erased = events().EraseExaminee(examinee, &WithoutName);
    EXPECT_TRUE(erased.ok()) << erased.status();
    return erased.value_or(EventStore::Erased());
  }
};

INSTANTIATE_TEST_SUITE_P(Of, StoreErasureSuite,
                         testing::Values("Sqlite", "Postgres"),
                         [](const auto& kind) { return kind.param; });

TEST_P(StoreErasureSuite, TakesNameAndRequestIdsFromEverySession) {
  Add("r1", kName);
  Add("r2", kName);
  EXPECT_EQ(Erase(kName).sessions, 2);
  Reopen();
  EXPECT_THAT(*events().ListSessions({"", kName}, 99, 9), IsEmpty());
  EXPECT_EQ(events().Load(1)->examinee, "");
  EXPECT_EQ(events().Load(2)->token, "token");
  EXPECT_EQ(Add("r1", ""), 3);  // a new session: the id is known no longer
}

TEST_P(StoreErasureSuite, PutsEveryEventThroughRewrite) {
  const std::string name = kName;
  Add("", kName, "created for " + name);
  ASSERT_TRUE(AppendTo(events(), 1, 1, "answer").ok());
  ASSERT_TRUE(AppendTo(events(), 1, 2, name + " ends").ok());
  Erase(kName);
  EXPECT_THAT(events().Load(1)->events,
              ElementsAre("created for x", "answer", "x ends"));
  Reopen();
  EXPECT_THAT(events().Load(1)->events,
              ElementsAre("created for x", "answer", "x ends"));
  EXPECT_EQ((*events().Heads(1, 1))[0].last_event, "x ends");
  EXPECT_TRUE(AppendTo(events(), 1, 3, "more").ok());
}

TEST_P(StoreErasureSuite, DeletesThePersonsOutcomes) {
  ASSERT_TRUE(events()
                  .PutOutcomes({{"exams/a", kName, 1, true, 0},
                                {"exams/a", "bob", 1, true, 0},
                                {"exams/b", kName, 2, true, 0}})
                  .ok());
  const EventStore::Erased erased = Erase(kName);
  EXPECT_EQ(erased.sessions, 0);
  EXPECT_EQ(erased.outcomes, 2);
  Reopen();
  ASSERT_EQ(events().ListOutcomes("exams/a")->size(), 1);
  EXPECT_EQ((*events().ListOutcomes("exams/a"))[0].examinee, "bob");
  EXPECT_THAT(*events().ListOutcomes("exams/b"), IsEmpty());
}

TEST_P(StoreErasureSuite, LeavesOthersUntouched) {
  const std::string longer = std::string(kName) + "2";
  Add("r1", "bob", std::string("of bob and ") + kName);
  Add("r2", longer);
  Add("r3", "", std::string("of nobody and ") + kName);
  Erase(kName);
  Reopen();
  EXPECT_THAT(events().Load(1)->events,
              ElementsAre(std::string("of bob and ") + kName));
  EXPECT_EQ(events().Load(2)->examinee, longer);
  EXPECT_THAT(events().Load(3)->events,
              ElementsAre(std::string("of nobody and ") + kName));
  EXPECT_EQ(Add("r1", ""), 1);
  EXPECT_EQ(Add("r2", ""), 2);
}

TEST_P(StoreErasureSuite, FindsNothingTheSecondTime) {
  Add("r1", kName);
  ASSERT_TRUE(events().PutOutcomes({{"exams/a", kName, 1, true, 0}}).ok());
  EXPECT_EQ(Erase(kName).sessions, 1);
  const EventStore::Erased again = Erase(kName);
  EXPECT_EQ(again.sessions, 0);
  EXPECT_EQ(again.outcomes, 0);
  EXPECT_EQ(Erase("nobody").sessions, 0);
}

// A store whose files are its own.
class FileErasureSuite : public StoreErasureSuite {
 protected:
  // Whether the bytes are in one of the files of the store.
  bool FilesHold(const std::string& bytes) {
    for (const auto& entry :
         std::filesystem::directory_iterator(directory().path())) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text(std::istreambuf_iterator<char>(file), {});
      if (text.find(bytes) != std::string::npos) return true;
    }
    return false;
  }
};

INSTANTIATE_TEST_SUITE_P(Of, FileErasureSuite, testing::Values("Sqlite"),
                         [](const auto& kind) { return kind.param; });

// Enough sessions for the pages of every table and index to split.
TEST_P(FileErasureSuite, LeavesNothingInTheFiles) {
  const std::string name = kName;
  for (int i = 0; i < 600; ++i) {
    const bool ann = i % 3 == 0;
    const std::string who =
        ann ? name : absl::StrCat("person ", i * 7919 % 600);
    const int64_t number =
        Add(absl::StrCat(who, "/", i * 7919 % 601), who, "begins: " + who);
    ASSERT_TRUE(AppendTo(events(), number, 1, "ends: " + who).ok());
    if (!ann) continue;
    ASSERT_TRUE(events().PutOutcomes({{"exams/a", who, i, true, 0}}).ok());
  }
  ASSERT_TRUE(FilesHold(kName));
  Erase(kName);
  EXPECT_FALSE(FilesHold(kName));
  Reopen();
  EXPECT_FALSE(FilesHold(kName));
  EXPECT_TRUE(FilesHold("person 1"));
}

// Another process that reads an older state keeps its pages alive.
TEST_P(FileErasureSuite, SaysWhereTheFilesStillHoldTheName) {
  Add("", kName);
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(directory().File("store.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db, "BEGIN; SELECT COUNT(*) FROM sessions", nullptr,
                         nullptr, nullptr),
            SQLITE_OK);
  const auto refused = events().EraseExaminee(kName, &WithoutName);
  EXPECT_TRUE(absl::IsUnavailable(refused.status())) << refused.status();
  EXPECT_TRUE(FilesHold(kName));
  sqlite3_close(db);
  EXPECT_EQ(Erase(kName).sessions, 0);
  EXPECT_FALSE(FilesHold(kName));
}

}  // namespace
}  // namespace adaptest

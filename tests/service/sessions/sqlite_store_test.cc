#include "service/stores/sqlite_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <utility>

#include "service/stores/sqlite_schema.h"
#include "tests/service/sessions/store_calls.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {
namespace {

void Execute(const std::string& path, const char* sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(db);
  sqlite3_close(db);
}

TEST(SqliteStore, RefusesNewerSchema) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("store.db");
  ASSERT_TRUE(SqliteStore::Open(path).ok());
  Execute(path, "PRAGMA user_version = 1000");
  const auto store = SqliteStore::Open(path);
  EXPECT_EQ(store.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(store.status().message()),
              testing::AllOf(testing::HasSubstr(path),
                             testing::HasSubstr("schema version 1000"),
                             testing::HasSubstr("allowed: 0 to 3")));
}

TEST(SqliteStore, BringsTheFirstSchemaUpToDate) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("store.db");
  Execute(path, kSqliteMigrations[0]);
  Execute(path,
          "INSERT INTO sessions VALUES (1, 'token', 'request');"
          "INSERT INTO events VALUES (1, 1, 0, 'first');"
          "PRAGMA user_version = 1");
  const auto store = SqliteStore::Open(path);
  ASSERT_TRUE(store.ok()) << store.status();
  EXPECT_THAT((*store)->Load(1)->events, testing::ElementsAre("first"));
  EXPECT_TRUE((*store)->ListSessions({"exams/a", "ann"}, 9, 9)->empty());
  EXPECT_EQ(CreateIn(**store, "request", "other")->number, 1);
  EXPECT_EQ(CreateIn(**store, {"", "exams/a", "ann", "t", "e"})->number, 2);
  EXPECT_THAT(*(*store)->ListSessions({"exams/a", "ann"}, 9, 9),
              testing::ElementsAre(2));
}

TEST(SqliteStore, AMissingEventIsOfItsSessionOnly) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("store.db");
  {
    const auto store = *SqliteStore::Open(path);
    for (const char* first : {"1", "2"}) {
      const auto created =
          CreateIn(*store, {"", "exams/a", "ann", "token", first});
      ASSERT_TRUE(AppendTo(*store, created->number, 1, "last").ok());
    }
  }
  const auto open = [&] { return *SqliteStore::Open(path); };
  Execute(path, "DELETE FROM events WHERE session = 1 AND sequence = 0");
  EXPECT_TRUE(absl::IsDataLoss(open()->Load(1).status()));
  const auto store = open();
  const auto erased = store->EraseExaminee(
      "ann", [](const std::string& event) { return event + "'"; });
  ASSERT_TRUE(erased.ok()) << erased.status();
  EXPECT_EQ(erased->sessions, 2);
  EXPECT_EQ(store->Load(2)->examinee, "");
  EXPECT_THAT(store->Load(2)->events, testing::ElementsAre("2'", "last'"));
  EXPECT_EQ((*store->Heads(1, 1))[0].last_event, "last'");
}

TEST(SqliteStore, ASessionWithoutEventsHasNoLastOne) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("store.db");
  {
    const auto store = *SqliteStore::Open(path);
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(CreateIn(*store, "", "first").ok());
  }
  Execute(path, "DELETE FROM events WHERE session = 1");
  const auto store = *SqliteStore::Open(path);
  EXPECT_TRUE(absl::IsDataLoss(store->Load(1).status()));
  EXPECT_TRUE(absl::IsNotFound(store->Load(3).status()));
  const auto heads = store->Heads(1, 9);
  ASSERT_TRUE(heads.ok()) << heads.status();
  ASSERT_EQ(heads->size(), 2);
  EXPECT_EQ((*heads)[0].last_event, "");
  EXPECT_EQ((*heads)[1].last_event, "first");
}

TEST(SqliteStore, RefusesFileOfAnotherKind) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("store.db");
  std::ofstream(path) << "This is not a database, however long it may be.";
  const auto store = SqliteStore::Open(path);
  EXPECT_TRUE(absl::IsUnavailable(store.status())) << store.status();
  EXPECT_THAT(std::string(store.status().message()), testing::HasSubstr(path));
}

TEST(SqliteStore, SaysWhichPathCannotBeOpened) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("absent/store.db");
  const auto store = SqliteStore::Open(path);
  EXPECT_TRUE(absl::IsUnavailable(store.status())) << store.status();
  EXPECT_THAT(std::string(store.status().message()),
              testing::StartsWith(path + ": cannot be opened"));
}

// A file where the directory should be: nobody can write there, root neither.
TEST(SqliteStore, SaysWhichDirectoryCannotBeWritten) {
  const TemporaryDirectory directory;
  std::ofstream(directory.File("file")) << "x";
  const std::string path = directory.File("file/store.db");
  const auto store = SqliteStore::Open(path);
  EXPECT_TRUE(absl::IsUnavailable(store.status())) << store.status();
  EXPECT_THAT(std::string(store.status().message()), testing::HasSubstr(path));
}

// Several processes may start on a new file at the same time.
TEST(SqliteStore, IsCreatedOnceByManyAtOnce) {
  for (int round = 0; round < 5; ++round) {
    const TemporaryDirectory directory;
    std::atomic<int> waiting = 4;
    std::vector<absl::Status> results(4);
    std::vector<std::thread> threads;
    for (absl::Status& result : results) {
      threads.emplace_back([&] {
        for (--waiting; waiting > 0;) std::this_thread::yield();
        result = SqliteStore::Open(directory.File("store.db")).status();
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const absl::Status& result : results) {
      EXPECT_TRUE(result.ok()) << result;
    }
  }
}

TEST(SqliteStore, TwoStoresOnOneFileSeeEachOther) {
  const TemporaryDirectory directory;
  const auto one = SqliteStore::Open(directory.File("store.db"));
  const auto two = SqliteStore::Open(directory.File("store.db"));
  ASSERT_TRUE(one.ok() && two.ok());
  const auto session = CreateIn(**one, "", "first");
  ASSERT_TRUE(AppendTo(**two, session->number, 1, "second").ok());
  EXPECT_TRUE(absl::IsAborted(AppendTo(**one, session->number, 1, "late")));
  EXPECT_EQ((*one)->Load(session->number)->events.size(), 2);
}

}  // namespace
}  // namespace adaptest

// The log of an SQLite store beyond what every kind of store must pass: heads
// in memory, stored now and then, and found again.

#include "service/stores/sqlite_event_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "service/stores/sqlite_store.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {
namespace {

// A log as the store's writer uses it, in a file with the store's tables.
class SqliteEventLogTest : public testing::Test {
 protected:
  SqliteEventLogTest() {
    EXPECT_TRUE(SqliteStore::Open(path()).ok());
    Reopen();
  }

  std::string path() const { return directory_.File("store.db"); }

  // As after a crash: nothing is stored at the end.
  void Reopen() {
    log_ = std::make_unique<SqliteEventLog>();
    database_ = std::make_unique<SqliteDatabase>(*SqliteDatabase::Open(path()));
    ASSERT_TRUE(log_->Open(*database_).ok());
  }

  // Event `sequence` of sessions first ... last, in one transaction.
  void AppendAll(int first, int last, int sequence) {
    ASSERT_TRUE(database_->Execute("BEGIN IMMEDIATE").ok());
    ASSERT_TRUE(log_->Begin(*database_).ok());
    for (int session = first; session <= last; ++session) {
      ASSERT_TRUE(log_->Append(*database_, session, sequence,
                               absl::StrCat(session, "/", sequence))
                      .ok());
    }
    ASSERT_TRUE(log_->StoreHeads(*database_).ok());
    ASSERT_TRUE(database_->Execute("COMMIT").ok());
    log_->Committed();
  }

  int64_t Count(const char* sql) {
    auto statement = database_->Prepare(sql);
    EXPECT_TRUE(statement.ok() && *statement->Step());
    return statement->Integer(0);
  }

  void ExpectEvents(int session, int count) {
    const auto events = log_->Read(*database_, session, 0);
    ASSERT_TRUE(events.ok()) << events.status();
    ASSERT_EQ(events->size(), count) << session;
    for (int i = 0; i < count; ++i) {
      EXPECT_EQ((*events)[i], absl::StrCat(session, "/", i));
    }
  }

  TemporaryDirectory directory_;
  std::unique_ptr<SqliteDatabase> database_;
  std::unique_ptr<SqliteEventLog> log_;
};

TEST_F(SqliteEventLogTest, FindsHeadsThatWereNeverStored) {
  AppendAll(1, 50, 0);
  AppendAll(10, 40, 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM session_heads"), 0);
  Reopen();
  ExpectEvents(9, 1);
  ExpectEvents(10, 2);
  AppendAll(10, 10, 2);
  ExpectEvents(10, 3);
}

// More events than two rounds, so that heads are stored and dropped.
TEST_F(SqliteEventLogTest, StoresHeadsWhileItGrows) {
  constexpr int kSessions = 2000;
  constexpr int kEvents = 50;
  for (int sequence = 0; sequence < kEvents; ++sequence) {
    AppendAll(1, kSessions, sequence);
  }
  AppendAll(kSessions + 1, kSessions + 1, 0);
  EXPECT_GE(Count("SELECT COUNT(*) FROM session_heads"), kSessions);
  EXPECT_GT(Count("SELECT value FROM counters"), 32768);
  Reopen();
  for (const int session : {1, 2, 999, kSessions}) {
    ExpectEvents(session, kEvents);
  }
  ExpectEvents(kSessions + 1, 1);
  AppendAll(1, kSessions, kEvents);
  ExpectEvents(1234, kEvents + 1);
}

TEST_F(SqliteEventLogTest, ForgetsWhatWasRolledBack) {
  AppendAll(1, 3, 0);
  ASSERT_TRUE(database_->Execute("BEGIN IMMEDIATE").ok());
  ASSERT_TRUE(log_->Begin(*database_).ok());
  ASSERT_TRUE(log_->Append(*database_, 1, 1, "lost").ok());
  ASSERT_TRUE(log_->Append(*database_, 9, 0, "lost").ok());
  ASSERT_TRUE(database_->Execute("ROLLBACK").ok());
  log_->RolledBack();
  ExpectEvents(1, 1);
  EXPECT_TRUE(absl::IsNotFound(log_->Read(*database_, 9, 0).status()));
  AppendAll(1, 3, 1);
  ExpectEvents(1, 2);
}

TEST_F(SqliteEventLogTest, TakesInWhatAnotherWrites) {
  AppendAll(1, 2, 0);
  SqliteEventLog other;
  SqliteDatabase database = *SqliteDatabase::Open(path());
  ASSERT_TRUE(other.Open(database).ok());
  AppendAll(1, 2, 1);
  EXPECT_EQ(other.Read(database, 1, 0)->size(), 2);
  AppendAll(1, 1, 2);
  ASSERT_TRUE(database.Execute("BEGIN IMMEDIATE").ok());
  ASSERT_TRUE(other.Begin(database).ok());
  EXPECT_TRUE(absl::IsAborted(other.Append(database, 1, 2, "late")));
  EXPECT_TRUE(other.Append(database, 1, 3, "1/3").ok());
  ASSERT_TRUE(database.Execute("COMMIT").ok());
  other.Committed();
  ExpectEvents(1, 4);
}

TEST_F(SqliteEventLogTest, TellsAnEventThatIsMissing) {
  AppendAll(1, 1, 0);
  AppendAll(1, 1, 1);
  ASSERT_TRUE(database_->Execute("DELETE FROM events WHERE id = 1").ok());
  const auto events = log_->Read(*database_, 1, 0);
  EXPECT_EQ(events.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(events.status().message()),
              testing::HasSubstr("event 0 of session 1 is missing"));
}

}  // namespace
}  // namespace adaptest

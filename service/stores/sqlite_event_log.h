#ifndef ADAPTEST_SERVICE_STORES_SQLITE_EVENT_LOG_H_
#define ADAPTEST_SERVICE_STORES_SQLITE_EVENT_LOG_H_

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/stores/sqlite_database.h"

namespace adaptest {

// The events of an SQLite file: a log in order of arrival, in which each event
// knows the one before it in its session. An index by session on the path of
// every answer would cost more than the rest of it, so a session's last event,
// its head, is kept in memory, and stored now and then: a head is in memory or
// in session_heads, and what memory held when the process died is found again
// in the end of the log. One such object a process; many processes may use one
// file, since each takes in what others wrote before it writes itself.
class SqliteEventLog {
 public:
  // Takes in what was appended since heads were last stored.
  absl::Status Open(SqliteDatabase& database);

  // The writer, one transaction after the other: Begin, then Appends and one
  // StoreHeads, and after the transaction Committed or RolledBack.
  absl::Status Begin(SqliteDatabase& database);

  // ABORTED where the session has this event, NOT_FOUND where there is no such
  // session; these change nothing. A session's first event makes it known.
  absl::Status Append(SqliteDatabase& database, int64_t session, int sequence,
                      const std::string& event);

  // A session's events, those of this transaction among them.
  absl::StatusOr<std::vector<std::string>> ReadInTransaction(
      SqliteDatabase& database, int64_t session);

  // Replaces each event of a session by what `rewrite` makes of it; those that
  // are there, where some are missing.
  absl::Status Rewrite(
      SqliteDatabase& database, int64_t session,
      const std::function<std::string(const std::string& event)>& rewrite);

  absl::Status StoreHeads(SqliteDatabase& database);
  void Committed();
  void RolledBack();

  // The events of a session from this number on, with a connection of the
  // caller's. Safe to call while another thread writes.
  absl::StatusOr<std::vector<std::string>> Read(SqliteDatabase& database,
                                                int64_t session, int first);

  // A session's last event; empty where it is missing.
  absl::StatusOr<std::string> ReadLast(SqliteDatabase& database,
                                       int64_t session);

 private:
  struct Head {
    int64_t event = 0;  // 0 where the session is unknown
    int sequence = -1;
  };
  using Heads = std::unordered_map<int64_t, Head>;  // by session

  absl::Status TakeIn(SqliteDatabase& database);
  absl::StatusOr<Head> Find(SqliteDatabase& database, int64_t session);
  absl::StatusOr<Head> FindInTransaction(SqliteDatabase& database,
                                         int64_t session);
  Head Known(int64_t session);
  void BeginRound();

  // The writer's: what the transaction under way adds.
  Heads added_;
  int64_t last_added_ = 0;
  size_t stored_ = 0;  // of to_store_, in this transaction

  std::mutex mutex_;               // of what follows, all of it committed
  int64_t last_event_ = 0;         // of the log
  Heads recent_;                   // of events after round_start_
  int64_t round_start_ = 0;        // the last event before
  Heads older_;                    // of the round before, while they are stored
  std::vector<int64_t> to_store_;  // their sessions, in order
  size_t num_stored_ = 0;          // of these, so far
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_SQLITE_EVENT_LOG_H_

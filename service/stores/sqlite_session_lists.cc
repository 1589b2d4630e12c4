// What SqliteStore knows of many sessions, and beside them.

#include "engine/status_macros.h"
#include "service/stores/sqlite_store.h"
#include "service/stores/wait_for.h"

namespace adaptest {
namespace {

// All rows of one column.
absl::StatusOr<std::vector<int64_t>> Numbers(SqliteStatement& read) {
  std::vector<int64_t> numbers;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, read.Step());
    if (!row) return numbers;
    numbers.push_back(read.Integer(0));
  }
}

absl::StatusOr<std::vector<int64_t>> SessionsOf(SqliteDatabase& database,
                                                const std::string& examinee) {
  ASSIGN_OR_RETURN(
      SqliteStatement find,
      database.Prepare("SELECT number FROM sessions WHERE examinee = ?"));
  return Numbers(find.BindText(examinee));
}

absl::Status ForgetNames(SqliteDatabase& database,
                         const std::string& examinee) {
  ASSIGN_OR_RETURN(
      SqliteStatement forget,
      database.Prepare("UPDATE sessions SET examinee = NULL, request_id = NULL "
                       "WHERE examinee = ?"));
  return forget.BindText(examinee).Run();
}

absl::StatusOr<int64_t> DeleteOutcomes(SqliteDatabase& database,
                                       const std::string& examinee) {
  ASSIGN_OR_RETURN(SqliteStatement forget,
                   database.Prepare("DELETE FROM outcomes WHERE examinee = ? "
                                    "RETURNING passed"));
  ASSIGN_OR_RETURN(const auto outcomes, Numbers(forget.BindText(examinee)));
  return outcomes.size();
}

absl::StatusOr<std::string> ReadValue(SqliteDatabase& database,
                                      const std::string& key) {
  ASSIGN_OR_RETURN(
      SqliteStatement find,
      database.Prepare("SELECT value FROM kept_values WHERE key = ?"));
  ASSIGN_OR_RETURN(const bool row, find.BindText(key).Step());
  return row ? find.Bytes(0) : std::string();
}

absl::Status WriteValue(SqliteDatabase& database, const std::string& key,
                        const std::string& value) {
  ASSIGN_OR_RETURN(SqliteStatement write,
                   database.Prepare("INSERT OR REPLACE INTO kept_values (key, "
                                    "value) VALUES (?, ?)"));
  return write.BindText(key).BindBlob(value).Run();
}

absl::Status WriteOutcome(SqliteDatabase& database,
                          const StoredOutcome& outcome) {
  ASSIGN_OR_RETURN(
      SqliteStatement write,
      database.Prepare("INSERT OR REPLACE INTO outcomes (exam, examinee, "
                       "time_ms, passed, scaled_score) VALUES (?, ?, ?, ?, "
                       "?)"));
  write.BindText(outcome.exam).BindText(outcome.examinee);
  write.Bind(outcome.time_ms).Bind(outcome.passed ? 1 : 0);
  return write.BindReal(outcome.scaled_score).Run();
}

// Pages keep bytes of what was moved to another, whatever secure_delete says,
// and the write-ahead log holds older pages until it is emptied, which cannot
// be while another process reads them. Outside a transaction.
absl::Status WriteAnew(SqliteDatabase& database) {
  RETURN_IF_ERROR(database.Execute("VACUUM"));
  ASSIGN_OR_RETURN(SqliteStatement empty,
                   database.Prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
  ASSIGN_OR_RETURN(const bool row, empty.Step());
  if (row && empty.Integer(0) == 0) return absl::OkStatus();
  return absl::UnavailableError(
      "store: what was erased is still read elsewhere; erase it again");
}

}  // namespace

absl::StatusOr<std::vector<int64_t>> SqliteStore::ListSessions(
    const SessionFilter& filter, int64_t before, int limit) {
  const std::lock_guard lock(reader_mutex_);
  if (filter.examinee.empty()) {
    ASSIGN_OR_RETURN(
        SqliteStatement list,
        reader_.Prepare("SELECT number FROM sessions WHERE number < ?1 AND "
                        "(?2 = '' OR exam = ?2) ORDER BY number DESC LIMIT "
                        "?3"));
    return Numbers(list.Bind(before).BindText(filter.exam).Bind(limit));
  }
  ASSIGN_OR_RETURN(
      SqliteStatement list,
      reader_.Prepare("SELECT number FROM sessions WHERE examinee = ?1 AND "
                      "number < ?2 AND (?3 = '' OR exam = ?3) ORDER BY number "
                      "DESC LIMIT ?4"));
  list.BindText(filter.examinee).Bind(before).BindText(filter.exam);
  return Numbers(list.Bind(limit));
}

absl::StatusOr<std::vector<SessionHead>> SqliteStore::Heads(int64_t first,
                                                            int limit) {
  const std::lock_guard lock(reader_mutex_);
  std::vector<SessionHead> heads;
  {
    ASSIGN_OR_RETURN(
        SqliteStatement list,
        reader_.Prepare("SELECT number FROM sessions WHERE number >= ? ORDER "
                        "BY number LIMIT ?"));
    list.Bind(first).Bind(limit);
    while (true) {
      ASSIGN_OR_RETURN(const bool row, list.Step());
      if (!row) break;
      heads.push_back({list.Integer(0), ""});
    }
  }
  for (SessionHead& head : heads) {
    ASSIGN_OR_RETURN(head.last_event, log_.ReadLast(reader_, head.number));
  }
  return heads;
}

absl::StatusOr<EventStore::Erased> SqliteStore::EraseExaminee(
    const std::string& examinee, const Rewrite& rewrite) {
  Erased erased;
  const auto erase = [&](SqliteDatabase& database) -> absl::Status {
    ASSIGN_OR_RETURN(const auto sessions, SessionsOf(database, examinee));
    for (const int64_t session : sessions) {
      RETURN_IF_ERROR(log_.Rewrite(database, session, rewrite));
    }
    RETURN_IF_ERROR(ForgetNames(database, examinee));
    erased.sessions = static_cast<int64_t>(sessions.size());
    ASSIGN_OR_RETURN(erased.outcomes, DeleteOutcomes(database, examinee));
    return absl::OkStatus();
  };
  // The writer does it all, so that answers wait and are not refused.
  RETURN_IF_ERROR(WaitFor<absl::Status>([&](auto done) {
    Enqueue({erase, [this, done](const absl::Status& status) {
               done(status.ok() ? WriteAnew(writer_) : status);
             }});
  }));
  return erased;
}

absl::Status SqliteStore::PutOutcomes(
    const std::vector<StoredOutcome>& outcomes) {
  return WriteAndWait([&](SqliteDatabase& database) -> absl::Status {
    for (const StoredOutcome& outcome : outcomes) {
      RETURN_IF_ERROR(WriteOutcome(database, outcome));
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<StoredOutcome>> SqliteStore::ListOutcomes(
    const std::string& exam) {
  const std::lock_guard lock(reader_mutex_);
  ASSIGN_OR_RETURN(
      SqliteStatement list,
      reader_.Prepare("SELECT exam, examinee, time_ms, passed, scaled_score "
                      "FROM outcomes WHERE exam = ? ORDER BY examinee, "
                      "time_ms"));
  list.BindText(exam);
  std::vector<StoredOutcome> outcomes;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, list.Step());
    if (!row) return outcomes;
    outcomes.push_back({list.Bytes(0), list.Bytes(1), list.Integer(2),
                        list.Integer(3) != 0, list.Real(4)});
  }
}

absl::StatusOr<std::string> SqliteStore::GetValue(const std::string& key) {
  const std::lock_guard lock(reader_mutex_);
  return ReadValue(reader_, key);
}

absl::Status SqliteStore::ReviseValue(const std::string& key,
                                      const Revision& revise) {
  return WriteAndWait([&](SqliteDatabase& database) -> absl::Status {
    ASSIGN_OR_RETURN(const std::string value, ReadValue(database, key));
    return WriteValue(database, key, revise(value));
  });
}

}  // namespace adaptest

#include "service/stores/sqlite_event_log.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/stores/store.h"

namespace adaptest {
namespace {

// Events of a round. Heads of a round are stored during the next, so at most
// two rounds are read when a log is opened.
constexpr int64_t kRoundEvents = 32768;

// Heads stored in a transaction: this many, and two for each of its events.
constexpr size_t kMinStored = 16;

struct StoredEvent {
  int64_t id;
  std::string payload;
};

// Events `first` to `last` of a session, the last one, which has this id,
// first.
absl::StatusOr<std::vector<StoredEvent>> ReadBack(SqliteDatabase& database,
                                                  int64_t session, int64_t id,
                                                  int last, int first) {
  if (id == 0) return UnknownSession(session);
  std::vector<StoredEvent> events;
  for (int sequence = last; sequence >= first; --sequence) {
    ASSIGN_OR_RETURN(
        SqliteStatement read,
        database.Prepare("SELECT previous, payload FROM events WHERE id = ? "
                         "AND session = ? AND sequence = ?"));
    read.Bind(id).Bind(session).Bind(sequence);
    ASSIGN_OR_RETURN(const bool row, read.Step());
    if (!row) {
      return absl::DataLossError(absl::StrCat(
          "store: event ", sequence, " of session ", session, " is missing"));
    }
    events.push_back({id, read.Bytes(1)});
    id = read.Integer(0);
  }
  return events;
}

// What is there of a session with events that are missing; reads all events.
absl::StatusOr<std::vector<StoredEvent>> FindAll(SqliteDatabase& database,
                                                 int64_t session) {
  ASSIGN_OR_RETURN(
      SqliteStatement read,
      database.Prepare("SELECT id, payload FROM events WHERE session = ?"));
  read.Bind(session);
  std::vector<StoredEvent> events;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, read.Step());
    if (!row) return events;
    events.push_back({read.Integer(0), read.Bytes(1)});
  }
}

// Of a session that is there.
bool IsDamage(const absl::Status& status) {
  return absl::IsDataLoss(status) || absl::IsNotFound(status);
}

absl::StatusOr<std::vector<std::string>> InOrder(
    absl::StatusOr<std::vector<StoredEvent>> read) {
  if (!read.ok()) return std::move(read).status();
  std::vector<std::string> events;
  for (auto event = read->rbegin(); event != read->rend(); ++event) {
    events.push_back(std::move(event->payload));
  }
  return events;
}

absl::StatusOr<int64_t> LastEvent(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(SqliteStatement find,
                   database.Prepare("SELECT COALESCE(MAX(id), 0) FROM events"));
  ASSIGN_OR_RETURN(const bool row, find.Step());
  return row ? find.Integer(0) : 0;
}

}  // namespace

absl::Status SqliteEventLog::Open(SqliteDatabase& database) {
  {
    ASSIGN_OR_RETURN(SqliteStatement find,
                     database.Prepare("SELECT value FROM counters WHERE name = "
                                      "'heads_through'"));
    ASSIGN_OR_RETURN(const bool row, find.Step());
    last_event_ = row ? find.Integer(0) : 0;
  }
  round_start_ = last_event_;
  return TakeIn(database);
}

// What was committed after last_event_, by this process or another.
absl::Status SqliteEventLog::TakeIn(SqliteDatabase& database) {
  const std::lock_guard lock(mutex_);
  ASSIGN_OR_RETURN(const int64_t last, LastEvent(database));
  if (last <= last_event_) return absl::OkStatus();
  ASSIGN_OR_RETURN(SqliteStatement read,
                   database.Prepare("SELECT id, session, sequence FROM events "
                                    "WHERE id > ? ORDER BY id"));
  read.Bind(last_event_);
  while (true) {
    ASSIGN_OR_RETURN(const bool row, read.Step());
    if (!row) return absl::OkStatus();
    last_event_ = read.Integer(0);
    recent_[read.Integer(1)] = {last_event_, static_cast<int>(read.Integer(2))};
  }
}

// Requires mutex_.
SqliteEventLog::Head SqliteEventLog::Known(int64_t session) {
  for (const Heads* heads : {&recent_, &older_}) {
    const auto found = heads->find(session);
    if (found != heads->end()) return found->second;
  }
  return {};
}

absl::StatusOr<SqliteEventLog::Head> SqliteEventLog::Find(
    SqliteDatabase& database, int64_t session) {
  {
    const std::lock_guard lock(mutex_);
    const Head known = Known(session);
    if (known.event != 0) return known;
  }
  ASSIGN_OR_RETURN(SqliteStatement find,
                   database.Prepare("SELECT event, sequence FROM session_heads "
                                    "WHERE session = ?"));
  ASSIGN_OR_RETURN(const bool row, find.Bind(session).Step());
  if (!row) return Head();
  return Head{find.Integer(0), static_cast<int>(find.Integer(1))};
}

absl::Status SqliteEventLog::Begin(SqliteDatabase& database) {
  RETURN_IF_ERROR(TakeIn(database));
  last_added_ = last_event_;
  return absl::OkStatus();
}

absl::StatusOr<SqliteEventLog::Head> SqliteEventLog::FindInTransaction(
    SqliteDatabase& database, int64_t session) {
  const auto found = added_.find(session);
  if (found != added_.end()) return found->second;
  return Find(database, session);
}

absl::Status SqliteEventLog::Append(SqliteDatabase& database, int64_t session,
                                    int sequence, const std::string& event) {
  ASSIGN_OR_RETURN(const Head head, FindInTransaction(database, session));
  if (head.event == 0 && sequence > 0) return UnknownSession(session);
  if (sequence != head.sequence + 1) {
    return absl::AbortedError(absl::StrCat("store: session ", session, " has ",
                                           head.sequence + 1, " events; event ",
                                           sequence, " does not follow"));
  }
  ASSIGN_OR_RETURN(
      SqliteStatement insert,
      database.Prepare("INSERT INTO events (id, session, sequence, previous, "
                       "payload) VALUES (?, ?, ?, ?, ?)"));
  insert.Bind(last_added_ + 1).Bind(session).Bind(sequence).Bind(head.event);
  RETURN_IF_ERROR(insert.BindBlob(event).Run());
  added_[session] = {++last_added_, sequence};
  return absl::OkStatus();
}

// Requires mutex_.
void SqliteEventLog::BeginRound() {
  older_ = std::exchange(recent_, {});
  round_start_ = last_event_;
  num_stored_ = 0;
  to_store_.clear();
  for (const auto& [session, head] : older_) to_store_.push_back(session);
  std::sort(to_store_.begin(), to_store_.end());
}

absl::Status SqliteEventLog::StoreHeads(SqliteDatabase& database) {
  const std::lock_guard lock(mutex_);
  if (older_.empty() && last_event_ - round_start_ >= kRoundEvents) {
    BeginRound();
  }
  if (older_.empty()) return absl::OkStatus();
  const size_t end =
      std::min(to_store_.size(), num_stored_ + kMinStored + 2 * added_.size());
  for (size_t i = num_stored_; i < end; ++i) {
    // The latest: another process may have stored it already.
    const int64_t session = to_store_[i];
    const auto added = added_.find(session);
    const Head head = added != added_.end() ? added->second : Known(session);
    ASSIGN_OR_RETURN(
        SqliteStatement store,
        database.Prepare("INSERT OR REPLACE INTO session_heads (session, "
                         "sequence, event) VALUES (?, ?, ?)"));
    RETURN_IF_ERROR(
        store.Bind(session).Bind(head.sequence).Bind(head.event).Run());
  }
  stored_ = end - num_stored_;
  if (end < to_store_.size()) return absl::OkStatus();
  ASSIGN_OR_RETURN(SqliteStatement count,
                   database.Prepare("UPDATE counters SET value = ? WHERE name "
                                    "= 'heads_through'"));
  return count.Bind(round_start_).Run();
}

void SqliteEventLog::Committed() {
  const std::lock_guard lock(mutex_);
  for (const auto& [session, head] : added_) recent_[session] = head;
  last_event_ = last_added_;
  num_stored_ += std::exchange(stored_, 0);
  if (!older_.empty() && num_stored_ == to_store_.size()) older_.clear();
  added_.clear();
}

void SqliteEventLog::RolledBack() {
  added_.clear();
  stored_ = 0;
}

absl::StatusOr<std::vector<std::string>> SqliteEventLog::ReadInTransaction(
    SqliteDatabase& database, int64_t session) {
  ASSIGN_OR_RETURN(const Head head, FindInTransaction(database, session));
  return InOrder(ReadBack(database, session, head.event, head.sequence, 0));
}

absl::Status SqliteEventLog::Rewrite(
    SqliteDatabase& database, int64_t session,
    const std::function<std::string(const std::string& event)>& rewrite) {
  ASSIGN_OR_RETURN(const Head head, FindInTransaction(database, session));
  auto events = ReadBack(database, session, head.event, head.sequence, 0);
  if (IsDamage(events.status())) events = FindAll(database, session);
  RETURN_IF_ERROR(events.status());
  for (const StoredEvent& event : *events) {
    const std::string rewritten = rewrite(event.payload);
    if (rewritten == event.payload) continue;
    ASSIGN_OR_RETURN(
        SqliteStatement update,
        database.Prepare("UPDATE events SET payload = ?2 WHERE id = ?1"));
    RETURN_IF_ERROR(update.Bind(event.id).BindBlob(rewritten).Run());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> SqliteEventLog::Read(
    SqliteDatabase& database, int64_t session, int first) {
  RETURN_IF_ERROR(TakeIn(database));
  ASSIGN_OR_RETURN(const Head head, Find(database, session));
  return InOrder(ReadBack(database, session, head.event, head.sequence, first));
}

absl::StatusOr<std::string> SqliteEventLog::ReadLast(SqliteDatabase& database,
                                                     int64_t session) {
  RETURN_IF_ERROR(TakeIn(database));
  ASSIGN_OR_RETURN(const Head head, Find(database, session));
  auto last =
      ReadBack(database, session, head.event, head.sequence, head.sequence);
  if (IsDamage(last.status())) return std::string();
  RETURN_IF_ERROR(last.status());
  return std::move((*last)[0].payload);
}

}  // namespace adaptest

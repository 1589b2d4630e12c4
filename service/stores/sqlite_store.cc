#include "service/stores/sqlite_store.h"

#include <future>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/stores/sqlite_schema.h"

namespace adaptest {
namespace {

constexpr int kSchemaVersion = std::size(kSqliteMigrations);

absl::StatusOr<int> SchemaVersion(SqliteDatabase& database) {
  ASSIGN_OR_RETURN(SqliteStatement read,
                   database.Prepare("PRAGMA user_version"));
  ASSIGN_OR_RETURN(const bool row, read.Step());
  return row ? static_cast<int>(read.Integer(0)) : 0;
}

// Inside a transaction, so that of many that open a new file one makes it.
absl::Status Migrate(SqliteDatabase& database, const std::string& path) {
  RETURN_IF_ERROR(database.Execute("BEGIN IMMEDIATE"));
  ASSIGN_OR_RETURN(int version, SchemaVersion(database));
  if (version > kSchemaVersion) {
    return absl::FailedPreconditionError(absl::StrCat(
        path, ": schema version ", version,
        " is newer than this program's; allowed: 0 to ", kSchemaVersion));
  }
  for (; version < kSchemaVersion; ++version) {
    const std::string sql = absl::StrCat(
        kSqliteMigrations[version], "PRAGMA user_version = ", version + 1, ";");
    RETURN_IF_ERROR(database.Execute(sql.c_str()));
  }
  return database.Execute("COMMIT");
}

absl::Status InsertEvent(SqliteDatabase& database, int64_t session,
                         int sequence, const std::string& event) {
  ASSIGN_OR_RETURN(
      SqliteStatement insert,
      database.Prepare(
          "INSERT INTO events (session, sequence, payload) VALUES (?, ?, ?)"));
  return insert.Bind(session).Bind(sequence).BindBlob(event).Run();
}

// The number of the session that a request id created; 0 where none.
absl::StatusOr<int64_t> FindRequest(SqliteDatabase& database,
                                    const std::string& request_id) {
  if (request_id.empty()) return 0;
  ASSIGN_OR_RETURN(
      SqliteStatement find,
      database.Prepare("SELECT number FROM sessions WHERE request_id = ?"));
  ASSIGN_OR_RETURN(const bool row, find.BindText(request_id).Step());
  return row ? find.Integer(0) : 0;
}

absl::StatusOr<StoredSession> LoadSession(SqliteDatabase& database,
                                          int64_t number) {
  StoredSession session;
  session.number = number;
  {
    ASSIGN_OR_RETURN(
        SqliteStatement find,
        database.Prepare("SELECT token FROM sessions WHERE number = ?"));
    ASSIGN_OR_RETURN(const bool row, find.Bind(number).Step());
    if (!row) {
      return absl::NotFoundError(
          absl::StrCat("session ", number, " is unknown"));
    }
    session.token = find.Bytes(0);
  }
  ASSIGN_OR_RETURN(SqliteStatement events,
                   database.Prepare("SELECT payload FROM events WHERE session "
                                    "= ? ORDER BY sequence"));
  events.Bind(number);
  while (true) {
    ASSIGN_OR_RETURN(const bool row, events.Step());
    if (!row) return session;
    session.events.push_back(events.Bytes(0));
  }
}

// Stores a new session, or finds the one of the same request.
absl::StatusOr<StoredSession> CreateSession(SqliteDatabase& database,
                                            const NewSession& added) {
  ASSIGN_OR_RETURN(const int64_t earlier,
                   FindRequest(database, added.request_id));
  if (earlier != 0) return LoadSession(database, earlier);
  StoredSession session;
  session.token = added.token;
  session.events = {added.first_event};
  {
    ASSIGN_OR_RETURN(
        SqliteStatement insert,
        database.Prepare("INSERT INTO sessions (token, request_id, exam, "
                         "examinee) VALUES (?, ?, ?, ?) RETURNING number"));
    insert.BindText(added.token).BindTextOrNull(added.request_id);
    insert.BindText(added.exam).BindTextOrNull(added.examinee);
    ASSIGN_OR_RETURN(const bool row, insert.Step());
    if (!row) return absl::InternalError("store: no number for a session");
    session.number = insert.Integer(0);
    RETURN_IF_ERROR(insert.Run());
  }
  RETURN_IF_ERROR(InsertEvent(database, session.number, 0, added.first_event));
  return session;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteStore>> SqliteStore::Open(
    const std::string& path) {
  ASSIGN_OR_RETURN(SqliteDatabase writer, SqliteDatabase::Open(path));
  RETURN_IF_ERROR(Migrate(writer, path));
  ASSIGN_OR_RETURN(SqliteDatabase reader, SqliteDatabase::Open(path));
  return std::unique_ptr<SqliteStore>(
      new SqliteStore(std::move(writer), std::move(reader)));
}

SqliteStore::SqliteStore(SqliteDatabase writer, SqliteDatabase reader)
    : writer_(std::move(writer)),
      reader_(std::move(reader)),
      thread_([this] { WriterLoop(); }) {}

SqliteStore::~SqliteStore() {
  {
    const std::lock_guard lock(queue_mutex_);
    closing_ = true;
  }
  queue_filled_.notify_one();
  thread_.join();
}

void SqliteStore::Enqueue(Write write) {
  {
    const std::lock_guard lock(queue_mutex_);
    queue_.push_back(std::move(write));
  }
  queue_filled_.notify_one();
}

absl::Status SqliteStore::WriteAndWait(
    std::function<absl::Status(SqliteDatabase&)> apply) {
  // Shared, since the writer may still be inside set_value when the waiter has
  // the value.
  const auto result = std::make_shared<std::promise<absl::Status>>();
  std::future<absl::Status> future = result->get_future();
  Enqueue({std::move(apply), [result](absl::Status status) {
             result->set_value(std::move(status));
           }});
  return future.get();
}

void SqliteStore::WriterLoop() {
  while (true) {
    std::deque<Write> writes;
    {
      std::unique_lock lock(queue_mutex_);
      queue_filled_.wait(lock, [&] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      writes.swap(queue_);
    }
    Commit(std::move(writes));
  }
}

// Each write stands in a savepoint, so that one that fails leaves the others
// of its transaction alone.
void SqliteStore::Commit(std::deque<Write> writes) {
  std::vector<absl::Status> results;
  absl::Status transaction = writer_.Execute("BEGIN IMMEDIATE");
  for (Write& write : writes) {
    if (!transaction.ok()) break;
    transaction = writer_.Execute("SAVEPOINT one_write");
    if (!transaction.ok()) break;
    results.push_back(write.apply(writer_));
    transaction = writer_.Execute(
        results.back().ok() ? "RELEASE one_write"
                            : "ROLLBACK TO one_write; RELEASE one_write");
  }
  if (transaction.ok()) transaction = writer_.Execute("COMMIT");
  if (!transaction.ok()) {
    // Fails where SQLite has rolled back by itself, which is as good.
    (void)writer_.Execute("ROLLBACK");
  }
  for (size_t i = 0; i < writes.size(); ++i) {
    writes[i].done(transaction.ok() ? results[i] : transaction);
  }
}

void SqliteStore::Create(NewSession session, CreateDone done) {
  auto created = std::make_shared<StoredSession>();
  Enqueue({[created, session = std::move(session)](
               SqliteDatabase& database) -> absl::Status {
             ASSIGN_OR_RETURN(*created, CreateSession(database, session));
             return absl::OkStatus();
           },
           [created, done = std::move(done)](absl::Status status) {
             if (status.ok()) {
               done(std::move(*created));
             } else {
               done(std::move(status));
             }
           }});
}

void SqliteStore::Append(int64_t number, int sequence, std::string event,
                         AppendDone done) {
  Enqueue(
      {[number, sequence, event = std::move(event)](SqliteDatabase& database) {
         return InsertEvent(database, number, sequence, event);
       },
       std::move(done)});
}

absl::StatusOr<StoredSession> SqliteStore::Load(int64_t number) {
  const std::lock_guard lock(reader_mutex_);
  return LoadSession(reader_, number);
}

absl::StatusOr<int64_t> SqliteStore::SessionBefore(const std::string& exam,
                                                   const std::string& examinee,
                                                   int64_t before) {
  const std::lock_guard lock(reader_mutex_);
  ASSIGN_OR_RETURN(
      SqliteStatement find,
      reader_.Prepare("SELECT MAX(number) FROM sessions WHERE examinee = ? AND "
                      "exam = ? AND number < ?"));
  ASSIGN_OR_RETURN(const bool row,
                   find.BindText(examinee).BindText(exam).Bind(before).Step());
  return row ? find.Integer(0) : 0;
}

}  // namespace adaptest

#include "service/stores/sqlite_store.h"

#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/stores/sqlite_schema.h"
#include "service/stores/wait_for.h"

namespace adaptest {
namespace {

constexpr int kSqliteSchema = std::size(kSqliteMigrations);

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
  if (version > kSqliteSchema) {
    return absl::FailedPreconditionError(absl::StrCat(
        path, ": schema version ", version,
        " is newer than this program's; allowed: 0 to ", kSqliteSchema));
  }
  for (; version < kSqliteSchema; ++version) {
    const std::string sql = absl::StrCat(
        kSqliteMigrations[version], "PRAGMA user_version = ", version + 1, ";");
    RETURN_IF_ERROR(database.Execute(sql.c_str()));
  }
  return database.Execute("COMMIT");
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

// Of a session that is there, all but its events.
absl::StatusOr<StoredSession> FindSession(SqliteDatabase& database,
                                          int64_t number) {
  ASSIGN_OR_RETURN(
      SqliteStatement find,
      database.Prepare(
          "SELECT token, examinee FROM sessions WHERE number = ?"));
  ASSIGN_OR_RETURN(const bool row, find.Bind(number).Step());
  if (!row) {
    return UnknownSession(number);
  }
  StoredSession session;
  session.number = number;
  session.token = find.Bytes(0);
  session.examinee = find.Bytes(1);
  return session;
}

absl::StatusOr<int64_t> InsertSession(SqliteDatabase& database,
                                      const NewSession& added) {
  ASSIGN_OR_RETURN(
      SqliteStatement insert,
      database.Prepare("INSERT INTO sessions (token, request_id, exam, "
                       "examinee) VALUES (?, ?, ?, ?) RETURNING number"));
  insert.BindText(added.token).BindTextOrNull(added.request_id);
  insert.BindText(added.exam).BindTextOrNull(added.examinee);
  ASSIGN_OR_RETURN(const bool row, insert.Step());
  if (!row) return absl::UnavailableError("store: no number for a session");
  const int64_t number = insert.Integer(0);
  RETURN_IF_ERROR(insert.Run());
  return number;
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteStore>> SqliteStore::Open(
    const std::string& path, const StoreOptions& options) {
  ASSIGN_OR_RETURN(SqliteDatabase writer, SqliteDatabase::Open(path));
  RETURN_IF_ERROR(Migrate(writer, path));
  ASSIGN_OR_RETURN(SqliteDatabase reader, SqliteDatabase::Open(path));
  std::unique_ptr<SqliteStore> store(
      new SqliteStore(std::move(writer), std::move(reader), options));
  RETURN_IF_ERROR(store->log_.Open(store->reader_));
  store->thread_ = std::thread([s = store.get()] { s->WriterLoop(); });
  return store;
}

SqliteStore::SqliteStore(SqliteDatabase writer, SqliteDatabase reader,
                         const StoreOptions& options)
    : queue_(options.commit_wait),
      writer_(std::move(writer)),
      reader_(std::move(reader)) {}

SqliteStore::~SqliteStore() {
  if (!thread_.joinable()) return;
  queue_.Close();
  thread_.join();
}

void SqliteStore::Enqueue(Write write) {
  queue_.Push(
      [&](std::deque<Write>& writes) { writes.push_back(std::move(write)); });
}

absl::Status SqliteStore::WriteAndWait(
    std::function<absl::Status(SqliteDatabase&)> apply) {
  return WaitFor<absl::Status>([&](auto done) {
    Enqueue({std::move(apply), std::move(done)});
  });
}

void SqliteStore::WriterLoop() {
  while (true) {
    std::deque<Write> writes = queue_.Take();
    if (writes.empty()) return;
    Commit(std::move(writes));
  }
}

// A write that is refused has changed nothing (sqlite_store.h), so the others
// of its transaction stand; an error of the medium is everybody's.
absl::Status SqliteStore::Apply(std::deque<Write>& writes) {
  RETURN_IF_ERROR(writer_.Execute("BEGIN IMMEDIATE"));
  RETURN_IF_ERROR(log_.Begin(writer_));
  for (Write& write : writes) {
    write.result = write.apply(writer_);
    if (absl::IsUnavailable(write.result)) return write.result;
  }
  RETURN_IF_ERROR(log_.StoreHeads(writer_));
  return writer_.Execute("COMMIT");
}

void SqliteStore::Commit(std::deque<Write> writes) {
  const absl::Status transaction = Apply(writes);
  if (transaction.ok()) {
    log_.Committed();
  } else {
    // Fails where SQLite has rolled back by itself, which is as good.
    (void)writer_.Execute("ROLLBACK");
    log_.RolledBack();
  }
  for (Write& write : writes) {
    write.done(transaction.ok() ? std::move(write.result)
                                : Duplicate(transaction));
  }
}

// Stores a new session, or finds the one of the same request.
absl::StatusOr<StoredSession> SqliteStore::CreateSession(
    SqliteDatabase& database, const NewSession& added) {
  ASSIGN_OR_RETURN(const int64_t earlier,
                   FindRequest(database, added.request_id));
  if (earlier != 0) {
    ASSIGN_OR_RETURN(StoredSession session, FindSession(database, earlier));
    ASSIGN_OR_RETURN(session.events, log_.ReadInTransaction(database, earlier));
    return session;
  }
  StoredSession session;
  session.token = added.token;
  session.examinee = added.examinee;
  session.events = {added.first_event};
  ASSIGN_OR_RETURN(session.number, InsertSession(database, added));
  RETURN_IF_ERROR(log_.Append(database, session.number, 0, added.first_event));
  return session;
}

void SqliteStore::Create(NewSession session, CreateDone done) {
  auto created = std::make_shared<StoredSession>();
  Enqueue({[this, created, session = std::move(session)](
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
  Enqueue({[this, number, sequence,
            event = std::move(event)](SqliteDatabase& database) {
             return log_.Append(database, number, sequence, event);
           },
           std::move(done)});
}

absl::StatusOr<StoredSession> SqliteStore::Load(int64_t number) {
  const std::lock_guard lock(reader_mutex_);
  ASSIGN_OR_RETURN(StoredSession session, FindSession(reader_, number));
  auto events = log_.Read(reader_, number, 0);
  if (absl::IsNotFound(events.status())) {
    return absl::DataLossError(
        absl::StrCat("store: the events of session ", number, " are missing"));
  }
  ASSIGN_OR_RETURN(session.events, std::move(events));
  return session;
}

absl::StatusOr<std::vector<std::string>> SqliteStore::EventsFrom(int64_t number,
                                                                 int sequence) {
  const std::lock_guard lock(reader_mutex_);
  return log_.Read(reader_, number, sequence);
}

}  // namespace adaptest

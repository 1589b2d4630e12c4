#include "service/stores/sqlite_database.h"

#include <chrono>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr int kBusyTimeoutMs = 10000;
constexpr int kRetryMs = 10;

bool IsBusy(sqlite3* db) { return (sqlite3_errcode(db) & 0xff) == SQLITE_BUSY; }

// A broken unique constraint is ABORTED: somebody was first. A broken foreign
// key is NOT_FOUND. The rest is the medium's: UNAVAILABLE.
absl::Status ErrorOf(sqlite3* db) {
  const std::string message = absl::StrCat("store: ", sqlite3_errmsg(db));
  if (sqlite3_extended_errcode(db) == SQLITE_CONSTRAINT_FOREIGNKEY) {
    return absl::NotFoundError(message);
  }
  if ((sqlite3_errcode(db) & 0xff) == SQLITE_CONSTRAINT) {
    return absl::AbortedError(message);
  }
  return absl::UnavailableError(message);
}

}  // namespace

absl::StatusOr<SqliteDatabase> SqliteDatabase::OpenWith(const std::string& path,
                                                        int flags) {
  SqliteDatabase database;
  sqlite3* db = nullptr;
  const int result = sqlite3_open_v2(
      path.c_str(), &db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
      nullptr);
  database.db_.reset(db);
  if (result != SQLITE_OK) {
    return absl::UnavailableError(
        absl::StrCat(path, ": cannot be opened: ", sqlite3_errstr(result)));
  }
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, kBusyTimeoutMs);
  return database;
}

absl::StatusOr<SqliteDatabase> SqliteDatabase::OpenReadOnly(
    const std::string& path) {
  return OpenWith(path, SQLITE_OPEN_READONLY);
}

absl::StatusOr<SqliteDatabase> SqliteDatabase::Open(const std::string& path) {
  ASSIGN_OR_RETURN(SqliteDatabase database,
                   OpenWith(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
  sqlite3* db = database.db_.get();
  absl::Status status = database.Execute("PRAGMA journal_mode = WAL;");
  // While another process switches a new file over, SQLite says busy at once,
  // without waiting for the busy timeout.
  for (int waited_ms = 0;
       !status.ok() && IsBusy(db) && waited_ms < kBusyTimeoutMs;
       waited_ms += kRetryMs) {
    std::this_thread::sleep_for(std::chrono::milliseconds(kRetryMs));
    status = database.Execute("PRAGMA journal_mode = WAL;");
  }
  if (status.ok()) {
    status = database.Execute(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
        "PRAGMA secure_delete = ON;");
  }
  if (!status.ok()) {
    return absl::UnavailableError(absl::StrCat(path, ": ", status.message()));
  }
  return database;
}

absl::Status SqliteDatabase::Execute(const char* sql) {
  if (sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) {
    return absl::OkStatus();
  }
  return ErrorOf(db_.get());
}

absl::StatusOr<SqliteStatement> SqliteDatabase::Prepare(const char* sql) {
  for (const Cached& cached : statements_) {
    if (cached.sql == sql) {
      return SqliteStatement(db_.get(), cached.statement.get());
    }
  }
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT,
                         &statement, nullptr) != SQLITE_OK) {
    return ErrorOf(db_.get());
  }
  Cached cached;
  cached.sql = sql;
  cached.statement.reset(statement);
  statements_.push_back(std::move(cached));
  return SqliteStatement(db_.get(), statement);
}

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : db_(other.db_),
      statement_(std::exchange(other.statement_, nullptr)),
      bound_(other.bound_) {}

SqliteStatement::~SqliteStatement() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

SqliteStatement& SqliteStatement::Bind(int64_t value) {
  sqlite3_bind_int64(statement_, ++bound_, value);
  return *this;
}

SqliteStatement& SqliteStatement::BindText(absl::string_view value) {
  sqlite3_bind_text64(statement_, ++bound_, value.data(), value.size(),
                      SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

SqliteStatement& SqliteStatement::BindTextOrNull(absl::string_view value) {
  if (!value.empty()) return BindText(value);
  sqlite3_bind_null(statement_, ++bound_);
  return *this;
}

SqliteStatement& SqliteStatement::BindBlob(absl::string_view value) {
  sqlite3_bind_blob64(statement_, ++bound_, value.data(), value.size(),
                      SQLITE_TRANSIENT);
  return *this;
}

SqliteStatement& SqliteStatement::BindReal(double value) {
  sqlite3_bind_double(statement_, ++bound_, value);
  return *this;
}

absl::StatusOr<bool> SqliteStatement::Step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  return ErrorOf(db_);
}

absl::Status SqliteStatement::Run() {
  while (true) {
    ASSIGN_OR_RETURN(const bool row, Step());
    if (!row) return absl::OkStatus();
  }
}

int64_t SqliteStatement::Integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double SqliteStatement::Real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string SqliteStatement::Bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return std::string(static_cast<const char*>(bytes), bytes ? size : 0);
}

bool SqliteStatement::IsNull(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace adaptest

#ifndef ADAPTEST_SERVICE_STORES_SQLITE_DATABASE_H_
#define ADAPTEST_SERVICE_STORES_SQLITE_DATABASE_H_

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace adaptest {

class SqliteStatement;

// One connection to an SQLite file: WAL, synchronous FULL, foreign keys on.
// One thread at a time.
class SqliteDatabase {
 public:
  // Creates the file where it is absent.
  static absl::StatusOr<SqliteDatabase> Open(const std::string& path);

  // A file that is there, to read; its journal is left as it is.
  static absl::StatusOr<SqliteDatabase> OpenReadOnly(const std::string& path);

  // Runs statements that return no rows.
  absl::Status Execute(const char* sql);

  // A statement to bind and step; compiled once for each text.
  absl::StatusOr<SqliteStatement> Prepare(const char* sql);

 private:
  friend class SqliteStatement;
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const {
      sqlite3_finalize(statement);
    }
  };
  struct Cached {
    const char* sql;
    std::unique_ptr<sqlite3_stmt, Finalize> statement;
  };

  static absl::StatusOr<SqliteDatabase> OpenWith(const std::string& path,
                                                 int flags);

  std::unique_ptr<sqlite3, Close> db_;
  std::vector<Cached> statements_;
};

// Binds values in order, then steps through the rows. Resets itself at the end
// of its life, so only one use of the same text may be alive at a time.
class SqliteStatement {
 public:
  SqliteStatement(sqlite3* db, sqlite3_stmt* statement)
      : db_(db), statement_(statement) {}
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement& operator=(SqliteStatement&& other) = delete;
  ~SqliteStatement();

  SqliteStatement& Bind(int64_t value);
  SqliteStatement& BindText(absl::string_view value);
  SqliteStatement& BindTextOrNull(absl::string_view value);  // empty = NULL
  SqliteStatement& BindBlob(absl::string_view value);
  SqliteStatement& BindReal(double value);

  // True where there is a row to read, false at the end.
  absl::StatusOr<bool> Step();

  // Steps to the end; for statements that return no rows.
  absl::Status Run();

  int64_t Integer(int column) const;
  double Real(int column) const;
  std::string Bytes(int column) const;
  bool IsNull(int column) const;

 private:
  sqlite3* db_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_SQLITE_DATABASE_H_

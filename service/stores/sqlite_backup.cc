#include "service/stores/sqlite_backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/stores/sqlite_database.h"

namespace adaptest {
namespace {

absl::Status RequireAbsent(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return absl::OkStatus();
  return absl::AlreadyExistsError(
      absl::StrCat(file, " is there already; nothing was overwritten"));
}

absl::Status RequirePresent(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(file, ignored)) return absl::OkStatus();
  return absl::NotFoundError(absl::StrCat(file, " is no file"));
}

// The one integer or text that a statement returns.
absl::StatusOr<std::string> Ask(SqliteDatabase& database, const char* sql) {
  ASSIGN_OR_RETURN(SqliteStatement statement, database.Prepare(sql));
  ASSIGN_OR_RETURN(const bool row, statement.Step());
  return row ? statement.Bytes(0) : std::string();
}

absl::Status CheckWhole(const std::string& file) {
  ASSIGN_OR_RETURN(SqliteDatabase database, SqliteDatabase::OpenReadOnly(file));
  const absl::StatusOr<std::string> check =
      Ask(database, "PRAGMA integrity_check");
  if (!check.ok() || *check != "ok") {
    return absl::DataLossError(absl::StrCat(
        file,
        ": is damaged: ", check.ok() ? *check : check.status().message()));
  }
  const absl::StatusOr<std::string> sessions =
      Ask(database, "SELECT COUNT(*) FROM sessions");
  if (sessions.ok()) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(file, ": is no store of adaptest"));
}

absl::Status Flush(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY);
  const bool flushed = file >= 0 && fsync(file) == 0;
  if (file >= 0) close(file);
  if (flushed) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(path, ": cannot be flushed"));
}

// A copy under another name first, so that `to` is complete or absent.
absl::Status CopyStore(const std::string& from, const std::string& to) {
  const std::string part = absl::StrCat(to, ".part");
  std::remove(part.c_str());
  {
    ASSIGN_OR_RETURN(SqliteDatabase database,
                     SqliteDatabase::OpenReadOnly(from));
    ASSIGN_OR_RETURN(SqliteStatement copy, database.Prepare("VACUUM INTO ?"));
    const absl::Status copied = copy.BindText(part).Run();
    if (!copied.ok()) {
      std::remove(part.c_str());
      return absl::UnavailableError(
          absl::StrCat(to, ": cannot be written: ", copied.message()));
    }
  }
  RETURN_IF_ERROR(Flush(part));
  std::error_code error;
  std::filesystem::rename(part, to, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat(to, ": ", error.message()));
  }
  const std::string directory =
      std::filesystem::absolute(to, error).parent_path().string();
  return Flush(directory);
}

}  // namespace

absl::Status BackUpSqlite(const std::string& store, const std::string& file) {
  RETURN_IF_ERROR(RequirePresent(store));
  RETURN_IF_ERROR(RequireAbsent(file));
  RETURN_IF_ERROR(CopyStore(store, file));
  return CheckWhole(file);
}

absl::Status RestoreSqlite(const std::string& file, const std::string& store) {
  RETURN_IF_ERROR(RequirePresent(file));
  RETURN_IF_ERROR(RequireAbsent(store));
  RETURN_IF_ERROR(CheckWhole(file));
  return CopyStore(file, store);
}

}  // namespace adaptest

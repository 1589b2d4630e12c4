// The bank versions of SqliteStore.

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/stores/sqlite_store.h"

namespace adaptest {
namespace {

absl::StatusOr<int> FindVersionByRequest(SqliteDatabase& database,
                                         const std::string& exam,
                                         const std::string& request_id) {
  if (request_id.empty()) return 0;
  ASSIGN_OR_RETURN(SqliteStatement find,
                   database.Prepare("SELECT number FROM bank_versions WHERE "
                                    "exam = ? AND request_id = ?"));
  ASSIGN_OR_RETURN(const bool row,
                   find.BindText(exam).BindText(request_id).Step());
  return row ? static_cast<int>(find.Integer(0)) : 0;
}

absl::StatusOr<int> NextVersion(SqliteDatabase& database,
                                const std::string& exam) {
  ASSIGN_OR_RETURN(SqliteStatement find,
                   database.Prepare("SELECT COALESCE(MAX(number), 0) + 1 FROM "
                                    "bank_versions WHERE exam = ?"));
  ASSIGN_OR_RETURN(const bool row, find.BindText(exam).Step());
  return row ? static_cast<int>(find.Integer(0)) : 1;
}

absl::Status InsertVersion(SqliteDatabase& database, const std::string& exam,
                           const std::string& request_id,
                           const StoredBankVersion& version) {
  ASSIGN_OR_RETURN(SqliteStatement insert,
                   database.Prepare("INSERT INTO bank_versions (exam, number, "
                                    "request_id, header, payload) VALUES (?, "
                                    "?, ?, ?, ?)"));
  return insert.BindText(exam)
      .Bind(version.number)
      .BindTextOrNull(request_id)
      .BindBlob(version.header)
      .BindBlob(version.payload)
      .Run();
}

absl::Status InsertActivation(SqliteDatabase& database, const std::string& exam,
                              int number, int64_t time_ms) {
  ASSIGN_OR_RETURN(
      SqliteStatement insert,
      database.Prepare(
          "INSERT INTO activations (exam, number, time_ms) VALUES (?, ?, ?)"));
  return insert.BindText(exam).Bind(number).Bind(time_ms).Run();
}

}  // namespace

absl::StatusOr<int> SqliteStore::PutBankVersion(const std::string& exam,
                                                const std::string& request_id,
                                                const MakeVersion& make) {
  int number = 0;
  RETURN_IF_ERROR(WriteAndWait([&](SqliteDatabase& database) -> absl::Status {
    ASSIGN_OR_RETURN(number, FindVersionByRequest(database, exam, request_id));
    if (number != 0) return absl::OkStatus();
    ASSIGN_OR_RETURN(number, NextVersion(database, exam));
    StoredBankVersion version = make(number);
    version.number = number;
    return InsertVersion(database, exam, request_id, version);
  }));
  return number;
}

// Requires reader_mutex_. 0 where no version is active.
absl::StatusOr<int> SqliteStore::ActiveNumber(const std::string& exam) {
  ASSIGN_OR_RETURN(SqliteStatement find,
                   reader_.Prepare("SELECT number FROM activations WHERE exam "
                                   "= ? ORDER BY id DESC LIMIT 1"));
  ASSIGN_OR_RETURN(const bool row, find.BindText(exam).Step());
  return row ? static_cast<int>(find.Integer(0)) : 0;
}

absl::StatusOr<StoredBankVersion> SqliteStore::GetBankVersion(
    const std::string& exam, int number) {
  const std::lock_guard lock(reader_mutex_);
  ASSIGN_OR_RETURN(const int active, ActiveNumber(exam));
  ASSIGN_OR_RETURN(SqliteStatement find,
                   reader_.Prepare("SELECT header, payload FROM bank_versions "
                                   "WHERE exam = ? AND number = ?"));
  ASSIGN_OR_RETURN(const bool row, find.BindText(exam).Bind(number).Step());
  if (!row) return UnknownVersion(exam, number);
  StoredBankVersion version;
  version.number = number;
  version.active = number == active;
  version.header = find.Bytes(0);
  version.payload = find.Bytes(1);
  return version;
}

absl::StatusOr<std::vector<StoredBankVersion>> SqliteStore::ListBankVersions(
    const std::string& exam, int before, int limit) {
  const std::lock_guard lock(reader_mutex_);
  ASSIGN_OR_RETURN(const int active, ActiveNumber(exam));
  ASSIGN_OR_RETURN(
      SqliteStatement list,
      reader_.Prepare("SELECT number, header FROM bank_versions WHERE exam = ? "
                      "AND number < ? ORDER BY number DESC LIMIT ?"));
  list.BindText(exam).Bind(before).Bind(limit);
  std::vector<StoredBankVersion> versions;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, list.Step());
    if (!row) return versions;
    StoredBankVersion version;
    version.number = static_cast<int>(list.Integer(0));
    version.active = version.number == active;
    version.header = list.Bytes(1);
    versions.push_back(std::move(version));
  }
}

absl::StatusOr<int> SqliteStore::ActiveVersion(const std::string& exam) {
  const std::lock_guard lock(reader_mutex_);
  return ActiveNumber(exam);
}

absl::StatusOr<std::vector<std::string>> SqliteStore::ListExams() {
  const std::lock_guard lock(reader_mutex_);
  ASSIGN_OR_RETURN(SqliteStatement list,
                   reader_.Prepare("SELECT DISTINCT exam FROM bank_versions "
                                   "ORDER BY exam"));
  std::vector<std::string> exams;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, list.Step());
    if (!row) return exams;
    exams.push_back(list.Bytes(0));
  }
}

absl::Status SqliteStore::Activate(const std::string& exam, int number,
                                   int64_t time_ms) {
  const absl::Status status = WriteAndWait([&](SqliteDatabase& database) {
    return InsertActivation(database, exam, number, time_ms);
  });
  return absl::IsNotFound(status) ? UnknownVersion(exam, number) : status;
}

}  // namespace adaptest

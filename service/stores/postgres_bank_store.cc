// The bank versions of PostgresStore.

#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/stores/postgres_store.h"

namespace adaptest {
namespace {

int ActiveNumber(pqxx::work& work, const std::string& exam) {
  const pqxx::result found = work.exec_params(
      "SELECT number FROM activations WHERE exam = $1 ORDER BY id DESC LIMIT 1",
      exam);
  return found.empty() ? 0 : found[0][0].as<int>();
}

}  // namespace

// Of an exam's imports one goes after the other.
absl::StatusOr<int> PostgresStore::PutBankVersion(const std::string& exam,
                                                  const std::string& request_id,
                                                  const MakeVersion& make) {
  int number = 0;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    work.exec_params("SELECT pg_advisory_xact_lock(hashtext($1))", exam);
    const pqxx::result earlier = work.exec_params(
        "SELECT number FROM bank_versions WHERE exam = $1 AND request_id = $2",
        exam, request_id);
    if (!earlier.empty()) {
      number = earlier[0][0].as<int>();
      return absl::OkStatus();
    }
    number = work.exec_params(
                     "SELECT COALESCE(MAX(number), 0) + 1 FROM bank_versions "
                     "WHERE exam = $1",
                     exam)[0][0]
                 .as<int>();
    const StoredBankVersion version = make(number);
    work.exec_params(
        "INSERT INTO bank_versions VALUES ($1, $2, NULLIF($3, ''), $4, $5)",
        exam, number, request_id, pqxx::binarystring(version.header),
        pqxx::binarystring(version.payload));
    return absl::OkStatus();
  }));
  return number;
}

absl::StatusOr<StoredBankVersion> PostgresStore::GetBankVersion(
    const std::string& exam, int number) {
  StoredBankVersion version;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    const pqxx::result found = work.exec_params(
        "SELECT header, payload FROM bank_versions WHERE exam = $1 AND number "
        "= $2",
        exam, number);
    if (found.empty()) return UnknownVersion(exam, number);
    version.number = number;
    version.active = number == ActiveNumber(work, exam);
    version.header = pqxx::binarystring(found[0][0]).str();
    version.payload = pqxx::binarystring(found[0][1]).str();
    return absl::OkStatus();
  }));
  return version;
}

absl::StatusOr<std::vector<StoredBankVersion>> PostgresStore::ListBankVersions(
    const std::string& exam, int before, int limit) {
  std::vector<StoredBankVersion> versions;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    const int active = ActiveNumber(work, exam);
    for (const auto& row : work.exec_params(
             "SELECT number, header FROM bank_versions WHERE exam = $1 AND "
             "number < $2 ORDER BY number DESC LIMIT $3",
             exam, before, limit)) {
      StoredBankVersion version;
      version.number = row[0].as<int>();
      version.active = version.number == active;
      version.header = pqxx::binarystring(row[1]).str();
      versions.push_back(std::move(version));
    }
    return absl::OkStatus();
  }));
  return versions;
}

absl::StatusOr<int> PostgresStore::ActiveVersion(const std::string& exam) {
  int number = 0;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    number = ActiveNumber(work, exam);
    return absl::OkStatus();
  }));
  return number;
}

absl::StatusOr<std::vector<std::string>> PostgresStore::ListExams() {
  std::vector<std::string> exams;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    for (const auto& row :
         work.exec("SELECT exam FROM bank_versions GROUP BY exam ORDER BY exam "
                   "COLLATE \"C\"")) {
      exams.push_back(row[0].as<std::string>());
    }
    return absl::OkStatus();
  }));
  return exams;
}

absl::Status PostgresStore::Activate(const std::string& exam, int number,
                                     int64_t time_ms) {
  return database_.Run([&](pqxx::work& work) -> absl::Status {
    const pqxx::result added = work.exec_params(
        "INSERT INTO activations (exam, number, time_ms) SELECT exam, number, "
        "$3 FROM bank_versions WHERE exam = $1 AND number = $2 RETURNING id",
        exam, number, time_ms);
    if (added.empty()) return UnknownVersion(exam, number);
    return absl::OkStatus();
  });
}

}  // namespace adaptest

// What PostgresStore knows of many sessions, and beside them.

#include <utility>

#include "engine/status_macros.h"
#include "service/stores/postgres_store.h"

namespace adaptest {
namespace {

std::string BytesOf(const pqxx::field& field) {
  return pqxx::binarystring(field).str();
}

void RewriteEvents(pqxx::work& work, const std::string& examinee,
                   const EventStore::Rewrite& rewrite) {
  for (const auto& row : work.exec_params(
           "SELECT session, sequence, payload FROM events JOIN sessions ON "
           "number = session WHERE examinee = $1",
           examinee)) {
    const std::string before = BytesOf(row[2]);
    const std::string after = rewrite(before);
    if (after == before) continue;
    work.exec_params(
        "UPDATE events SET payload = $3 WHERE session = $1 AND sequence = $2",
        row[0].as<int64_t>(), row[1].as<int>(), pqxx::binarystring(after));
  }
}

}  // namespace

absl::StatusOr<std::vector<int64_t>> PostgresStore::ListSessions(
    const SessionFilter& filter, int64_t before, int limit) {
  std::vector<int64_t> numbers;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    for (const auto& row : work.exec_params(
             "SELECT number FROM sessions WHERE number < $1 AND ($2 = '' OR "
             "exam = $2) AND ($3 = '' OR examinee = $3) ORDER BY number DESC "
             "LIMIT $4",
             before, filter.exam, filter.examinee, limit)) {
      numbers.push_back(row[0].as<int64_t>());
    }
    return absl::OkStatus();
  }));
  return numbers;
}

absl::StatusOr<std::vector<SessionHead>> PostgresStore::Heads(int64_t first,
                                                              int limit) {
  std::vector<SessionHead> heads;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    for (const auto& row : work.exec_params(
             "SELECT number, payload FROM sessions CROSS JOIN LATERAL "
             "(SELECT payload FROM events WHERE session = number ORDER BY "
             "sequence DESC LIMIT 1) AS last WHERE number >= $1 ORDER BY "
             "number LIMIT $2",
             first, limit)) {
      heads.push_back({row[0].as<int64_t>(), BytesOf(row[1])});
    }
    return absl::OkStatus();
  }));
  return heads;
}

absl::StatusOr<EventStore::Erased> PostgresStore::EraseExaminee(
    const std::string& examinee, const Rewrite& rewrite) {
  Erased erased;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    RewriteEvents(work, examinee, rewrite);
    erased.sessions = static_cast<int64_t>(
        work.exec_params("UPDATE sessions SET examinee = NULL, request_id = "
                         "NULL WHERE examinee = $1",
                         examinee)
            .affected_rows());
    erased.outcomes = static_cast<int64_t>(
        work.exec_params("DELETE FROM outcomes WHERE examinee = $1", examinee)
            .affected_rows());
    return absl::OkStatus();
  }));
  return erased;
}

absl::Status PostgresStore::PutOutcomes(
    const std::vector<StoredOutcome>& outcomes) {
  return database_.Run([&](pqxx::work& work) {
    for (const StoredOutcome& outcome : outcomes) {
      work.exec_params(
          "INSERT INTO outcomes (exam, examinee, time_ms, passed, "
          "scaled_score) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (examinee, "
          "exam, time_ms) DO UPDATE SET passed = EXCLUDED.passed, scaled_score "
          "= EXCLUDED.scaled_score",
          outcome.exam, outcome.examinee, outcome.time_ms, outcome.passed,
          outcome.scaled_score);
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<StoredOutcome>> PostgresStore::ListOutcomes(
    const std::string& exam) {
  std::vector<StoredOutcome> outcomes;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    for (const auto& row : work.exec_params(
             "SELECT examinee, time_ms, passed, scaled_score FROM outcomes "
             "WHERE exam = $1 ORDER BY examinee, time_ms",
             exam)) {
      outcomes.push_back({exam, row[0].as<std::string>(), row[1].as<int64_t>(),
                          row[2].as<bool>(), row[3].as<double>()});
    }
    return absl::OkStatus();
  }));
  return outcomes;
}

absl::StatusOr<std::string> PostgresStore::GetValue(const std::string& key) {
  std::string value;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    const pqxx::result found =
        work.exec_params("SELECT value FROM kept_values WHERE key = $1", key);
    if (!found.empty()) value = BytesOf(found[0][0]);
    return absl::OkStatus();
  }));
  return value;
}

// The row is made first, so that there is one to lock.
absl::Status PostgresStore::ReviseValue(const std::string& key,
                                        const Revision& revise) {
  return database_.Run([&](pqxx::work& work) {
    work.exec_params(
        "INSERT INTO kept_values VALUES ($1, '') ON CONFLICT DO NOTHING", key);
    const pqxx::result found = work.exec_params(
        "SELECT value FROM kept_values WHERE key = $1 FOR UPDATE", key);
    work.exec_params("UPDATE kept_values SET value = $2 WHERE key = $1", key,
                     pqxx::binarystring(revise(BytesOf(found[0][0]))));
    return absl::OkStatus();
  });
}

}  // namespace adaptest

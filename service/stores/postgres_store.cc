#include "service/stores/postgres_store.h"

#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/stores/postgres_schema.h"

namespace adaptest {
namespace {

constexpr int kPostgresSchema = std::size(kPostgresMigrations);

// Any number that other programs on the database do not lock.
constexpr int64_t kMigrationLock = 0x616461707465;  // "adapte"

absl::Status Migrate(pqxx::work& work) {
  work.exec_params("SELECT pg_advisory_xact_lock($1)", kMigrationLock);
  work.exec(
      "CREATE TABLE IF NOT EXISTS adaptest_schema (version integer NOT NULL)");
  const pqxx::result found = work.exec("SELECT version FROM adaptest_schema");
  int version = found.empty() ? 0 : found[0][0].as<int>();
  if (version > kPostgresSchema) {
    return absl::FailedPreconditionError(absl::StrCat(
        "store: schema version ", version,
        " is newer than this program's; allowed: 0 to ", kPostgresSchema));
  }
  if (found.empty()) work.exec("INSERT INTO adaptest_schema VALUES (0)");
  for (; version < kPostgresSchema; ++version) {
    work.exec(kPostgresMigrations[version]);
  }
  work.exec_params("UPDATE adaptest_schema SET version = $1", version);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ReadEvents(pqxx::work& work,
                                                    int64_t session,
                                                    int first) {
  std::vector<std::string> events;
  for (const auto& row : work.exec_params(
           "SELECT payload, sequence FROM events WHERE session = $1 AND "
           "sequence >= $2 ORDER BY sequence",
           session, first)) {
    const int sequence = first + static_cast<int>(events.size());
    if (row[1].as<int>() != sequence) {
      return absl::DataLossError(absl::StrCat(
          "store: event ", sequence, " of session ", session, " is missing"));
    }
    events.push_back(pqxx::binarystring(row[0]).str());
  }
  return events;
}

absl::StatusOr<StoredSession> LoadSession(pqxx::work& work, int64_t number) {
  StoredSession session;
  session.number = number;
  const pqxx::result found = work.exec_params(
      "SELECT token, COALESCE(examinee, '') FROM sessions WHERE number = $1",
      number);
  if (found.empty()) return UnknownSession(number);
  session.token = found[0][0].as<std::string>();
  session.examinee = found[0][1].as<std::string>();
  ASSIGN_OR_RETURN(session.events, ReadEvents(work, number, 0));
  return session;
}

// Stores a new session, or finds the one of the same request. Numbers are only
// drawn for sessions that are stored.
absl::StatusOr<StoredSession> CreateSession(pqxx::work& work,
                                            const NewSession& added) {
  const pqxx::result stored = work.exec_params(
      "WITH stored AS (INSERT INTO sessions (token, request_id, exam, examinee)"
      " SELECT $1, NULLIF($2, ''), $3, NULLIF($4, '') WHERE NOT EXISTS"
      " (SELECT FROM sessions WHERE request_id = $2)"
      " ON CONFLICT DO NOTHING RETURNING number)"
      " INSERT INTO events SELECT number, 0, $5 FROM stored RETURNING session",
      added.token, added.request_id, added.exam, added.examinee,
      pqxx::binarystring(added.first_event));
  if (!stored.empty()) {
    return StoredSession{stored[0][0].as<int64_t>(),
                         added.token,
                         added.examinee,
                         {added.first_event}};
  }
  const pqxx::result earlier = work.exec_params(
      "SELECT number FROM sessions WHERE request_id = $1", added.request_id);
  if (earlier.empty()) {
    return absl::UnavailableError("store: the request is being stored");
  }
  return LoadSession(work, earlier[0][0].as<int64_t>());
}

// Array literals of PostgreSQL.
void AddNumber(std::string& array, int64_t number) {
  absl::StrAppend(&array, array.empty() ? "{" : ",", number);
}

void AddBytes(std::string& array, const std::string& bytes) {
  absl::StrAppend(&array, array.empty() ? "{" : ",", "\"\\\\x",
                  absl::BytesToHexString(bytes), "\"");
}

using EventKey = std::pair<int64_t, int>;  // session, sequence

std::set<EventKey> KeysOf(const pqxx::result& rows) {
  std::set<EventKey> keys;
  for (const auto& row : rows) {
    keys.insert({row[0].as<int64_t>(), row[1].as<int>()});
  }
  return keys;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PostgresStore>> PostgresStore::Open(
    const std::string& url, const StoreOptions& options) {
  std::unique_ptr<PostgresStore> store(new PostgresStore(url, options));
  RETURN_IF_ERROR(store->database_.Run(&Migrate));
  return store;
}

PostgresStore::PostgresStore(std::string url, const StoreOptions& options)
    : database_(std::move(url)),
      queue_(options.commit_wait),
      thread_([this] { WriterLoop(); }) {}

PostgresStore::~PostgresStore() {
  queue_.Close();
  thread_.join();
}

void PostgresStore::Create(NewSession session, CreateDone done) {
  queue_.Push([&](Batch& batch) {
    batch.creations.push_back({std::move(session), std::move(done)});
  });
}

void PostgresStore::Append(int64_t number, int sequence, std::string event,
                           AppendDone done) {
  queue_.Push([&](Batch& batch) {
    batch.additions.push_back(
        {number, sequence, std::move(event), std::move(done)});
  });
}

void PostgresStore::WriterLoop() {
  while (true) {
    Batch batch = queue_.Take();
    if (batch.empty()) return;
    Commit(std::move(batch));
  }
}

// The events of sessions that are there, but for those whose place is taken, by
// one statement. Of two in the batch with one place the first counts.
void PostgresStore::Commit(Batch batch) {
  std::vector<absl::StatusOr<StoredSession>> created;
  std::set<EventKey> added;
  std::set<int64_t> known;
  const absl::Status status = database_.Run([&](pqxx::work& work)
                                                -> absl::Status {
    for (const Creation& creation : batch.creations) {
      created.push_back(CreateSession(work, creation.session));
    }
    if (batch.additions.empty()) return absl::OkStatus();
    std::string numbers, sequences, events;
    std::set<EventKey> keys;
    for (const Addition& addition : batch.additions) {
      if (!keys.insert({addition.number, addition.sequence}).second) {
        continue;
      }
      AddNumber(numbers, addition.number);
      AddNumber(sequences, addition.sequence);
      AddBytes(events, addition.event);
    }
    for (std::string* array : {&numbers, &sequences, &events}) {
      array->push_back('}');
    }
    added = KeysOf(work.exec_params(
        "INSERT INTO events SELECT e.* FROM unnest($1::bigint[], "
        "$2::integer[], $3::bytea[]) AS e (session, sequence, payload) "
        "JOIN sessions ON number = session ON CONFLICT DO NOTHING "
        "RETURNING session, sequence",
        numbers, sequences, events));
    if (added.size() == batch.additions.size()) return absl::OkStatus();
    for (const auto& row : work.exec_params(
             "SELECT number FROM sessions WHERE number = ANY ($1::bigint[])",
             numbers)) {
      known.insert(row[0].as<int64_t>());
    }
    return absl::OkStatus();
  });
  for (size_t i = 0; i < batch.creations.size(); ++i) {
    if (status.ok()) {
      batch.creations[i].done(std::move(created[i]));
    } else {
      batch.creations[i].done(Duplicate(status));
    }
  }
  for (Addition& addition : batch.additions) {
    const EventKey key(addition.number, addition.sequence);
    if (!status.ok()) {
      addition.done(Duplicate(status));
    } else if (added.erase(key) > 0) {
      addition.done(absl::OkStatus());
    } else if (known.count(addition.number) > 0) {
      addition.done(absl::AbortedError(
          absl::StrCat("store: session ", addition.number, " has event ",
                       addition.sequence, " already")));
    } else {
      addition.done(UnknownSession(addition.number));
    }
  }
}

absl::StatusOr<StoredSession> PostgresStore::Load(int64_t number) {
  StoredSession session;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) -> absl::Status {
    ASSIGN_OR_RETURN(session, LoadSession(work, number));
    return absl::OkStatus();
  }));
  return session;
}

absl::StatusOr<std::vector<std::string>> PostgresStore::EventsFrom(
    int64_t number, int sequence) {
  std::vector<std::string> events;
  RETURN_IF_ERROR(database_.Run([&](pqxx::work& work) {
    ASSIGN_OR_RETURN(events, ReadEvents(work, number, sequence));
    return absl::OkStatus();
  }));
  return events;
}

}  // namespace adaptest

#ifndef ADAPTEST_SERVICE_STORES_SQLITE_SCHEMA_H_
#define ADAPTEST_SERVICE_STORES_SQLITE_SCHEMA_H_

namespace adaptest {

// The schema of the SQLite store, as migrations: entry i takes a database from
// user_version i to i + 1. Released entries are never edited, only followed.
//
//   bank_versions  immutable; payload is a serialized adaptest.v1.BankVersion,
//                  header the same without items and contents
//   activations    append-only; the last one of an exam is in force
//   sessions       number is dense; token completes the public name; examinee
//                  is NULL where none was named, and where the session is older
//                  than the column
//   events         append-only; payload is a serialized
//                  adaptest.storage.v1.SessionEvent, sequence counts from 0
inline constexpr const char* kSqliteMigrations[] = {
    R"sql(
CREATE TABLE bank_versions (
  exam TEXT NOT NULL,
  number INTEGER NOT NULL,
  request_id TEXT,
  header BLOB NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (exam, number)
);
CREATE UNIQUE INDEX bank_versions_by_request
  ON bank_versions (exam, request_id) WHERE request_id IS NOT NULL;
CREATE TABLE activations (
  id INTEGER PRIMARY KEY,
  exam TEXT NOT NULL,
  number INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  FOREIGN KEY (exam, number) REFERENCES bank_versions (exam, number)
);
CREATE INDEX activations_by_exam ON activations (exam, id);
CREATE TABLE sessions (
  number INTEGER PRIMARY KEY,
  token TEXT NOT NULL,
  request_id TEXT
);
CREATE UNIQUE INDEX sessions_by_request
  ON sessions (request_id) WHERE request_id IS NOT NULL;
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES sessions (number),
  sequence INTEGER NOT NULL,
  payload BLOB NOT NULL
);
CREATE UNIQUE INDEX events_by_session ON events (session, sequence);
)sql",
    R"sql(
ALTER TABLE sessions ADD COLUMN exam TEXT;
ALTER TABLE sessions ADD COLUMN examinee TEXT;
CREATE INDEX sessions_by_examinee
  ON sessions (examinee, exam, number) WHERE examinee IS NOT NULL;
)sql"};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_SQLITE_SCHEMA_H_

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
//   events         append-only, in order of arrival; payload is a serialized
//                  adaptest.storage.v1.SessionEvent, sequence counts from 0 in
//                  its session, previous is the id of the session's event
//                  before it, 0 where there is none
//   session_heads  the last event of a session, and its sequence: of all events
//                  up to counters.heads_through. Later ones are read from
//                  the log when it is opened (sqlite_event_log.h)
//   kept_values    small values by key that are no events: marks and counts
//   outcomes       results of real exams
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
)sql",
    R"sql(
CREATE TABLE event_log (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  previous INTEGER NOT NULL,
  payload BLOB NOT NULL
);
INSERT INTO event_log
  SELECT id, session, sequence,
         LAG(id, 1, 0) OVER (PARTITION BY session ORDER BY sequence), payload
  FROM events ORDER BY id;
CREATE TABLE session_heads (
  session INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  event INTEGER NOT NULL
);
INSERT INTO session_heads
  SELECT session, MAX(sequence), MAX(id) FROM events GROUP BY session;
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counters
  SELECT 'heads_through', COALESCE(MAX(id), 0) FROM events;
CREATE TABLE kept_values (
  key TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE outcomes (
  exam TEXT NOT NULL,
  examinee TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  passed INTEGER NOT NULL,
  scaled_score REAL NOT NULL,
  PRIMARY KEY (examinee, exam, time_ms)
) WITHOUT ROWID;
DROP TABLE events;
ALTER TABLE event_log RENAME TO events;
)sql"};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_SQLITE_SCHEMA_H_

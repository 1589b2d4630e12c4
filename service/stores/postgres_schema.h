#ifndef ADAPTEST_SERVICE_STORES_POSTGRES_SCHEMA_H_
#define ADAPTEST_SERVICE_STORES_POSTGRES_SCHEMA_H_

namespace adaptest {

// The schema of the PostgreSQL store, as migrations: entry i takes a database
// from version i to i + 1. Released entries are never edited, only followed.
//
// Tables as in sqlite_schema.h; adaptest_schema has one row, the version. The
// key of events is what keeps two replicas from accepting one position twice.
inline constexpr const char* kPostgresMigrations[] = {
    R"sql(
CREATE TABLE bank_versions (
  exam text NOT NULL,
  number integer NOT NULL,
  request_id text,
  header bytea NOT NULL,
  payload bytea NOT NULL,
  PRIMARY KEY (exam, number)
);
CREATE UNIQUE INDEX bank_versions_by_request
  ON bank_versions (exam, request_id) WHERE request_id IS NOT NULL;
CREATE TABLE activations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  exam text NOT NULL,
  number integer NOT NULL,
  time_ms bigint NOT NULL,
  FOREIGN KEY (exam, number) REFERENCES bank_versions (exam, number)
);
CREATE INDEX activations_by_exam ON activations (exam, id);
CREATE TABLE sessions (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token text NOT NULL,
  request_id text,
  exam text NOT NULL,
  examinee text
);
CREATE UNIQUE INDEX sessions_by_request
  ON sessions (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX sessions_by_examinee
  ON sessions (examinee, exam, number) WHERE examinee IS NOT NULL;
CREATE TABLE events (
  session bigint NOT NULL REFERENCES sessions (number),
  sequence integer NOT NULL,
  payload bytea NOT NULL,
  PRIMARY KEY (session, sequence)
);
CREATE TABLE kept_values (
  key text PRIMARY KEY,
  value bytea NOT NULL
);
CREATE TABLE outcomes (
  exam text NOT NULL,
  examinee text NOT NULL,
  time_ms bigint NOT NULL,
  passed boolean NOT NULL,
  scaled_score double precision NOT NULL,
  PRIMARY KEY (examinee, exam, time_ms)
);
)sql"};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_POSTGRES_SCHEMA_H_

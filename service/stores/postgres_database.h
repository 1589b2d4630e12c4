#ifndef ADAPTEST_SERVICE_STORES_POSTGRES_DATABASE_H_
#define ADAPTEST_SERVICE_STORES_POSTGRES_DATABASE_H_

#include <functional>
#include <memory>
#include <mutex>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace adaptest {

// Connections to one PostgreSQL database, made when they are needed. Safe to
// call from many threads; each call has a connection of its own meanwhile.
class PostgresDatabase {
 public:
  // `url`: postgresql://.., as libpq reads it.
  explicit PostgresDatabase(std::string url) : url_(std::move(url)) {}

  // Runs `work` in a transaction and commits it where the result is OK. It may
  // throw what libpqxx throws, which becomes UNAVAILABLE: after that the
  // database may or may not hold the changes. A connection that has gone is
  // replaced once before the work begins.
  using Work = std::function<absl::Status(pqxx::work&)>;
  absl::Status Run(const Work& work);

 private:
  using Connection = std::unique_ptr<pqxx::connection>;

  Connection Take();
  Connection Connect() const;
  absl::Status RunOn(pqxx::connection& connection, const Work& work,
                     bool& begun);

  const std::string url_;
  std::mutex mutex_;
  std::vector<Connection> idle_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_POSTGRES_DATABASE_H_

#include "service/stores/postgres_database.h"

#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace adaptest {
namespace {

constexpr size_t kMaxIdle = 8;

// One line.
std::string MessageOf(const std::exception& error) {
  const absl::string_view text = error.what();
  return absl::StrReplaceAll(absl::StripSuffix(text, "\n"), {{"\n", "; "}});
}

}  // namespace

PostgresDatabase::Connection PostgresDatabase::Connect() const {
  return std::make_unique<pqxx::connection>(url_);
}

PostgresDatabase::Connection PostgresDatabase::Take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      Connection connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return Connect();
}

absl::Status PostgresDatabase::RunOn(pqxx::connection& connection,
                                     const Work& work, bool& begun) {
  pqxx::work transaction(connection);
  transaction.exec("SELECT");  // begins; libpqxx does so with the first command
  begun = true;
  absl::Status status = work(transaction);
  if (status.ok()) transaction.commit();
  return status;
}

absl::Status PostgresDatabase::Run(const Work& work) {
  bool begun = false;
  try {
    Connection connection = Take();
    absl::Status status;
    try {
      status = RunOn(*connection, work, begun);
    } catch (const pqxx::broken_connection&) {
      if (begun) throw;
      connection = Connect();
      status = RunOn(*connection, work, begun);
    }
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kMaxIdle) idle_.push_back(std::move(connection));
    return status;
  } catch (const std::exception& error) {
    return absl::UnavailableError(absl::StrCat("store: ", MessageOf(error)));
  }
}

}  // namespace adaptest

#ifndef ADAPTEST_SERVICE_STORES_SQLITE_STORE_H_
#define ADAPTEST_SERVICE_STORES_SQLITE_STORE_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/stores/sqlite_database.h"
#include "service/stores/store.h"

namespace adaptest {

// Both stores in one SQLite file. Writes go through one thread, which puts all
// that waits into one transaction: one flush to disk for many answers. Reads
// use a connection of their own and do not wait for writes.
class SqliteStore : public EventStore, public BankStore {
 public:
  // Creates the file, or brings an older one up to this version's schema. A
  // file of a newer version is refused.
  static absl::StatusOr<std::unique_ptr<SqliteStore>> Open(
      const std::string& path);

  // Waits for the writes that were handed in.
  ~SqliteStore() override;

  void Create(NewSession session, CreateDone done) override;
  void Append(int64_t number, int sequence, std::string event,
              AppendDone done) override;
  absl::StatusOr<StoredSession> Load(int64_t number) override;
  absl::StatusOr<int64_t> SessionBefore(const std::string& exam,
                                        const std::string& examinee,
                                        int64_t before) override;

  absl::StatusOr<int> PutBankVersion(const std::string& exam,
                                     const std::string& request_id,
                                     const MakeVersion& make) override;
  absl::StatusOr<StoredBankVersion> GetBankVersion(const std::string& exam,
                                                   int number) override;
  absl::StatusOr<std::vector<StoredBankVersion>> ListBankVersions(
      const std::string& exam, int before, int limit) override;
  absl::StatusOr<std::vector<std::string>> ListExams() override;
  absl::StatusOr<int> ActiveVersion(const std::string& exam) override;
  absl::Status Activate(const std::string& exam, int number,
                        int64_t time_ms) override;

 private:
  // A write: `apply` runs inside a transaction; `done` learns, once the
  // transaction has committed or failed, how it went.
  struct Write {
    std::function<absl::Status(SqliteDatabase&)> apply;
    std::function<void(absl::Status)> done;
  };

  SqliteStore(SqliteDatabase writer, SqliteDatabase reader);

  void Enqueue(Write write);
  absl::Status WriteAndWait(std::function<absl::Status(SqliteDatabase&)> apply);
  void WriterLoop();
  void Commit(std::deque<Write> writes);
  absl::StatusOr<int> ActiveNumber(const std::string& exam);

  std::mutex queue_mutex_;
  std::condition_variable queue_filled_;
  std::deque<Write> queue_;
  bool closing_ = false;

  SqliteDatabase writer_;  // the writer thread's

  std::mutex reader_mutex_;
  SqliteDatabase reader_;

  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_SQLITE_STORE_H_

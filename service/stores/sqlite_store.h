#ifndef ADAPTEST_SERVICE_STORES_SQLITE_STORE_H_
#define ADAPTEST_SERVICE_STORES_SQLITE_STORE_H_

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
#include "service/stores/sqlite_event_log.h"
#include "service/stores/store.h"
#include "service/stores/write_queue.h"

namespace adaptest {

// Both stores in one SQLite file. Writes go through one thread, which puts all
// that waits into one transaction: one flush to disk for many answers. Reads
// use a connection of their own and do not wait for writes.
class SqliteStore : public Store {
 public:
  // Creates the file, or brings an older one up to this version's schema. A
  // file of a newer version is refused.
  static absl::StatusOr<std::unique_ptr<SqliteStore>> Open(
      const std::string& path, const StoreOptions& options = {});

  // Waits for the writes that were handed in.
  ~SqliteStore() override;

  void Create(NewSession session, CreateDone done) override;
  void Append(int64_t number, int sequence, std::string event,
              AppendDone done) override;
  absl::StatusOr<StoredSession> Load(int64_t number) override;
  void HoldWrites() override { queue_.Hold(); }
  void ReleaseWrites() override { queue_.Release(); }
  bool is_shared() const override { return false; }
  absl::StatusOr<std::vector<std::string>> EventsFrom(int64_t number,
                                                      int sequence) override;
  absl::StatusOr<std::vector<int64_t>> ListSessions(const SessionFilter& filter,
                                                    int64_t before,
                                                    int limit) override;
  absl::StatusOr<std::vector<SessionHead>> Heads(int64_t first,
                                                 int limit) override;
  absl::StatusOr<Erased> EraseExaminee(const std::string& examinee,
                                       const Rewrite& rewrite) override;
  absl::Status PutOutcomes(const std::vector<StoredOutcome>& outcomes) override;
  absl::StatusOr<std::vector<StoredOutcome>> ListOutcomes(
      const std::string& exam) override;
  absl::StatusOr<std::string> GetValue(const std::string& key) override;
  absl::Status ReviseValue(const std::string& key,
                           const Revision& revise) override;

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
  // A write: `apply` runs inside a transaction, and changes nothing where it
  // does not return OK or UNAVAILABLE; `done` learns, once the transaction has
  // committed or failed, how it went.
  struct Write {
    std::function<absl::Status(SqliteDatabase&)> apply;
    std::function<void(absl::Status)> done;
    absl::Status result = absl::OkStatus();  // of apply
  };

  SqliteStore(SqliteDatabase writer, SqliteDatabase reader,
              const StoreOptions& options);

  void Enqueue(Write write);
  absl::Status WriteAndWait(std::function<absl::Status(SqliteDatabase&)> apply);
  void WriterLoop();
  void Commit(std::deque<Write> writes);
  absl::Status Apply(std::deque<Write>& writes);
  absl::StatusOr<StoredSession> CreateSession(SqliteDatabase& database,
                                              const NewSession& added);
  absl::StatusOr<int> ActiveNumber(const std::string& exam);

  WriteQueue<std::deque<Write>> queue_;

  SqliteDatabase writer_;  // the writer thread's

  std::mutex reader_mutex_;
  SqliteDatabase reader_;

  SqliteEventLog log_;
  std::thread thread_;  // starts when the rest is there
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_SQLITE_STORE_H_

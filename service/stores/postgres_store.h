#ifndef ADAPTEST_SERVICE_STORES_POSTGRES_STORE_H_
#define ADAPTEST_SERVICE_STORES_POSTGRES_STORE_H_

#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/stores/postgres_database.h"
#include "service/stores/store.h"
#include "service/stores/write_queue.h"

namespace adaptest {

// Both stores in one PostgreSQL database, which any number of processes may
// share. Writes of sessions go through one thread, which puts all that waits
// into one transaction; the key of the events decides which of two processes
// was first. Reads, and writes of bank versions, have connections of their own.
class PostgresStore : public Store {
 public:
  // Makes the tables, or brings older ones up to this version's schema. A
  // schema of a newer version is refused. `url`: postgresql://..
  static absl::StatusOr<std::unique_ptr<PostgresStore>> Open(
      const std::string& url, const StoreOptions& options = {});

  // Waits for the writes that were handed in.
  ~PostgresStore() override;

  void Create(NewSession session, CreateDone done) override;
  void Append(int64_t number, int sequence, std::string event,
              AppendDone done) override;
  absl::StatusOr<StoredSession> Load(int64_t number) override;
  void HoldWrites() override { queue_.Hold(); }
  void ReleaseWrites() override { queue_.Release(); }
  bool is_shared() const override { return true; }
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
  struct Creation {
    NewSession session;
    CreateDone done;
  };
  struct Addition {
    int64_t number;
    int sequence;
    std::string event;
    AppendDone done;
  };
  // What waits to be written.
  struct Batch {
    std::vector<Creation> creations;
    std::vector<Addition> additions;

    bool empty() const { return creations.empty() && additions.empty(); }
  };

  PostgresStore(std::string url, const StoreOptions& options);

  void WriterLoop();
  void Commit(Batch batch);

  PostgresDatabase database_;
  WriteQueue<Batch> queue_;
  std::thread thread_;  // last: starts when the rest is there
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_POSTGRES_STORE_H_

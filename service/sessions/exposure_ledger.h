#ifndef ADAPTEST_SERVICE_SESSIONS_EXPOSURE_LEDGER_H_
#define ADAPTEST_SERVICE_SESSIONS_EXPOSURE_LEDGER_H_

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "engine/session/prepared_exam.h"
#include "engine/session/session.h"
#include "service/stores/store.h"

namespace adaptest {

// What exposure control knows of the finished sessions of one bank version, by
// mode. The store holds the counts of all processes; what this one counted
// since is kept here until Store. What was not stored is lost with the process:
// counts steer draws, they are no record. Safe to call from many threads.
class ExposureLedger {
 public:
  // `version`: exams/{exam}/bankVersions/{n}
  ExposureLedger(std::shared_ptr<const PreparedExam> exam, std::string version);

  // The counts for a new session of a mode, one a control.
  std::vector<ExposureCounts> Counts(int mode) const;

  // Adds a finished session.
  void Record(int mode, const Session& session);

  // Reads what the store holds, the first time it is called.
  absl::Status Load(EventStore& store);

  // Adds what was counted here to what the store holds, and takes over the sum.
  absl::Status Store(EventStore& store);

 private:
  using AllCounts = std::vector<std::vector<ExposureCounts>>;
  struct FinishedTest {
    int mode;
    std::vector<ExposedTest> controls;
  };

  AllCounts Parse(const std::string& bytes) const;
  void Add(const std::vector<FinishedTest>& tests, AllCounts& counts) const;

  const std::shared_ptr<const PreparedExam> exam_;
  const std::string key_;
  AllCounts none_;  // [mode][control]
  bool has_controls_ = false;

  std::mutex store_mutex_;    // one Store at a time
  mutable std::mutex mutex_;  // of what follows
  AllCounts counts_;
  std::vector<FinishedTest> unstored_;  // in counts_, not in the store
  bool loaded_ = false;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_EXPOSURE_LEDGER_H_

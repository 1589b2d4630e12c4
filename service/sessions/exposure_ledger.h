#ifndef ADAPTEST_SERVICE_SESSIONS_EXPOSURE_LEDGER_H_
#define ADAPTEST_SERVICE_SESSIONS_EXPOSURE_LEDGER_H_

#include <memory>
#include <mutex>
#include <vector>

#include "engine/session/prepared_exam.h"
#include "engine/session/session.h"

namespace adaptest {

// What exposure control knows of the finished sessions of one bank version, by
// mode. In memory: after a restart it begins anew, and the first sessions see
// more of the best items until the counts are there again. Safe to call from
// many threads.
class ExposureLedger {
 public:
  explicit ExposureLedger(const PreparedExam& exam);

  // The counts for a new session of a mode, one a control.
  std::vector<ExposureCounts> Counts(int mode) const;

  // Adds a finished session.
  void Record(int mode, const Session& session);

 private:
  mutable std::mutex mutex_;
  std::vector<std::vector<ExposureCounts>> counts_;  // [mode][control]
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_EXPOSURE_LEDGER_H_

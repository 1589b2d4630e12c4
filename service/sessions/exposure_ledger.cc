#include "service/sessions/exposure_ledger.h"

#include "engine/session/exposed_tests.h"

namespace adaptest {

ExposureLedger::ExposureLedger(const PreparedExam& exam) {
  for (const PreparedMode& mode : exam.modes()) {
    counts_.emplace_back();
    for (const ExposureControl& control : mode.exposure) {
      counts_.back().push_back(NewCounts(control, exam.bank().size()));
    }
  }
}

std::vector<ExposureCounts> ExposureLedger::Counts(int mode) const {
  const std::lock_guard lock(mutex_);
  return counts_[mode];
}

void ExposureLedger::Record(int mode, const Session& session) {
  const std::vector<ExposedTest> tests = ExposedTests(session);
  const std::lock_guard lock(mutex_);
  for (size_t c = 0; c < tests.size(); ++c) {
    RecordTest(session.mode().exposure[c], tests[c], counts_[mode][c]);
  }
}

}  // namespace adaptest

#ifndef ADAPTEST_SERVICE_SESSIONS_REPLAY_CHECK_H_
#define ADAPTEST_SERVICE_SESSIONS_REPLAY_CHECK_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "service/sessions/bank_catalog.h"
#include "service/stores/store.h"

namespace adaptest {

// What deriving a stored session again came to.
struct ReplayReport {
  std::string session;
  int selections = 0;  // derived again
  int ties = 0;        // of these, others of the same gain as the recorded one
  int scores = 0;      // categories, estimates and results compared
  std::vector<std::string> differences;
};

// Two gains that differ by less than this, relative, may change places: on
// another machine the last bits of a logarithm may be others.
inline constexpr double kGainTie = 1e-9;

// Derives every decision of a session again from what was recorded before it:
// what was drawn at its start, each next item, the category of each answer, the
// estimate after it and the results. Estimates may differ by `tolerance`,
// relative above 1. DATA_LOSS where the events are damaged.
absl::StatusOr<ReplayReport> CheckReplay(const StoredSession& stored,
                                         BankCatalog& catalog,
                                         double tolerance);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_REPLAY_CHECK_H_

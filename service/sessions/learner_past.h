#ifndef ADAPTEST_SERVICE_SESSIONS_LEARNER_PAST_H_
#define ADAPTEST_SERVICE_SESSIONS_LEARNER_PAST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/session/session_plan.h"
#include "service/sessions/bank_catalog.h"
#include "service/stores/store.h"

namespace adaptest {

// What a person's earlier sessions of the exam left for a new one.
struct LearnerPast {
  // Items of this bank version that the person was given; an item is the same
  // where its id is. Days count from the start of the session.
  std::vector<SeenItem> seen;

  // From the last session in which a scored answer was given. Its posterior is
  // that of selection where that carried history itself, otherwise that of the
  // score.
  std::optional<LearnerHistory> history;

  // Of the exam, the weakest first (engine/session/weakest_areas.h), by the
  // scored answers of the last kAreaSessions sessions.
  std::vector<int> weak_areas;
};

inline constexpr int kAreaSessions = 10;

// Looks up no more than the rules of the mode ask for: nothing without
// no_repeat, history priors and weak_areas, and nothing for an examinee without
// a name. Damaged sessions are passed over.
absl::StatusOr<LearnerPast> FindLearnerPast(
    EventStore& store, BankCatalog& catalog, const PreparedVersion& version,
    int mode, const std::string& examinee, int64_t now_ms);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_LEARNER_PAST_H_

#ifndef ADAPTEST_SERVICE_SESSIONS_OUTCOMES_H_
#define ADAPTEST_SERVICE_SESSIONS_OUTCOMES_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "adaptest/v1/record.pb.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/session_record.h"
#include "service/stores/store.h"

namespace adaptest {

// Records results of real exams.
absl::StatusOr<v1::ImportOutcomesResponse> ImportOutcomes(
    const v1::ImportOutcomesRequest& request, EventStore& store,
    BankCatalog& catalog);

// What was known of the person before the real exam: the last session of the
// exam that was begun before it and has a scored answer; damaged ones are
// passed over. Nothing where there is none.
absl::StatusOr<std::optional<SessionRecord>> LastSessionBefore(
    const StoredOutcome& outcome, EventStore& store, BankCatalog& catalog);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_OUTCOMES_H_

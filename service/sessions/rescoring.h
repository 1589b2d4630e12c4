#ifndef ADAPTEST_SERVICE_SESSIONS_RESCORING_H_
#define ADAPTEST_SERVICE_SESSIONS_RESCORING_H_

#include "absl/status/statusor.h"
#include "adaptest/v1/record.pb.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/session_manager.h"
#include "service/stores/store.h"

namespace adaptest {

// Gives every finished session of a bank version that a corrected key or a
// dropped item touches a new result beside the old one. Asked for twice, it
// changes nothing the second time. INVALID_ARGUMENT where nothing is asked for
// or an item is unknown; NOT_FOUND where a version is.
absl::StatusOr<v1::RescoreSessionsResponse> RescoreSessions(
    const v1::RescoreSessionsRequest& request, EventStore& store,
    BankCatalog& catalog, SessionManager& manager);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_RESCORING_H_

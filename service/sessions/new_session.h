#ifndef ADAPTEST_SERVICE_SESSIONS_NEW_SESSION_H_
#define ADAPTEST_SERVICE_SESSIONS_NEW_SESSION_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "adaptest/v1/session.pb.h"
#include "service/sessions/bank_catalog.h"
#include "service/stores/store.h"

namespace adaptest {

// Checks the request, and draws the session that it asks for.
absl::StatusOr<NewSession> DrawSession(const v1::CreateSessionRequest& request,
                                       EventStore& store, BankCatalog& catalog,
                                       int64_t now_ms);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_NEW_SESSION_H_

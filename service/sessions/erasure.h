#ifndef ADAPTEST_SERVICE_SESSIONS_ERASURE_H_
#define ADAPTEST_SERVICE_SESSIONS_ERASURE_H_

#include "absl/status/statusor.h"
#include "adaptest/v1/record.pb.h"
#include "service/sessions/session_manager.h"
#include "service/stores/store.h"

namespace adaptest {

// Takes a person out of the store: the name and what the caller called requests
// by leave every session of theirs, which are ended first, and results of real
// exams are deleted. Answers stay, of nobody.
absl::StatusOr<v1::EraseExamineeResponse> EraseExaminee(
    const v1::EraseExamineeRequest& request, EventStore& store,
    SessionManager& manager);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_ERASURE_H_

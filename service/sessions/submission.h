#ifndef ADAPTEST_SERVICE_SESSIONS_SUBMISSION_H_
#define ADAPTEST_SERVICE_SESSIONS_SUBMISSION_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "adaptest/storage/v1/event.pb.h"
#include "adaptest/v1/session.pb.h"
#include "service/sessions/session_record.h"

namespace adaptest {

// Checks what can be checked without the session.
absl::Status ValidateSubmission(const v1::SubmitResponseRequest& request);

// Whether the position was answered before. The same answer is a retry: true;
// another one is ABORTED.
absl::StatusOr<bool> IsRetry(const SessionRecord& record,
                             const v1::SubmitResponseRequest& request);

// The event of an answer to the question that waits, without what is decided by
// it. FAILED_PRECONDITION where another question waits, none does, a break is
// under way or the time is over; INVALID_ARGUMENT where the answer does not fit
// the question.
absl::StatusOr<storage::v1::SessionEvent> AcceptSubmission(
    const SessionRecord& record, const v1::SubmitResponseRequest& request,
    int64_t now_ms);

// The reply to the last answer of `record`, in the state right after it.
v1::SubmitResponseResponse ReplyToSubmission(const SessionRecord& record,
                                             int64_t now_ms);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_SUBMISSION_H_

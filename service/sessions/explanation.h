#ifndef ADAPTEST_SERVICE_SESSIONS_EXPLANATION_H_
#define ADAPTEST_SERVICE_SESSIONS_EXPLANATION_H_

#include "absl/status/statusor.h"
#include "adaptest/v1/session.pb.h"
#include "service/sessions/session_record.h"

namespace adaptest {

// Why the question of a position was given: the selection made again from the
// answers before it. INVALID_ARGUMENT where no question was given there or the
// count is out of range; FAILED_PRECONDITION for pretest questions and mock
// exams, which no criterion chose.
absl::StatusOr<v1::SelectionExplanation> ExplainSelection(
    const SessionRecord& record, const v1::ExplainSelectionRequest& request);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_EXPLANATION_H_

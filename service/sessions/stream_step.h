#ifndef ADAPTEST_SERVICE_SESSIONS_STREAM_STEP_H_
#define ADAPTEST_SERVICE_SESSIONS_STREAM_STEP_H_

#include "absl/status/status.h"
#include "adaptest/v1/session.pb.h"

namespace adaptest {

// Replies to a step of StreamSession, from those of the single calls.
v1::StreamSessionResponse StepReply(v1::GetNextItemResponse reply);
v1::StreamSessionResponse StepReply(v1::SubmitResponseResponse reply);
v1::StreamSessionResponse StepReply(v1::Session session);
v1::StreamSessionResponse StepRefused(const absl::Status& status);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_STREAM_STEP_H_

#include "service/sessions/stream_step.h"

#include <string>
#include <utility>

namespace adaptest {

v1::StreamSessionResponse StepReply(v1::GetNextItemResponse reply) {
  v1::StreamSessionResponse response;
  response.mutable_session()->Swap(reply.mutable_session());
  if (reply.has_next_item()) {
    response.mutable_next_item()->Swap(reply.mutable_next_item());
  }
  return response;
}

v1::StreamSessionResponse StepReply(v1::SubmitResponseResponse reply) {
  v1::StreamSessionResponse response;
  response.mutable_session()->Swap(reply.mutable_session());
  if (reply.has_next_item()) {
    response.mutable_next_item()->Swap(reply.mutable_next_item());
  }
  if (reply.has_estimate()) {
    response.mutable_estimate()->Swap(reply.mutable_estimate());
  }
  if (reply.has_feedback()) {
    response.mutable_feedback()->Swap(reply.mutable_feedback());
  }
  return response;
}

v1::StreamSessionResponse StepReply(v1::Session session) {
  v1::StreamSessionResponse response;
  response.mutable_session()->Swap(&session);
  return response;
}

v1::StreamSessionResponse StepRefused(const absl::Status& status) {
  v1::StreamSessionResponse response;
  response.set_error_code(status.raw_code());
  response.set_error_message(std::string(status.message()));
  return response;
}

}  // namespace adaptest

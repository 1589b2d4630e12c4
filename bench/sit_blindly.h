#ifndef ADAPTEST_BENCH_SIT_BLINDLY_H_
#define ADAPTEST_BENCH_SIT_BLINDLY_H_

#include <cstdint>
#include <string>

#include "adaptest/v1/session.grpc.pb.h"
#include "bench/exit_on.h"
#include "cli/load/load_driver.h"
#include "engine/random.h"

namespace adaptest {

// Answers by chance.
inline v1::SubmitResponseResponse SubmitBlindly(v1::SessionService::Stub& stub,
                                                const std::string& session,
                                                const v1::PresentedItem& item,
                                                uint64_t bits) {
  v1::SubmitResponseRequest request;
  request.set_name(session);
  request.set_position(item.position());
  request.set_item_id(item.item_id());
  *request.mutable_answer() = BlindAnswer(item, bits);
  v1::SubmitResponseResponse response;
  grpc::ClientContext context;
  ExitOn(stub.SubmitResponse(&context, request, &response));
  return response;
}

// Begins a session and gives so many answers, from 1; returns the last reply.
inline v1::SubmitResponseResponse SitBlindly(
    v1::SessionService::Stub& stub, const v1::CreateSessionRequest& create,
    int answers, Random& random) {
  v1::Session session;
  grpc::ClientContext create_context;
  ExitOn(stub.CreateSession(&create_context, create, &session));
  v1::GetNextItemRequest get;
  get.set_name(session.name());
  v1::GetNextItemResponse next;
  grpc::ClientContext get_context;
  ExitOn(stub.GetNextItem(&get_context, get, &next));
  v1::SubmitResponseResponse reply;
  *reply.mutable_next_item() = next.next_item();
  for (int i = 0; i < answers; ++i) {
    reply =
        SubmitBlindly(stub, session.name(), reply.next_item(), random.Bits());
  }
  return reply;
}

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_SIT_BLINDLY_H_

#ifndef ADAPTEST_SERVICE_RPC_REPLY_H_
#define ADAPTEST_SERVICE_RPC_REPLY_H_

#include <grpcpp/support/status.h>

#include <utility>

#include "absl/status/statusor.h"
#include "service/rpc/status_conversion.h"

namespace adaptest {

// Moves a result into the response of a call, or converts its error.
template <class Message>
grpc::Status Reply(absl::StatusOr<Message> result, Message* response) {
  if (!result.ok()) return ToGrpcStatus(result.status());
  *response = *std::move(result);
  return grpc::Status::OK;
}

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_REPLY_H_

#ifndef ADAPTEST_SERVICE_RPC_STATUS_CONVERSION_H_
#define ADAPTEST_SERVICE_RPC_STATUS_CONVERSION_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace adaptest {

// The status a client sees: the same code and message, and payloads as
// details in the form of google.rpc.Status.
grpc::Status ToGrpcStatus(const absl::Status& status);

// The other way round, for clients; details are not kept.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_STATUS_CONVERSION_H_

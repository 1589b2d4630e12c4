#ifndef ADAPTEST_SERVICE_RPC_OVERLOAD_H_
#define ADAPTEST_SERVICE_RPC_OVERLOAD_H_

#include "absl/status/status.h"

namespace adaptest {

// RESOURCE_EXHAUSTED with a google.rpc.RetryInfo: the server has more calls
// than it will answer soon; nothing was done.
absl::Status OverloadError();

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_OVERLOAD_H_

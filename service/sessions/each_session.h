#ifndef ADAPTEST_SERVICE_SESSIONS_EACH_SESSION_H_
#define ADAPTEST_SERVICE_SESSIONS_EACH_SESSION_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "service/stores/store.h"

namespace adaptest {

// Calls `use` with the number of every stored session that the filter takes,
// the latest first, until it returns an error, which is returned.
absl::Status ForEachSession(EventStore& store, const SessionFilter& filter,
                            absl::FunctionRef<absl::Status(int64_t)> use);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_EACH_SESSION_H_

#ifndef ADAPTEST_SERVICE_SESSIONS_SESSION_PAGE_H_
#define ADAPTEST_SERVICE_SESSIONS_SESSION_PAGE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "adaptest/v1/session.pb.h"

namespace adaptest {

// Which part of a list of sessions is asked for: `size` of those with numbers
// below `before`, the latest first.
struct SessionPage {
  int size = 0;
  int64_t before = 0;
};

absl::StatusOr<SessionPage> ReadPage(const v1::ListSessionsRequest& request);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_SESSION_PAGE_H_

#ifndef ADAPTEST_SERVICE_SESSIONS_SESSION_RESULT_H_
#define ADAPTEST_SERVICE_SESSIONS_SESSION_RESULT_H_

#include "adaptest/storage/v1/event.pb.h"
#include "engine/session/session.h"

namespace adaptest {

// What a finished session came to, as its events record it.
storage::v1::SessionResult ResultOf(const Session& session);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_SESSION_RESULT_H_

#ifndef ADAPTEST_SERVICE_SESSIONS_RESCORED_SESSION_H_
#define ADAPTEST_SERVICE_SESSIONS_RESCORED_SESSION_H_

#include "absl/status/statusor.h"
#include "adaptest/storage/v1/event.pb.h"
#include "engine/session/session.h"

namespace adaptest {

// A finished session scored anew: with other categories at some positions, and
// as if the dropped items had been pretest items. In a mock exam the form is
// what is left of it, with the raw cut score of that. DATA_LOSS where the event
// names what the session does not have.
absl::StatusOr<Session> RescoredSession(
    const Session& session, const storage::v1::SessionRescored& event);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_RESCORED_SESSION_H_

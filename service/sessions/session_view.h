#ifndef ADAPTEST_SERVICE_SESSIONS_SESSION_VIEW_H_
#define ADAPTEST_SERVICE_SESSIONS_SESSION_VIEW_H_

#include <cstdint>

#include "adaptest/v1/session.pb.h"
#include "service/sessions/session_record.h"

namespace adaptest {

// The session as the API shows it, without reports.
v1::Session SessionSummary(const SessionRecord& record, int64_t now_ms);

// The same with its reports once it is over.
v1::Session SessionToProto(const SessionRecord& record, int64_t now_ms);

// The question that waits, without its key. Requires session().waiting().
v1::PresentedItem WaitingItem(const SessionRecord& record);

// The question of a position, from 1, as it is shown, but with its key: in the
// session's language, its options in an order that the session's seed draws.
// Empty where the item has no content.
v1::Content ContentAt(const SessionRecord& record, int position);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_SESSION_VIEW_H_

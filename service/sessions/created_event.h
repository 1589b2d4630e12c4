#ifndef ADAPTEST_SERVICE_SESSIONS_CREATED_EVENT_H_
#define ADAPTEST_SERVICE_SESSIONS_CREATED_EVENT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "adaptest/storage/v1/event.pb.h"
#include "engine/item_bank.h"
#include "engine/session/session_plan.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/learner_past.h"

namespace adaptest {

// What a session is begun with, besides the version and its mode.
struct SessionRequest {
  int mode = 0;  // index in the exam
  uint64_t seed = 0;
  std::string language;
  storage::v1::Accommodation accommodation;
  int64_t now_ms = 0;
};

// The first event of a session: everything that is drawn for it.
storage::v1::SessionEvent MakeCreatedEvent(const PreparedVersion& version,
                                           const SessionRequest& request,
                                           const LearnerPast& past);

// The plan that the event recorded for this mode. DATA_LOSS where it names an
// item or an area that the version does not have, or does not fill the test.
absl::StatusOr<SessionPlan> ReadPlan(const PreparedExam& exam, int mode,
                                     const storage::v1::SessionCreated& event);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_CREATED_EVENT_H_

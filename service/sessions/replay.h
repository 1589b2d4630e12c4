#ifndef ADAPTEST_SERVICE_SESSIONS_REPLAY_H_
#define ADAPTEST_SERVICE_SESSIONS_REPLAY_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "adaptest/storage/v1/event.pb.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/session_record.h"
#include "service/stores/store.h"

namespace adaptest {

// An event as it is stored. DATA_LOSS where it is damaged.
absl::StatusOr<storage::v1::SessionEvent> ParseEvent(const std::string& session,
                                                     const std::string& bytes);

// The replay of a stored session's events. DATA_LOSS where they are damaged.
absl::StatusOr<SessionRecord> Replay(const StoredSession& stored,
                                     BankCatalog& catalog);

// The replay of what Load returned, for work on many sessions: nothing where
// its events are damaged or its bank version cannot be used, so that the others
// are done.
absl::StatusOr<std::optional<SessionRecord>> ReplayReadable(
    const absl::StatusOr<StoredSession>& stored, BankCatalog& catalog);

// The same for a session of this number. NOT_FOUND where there is none.
absl::StatusOr<std::optional<SessionRecord>> LoadReadable(EventStore& store,
                                                          BankCatalog& catalog,
                                                          int64_t number);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_REPLAY_H_

#ifndef ADAPTEST_TESTS_SERVICE_SESSIONS_STORE_CALLS_H_
#define ADAPTEST_TESTS_SERVICE_SESSIONS_STORE_CALLS_H_

#include <future>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "service/stores/store.h"

namespace adaptest {

// Calls that wait until they are done.
inline absl::StatusOr<StoredSession> CreateIn(EventStore& store,
                                              NewSession session) {
  std::promise<absl::StatusOr<StoredSession>> result;
  store.Create(std::move(session),
               [&](auto created) { result.set_value(std::move(created)); });
  return result.get_future().get();
}

inline absl::StatusOr<StoredSession> CreateIn(EventStore& store,
                                              const std::string& request_id,
                                              const std::string& event) {
  return CreateIn(store, {request_id, "exams/a", "", "token", event});
}

inline absl::Status AppendTo(EventStore& store, int64_t number, int sequence,
                             const std::string& event) {
  std::promise<absl::Status> result;
  store.Append(number, sequence, event,
               [&](absl::Status status) { result.set_value(status); });
  return result.get_future().get();
}

inline absl::StatusOr<int> PutVersion(BankStore& store, const std::string& exam,
                                      const std::string& request_id,
                                      const std::string& text) {
  return store.PutBankVersion(exam, request_id, [&](int number) {
    StoredBankVersion version;
    version.header = absl::StrCat("header ", number, " ", text);
    version.payload = absl::StrCat("payload ", number, " ", text);
    return version;
  });
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SERVICE_SESSIONS_STORE_CALLS_H_

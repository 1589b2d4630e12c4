#ifndef ADAPTEST_SERVICE_SESSIONS_STORE_RESPONSES_H_
#define ADAPTEST_SERVICE_SESSIONS_STORE_RESPONSES_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "calibration/response_source.h"
#include "service/sessions/bank_catalog.h"
#include "service/stores/store.h"

namespace adaptest {

// The answers of an exam's stored sessions, as they are scored now: by the
// newest rescoring, without the items that it dropped. Answers to pretest items
// are among them. A session is read by itself, so that memory does not grow
// with their number; the latest comes first. One that cannot be read is
// counted. A person whose name was erased is nobody's.
class StoreResponses : public ResponseSource {
 public:
  // `exam` is exams/{exam}. Store and catalog outlive this.
  StoreResponses(EventStore& store, BankCatalog& catalog, std::string exam)
      : store_(store), catalog_(catalog), exam_(std::move(exam)) {}

  absl::Status ForEach(UseSession use) override;
  int64_t num_unreadable() const override { return num_unreadable_; }

 private:
  EventStore& store_;
  BankCatalog& catalog_;
  std::string exam_;
  int64_t num_unreadable_ = 0;
};

// The exam of a store that is meant: this one where it has a name, and else the
// only one there is. NOT_FOUND, naming those that there are, where it is not
// there; INVALID_ARGUMENT where there are several to choose from.
absl::StatusOr<std::string> ChosenExam(BankStore& store,
                                       const std::string& exam);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_STORE_RESPONSES_H_

#ifndef ADAPTEST_SERVICE_SESSIONS_OVERDUE_SESSIONS_H_
#define ADAPTEST_SERVICE_SESSIONS_OVERDUE_SESSIONS_H_

#include <cstdint>
#include <set>
#include <vector>

#include "absl/status/statusor.h"
#include "service/stores/store.h"

namespace adaptest {

// Some of the stored sessions, in the order of their numbers.
struct OverduePage {
  std::vector<int64_t> idle;  // numbers: not over, and no word for a minute
  bool more = false;          // whether this pass goes on
};

// Walks through the sessions that may be overdue, pass after pass. What all
// passes can skip, since every session up to there is over, is remembered in
// the store. One thread at a time.
class OverdueSessions {
 public:
  absl::StatusOr<OverduePage> NextPage(EventStore& store, int limit,
                                       int64_t now_ms);

  // What cannot be read is never over: it is passed over from now on.
  void PassOver(int64_t number) { unreadable_.insert(number); }

 private:
  int64_t next_ = 0;        // session to look at; 0 = a pass begins
  int64_t first_open_ = 0;  // of this pass: not over; 0 = none so far
  std::set<int64_t> unreadable_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_OVERDUE_SESSIONS_H_

#include "service/sessions/overdue_sessions.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "adaptest/storage/v1/event.pb.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// The first session that may not be over, as it is remembered.
constexpr char kFirstOpen[] = "first_open_session";

constexpr int64_t kIdleMs = 60'000;

// Two processes may store sessions in another order than they number them.
constexpr int64_t kMargin = 1000;

bool IsEnd(const storage::v1::SessionEvent& event) {
  return event.has_finished() || event.has_rescored() ||
         event.has_person_erased() ||
         (event.has_submitted() && event.submitted().next_item().empty());
}

int64_t NumberIn(const std::string& text) {
  int64_t number = 0;
  return absl::SimpleAtoi(text, &number) ? std::max<int64_t>(1, number) : 1;
}

}  // namespace

absl::StatusOr<OverduePage> OverdueSessions::NextPage(EventStore& store,
                                                      int limit,
                                                      int64_t now_ms) {
  if (next_ == 0) {
    ASSIGN_OR_RETURN(const std::string first, store.GetValue(kFirstOpen));
    next_ = NumberIn(first);
    first_open_ = 0;
  }
  ASSIGN_OR_RETURN(const std::vector<SessionHead> heads,
                   store.Heads(next_, limit));
  OverduePage page;
  for (const SessionHead& head : heads) {
    next_ = head.number + 1;
    storage::v1::SessionEvent event;
    if (unreadable_.count(head.number) > 0 ||
        !event.ParseFromString(head.last_event) || event.event_case() == 0 ||
        IsEnd(event)) {
      continue;
    }
    if (first_open_ == 0) first_open_ = head.number;
    if (now_ms - event.time_ms() > kIdleMs) page.idle.push_back(head.number);
  }
  page.more = static_cast<int>(heads.size()) == limit;
  if (page.more) return page;
  const int64_t open = (first_open_ != 0 ? first_open_ : next_) - kMargin;
  next_ = 0;
  RETURN_IF_ERROR(store.ReviseValue(kFirstOpen, [&](const std::string& known) {
    return absl::StrCat(std::max(open, NumberIn(known)));
  }));
  return page;
}

}  // namespace adaptest

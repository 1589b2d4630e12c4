#include "service/sessions/session_clock.h"

#include <algorithm>

namespace adaptest {
namespace {

double Multiplier(const storage::v1::Accommodation& granted) {
  return granted.time_multiplier() > 0 ? granted.time_multiplier() : 1;
}

}  // namespace

SessionClock::SessionClock(int64_t create_time_ms, const Mode& mode,
                           const storage::v1::Accommodation& granted)
    : create_time_ms_(create_time_ms),
      granted_(granted),
      limit_seconds_(mode.time_limit_seconds * Multiplier(granted)),
      grace_seconds_(mode.grace_seconds) {}

// Spent in breaks, the one under way among them.
int64_t SessionClock::BreakMs(int64_t now_ms) const {
  const int64_t granted_ms =
      static_cast<int64_t>(1000 * granted_.break_seconds());
  const int64_t running =
      break_start_ms_ == 0 ? 0 : std::max<int64_t>(0, now_ms - break_start_ms_);
  return std::min(granted_ms, break_used_ms_ + running);
}

void SessionClock::StartBreak(int64_t now_ms) {
  EndBreak(now_ms);
  break_start_ms_ = now_ms;
}

void SessionClock::EndBreak(int64_t now_ms) {
  break_used_ms_ = BreakMs(now_ms);
  break_start_ms_ = 0;
}

bool SessionClock::OnBreak(int64_t now_ms) const {
  return break_start_ms_ != 0 && BreakSecondsLeft(now_ms) > 0;
}

double SessionClock::BreakSecondsLeft(int64_t now_ms) const {
  return granted_.break_seconds() - 1e-3 * BreakMs(now_ms);
}

double SessionClock::ElapsedSeconds(int64_t now_ms) const {
  return 1e-3 * static_cast<double>(now_ms - create_time_ms_ - BreakMs(now_ms));
}

double SessionClock::CountedSeconds(int64_t now_ms) const {
  return ElapsedSeconds(now_ms) / Multiplier(granted_);
}

bool SessionClock::TimeIsOver(int64_t now_ms) const {
  return limit_seconds_ > 0 && ElapsedSeconds(now_ms) > limit_seconds_;
}

bool SessionClock::GraceIsOver(int64_t now_ms) const {
  return limit_seconds_ > 0 &&
         ElapsedSeconds(now_ms) > limit_seconds_ + grace_seconds_;
}

int64_t SessionClock::ExpireTimeMs(int64_t now_ms) const {
  const int64_t limit_ms = static_cast<int64_t>(1000 * limit_seconds_);
  return create_time_ms_ + limit_ms + BreakMs(now_ms);
}

}  // namespace adaptest

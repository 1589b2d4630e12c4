#ifndef ADAPTEST_SERVICE_SESSIONS_SESSION_CLOCK_H_
#define ADAPTEST_SERVICE_SESSIONS_SESSION_CLOCK_H_

#include <cstdint>

#include "adaptest/storage/v1/event.pb.h"
#include "engine/exam/exam.h"

namespace adaptest {

// The clock of one session: times of day in milliseconds since 1970 in, time
// used out. It stands still during a break, which ends by EndBreak or when the
// time granted for breaks is used up.
class SessionClock {
 public:
  SessionClock(int64_t create_time_ms, const Mode& mode,
               const storage::v1::Accommodation& granted);

  int64_t create_time_ms() const { return create_time_ms_; }
  const storage::v1::Accommodation& granted() const { return granted_; }

  void StartBreak(int64_t now_ms);
  void EndBreak(int64_t now_ms);
  bool OnBreak(int64_t now_ms) const;
  double BreakSecondsLeft(int64_t now_ms) const;

  // Since the session began, without breaks.
  double ElapsedSeconds(int64_t now_ms) const;

  // The same as the mode's time limit counts it: for a person who has twice the
  // time, half of it.
  double CountedSeconds(int64_t now_ms) const;

  // Never without a time limit.
  bool TimeIsOver(int64_t now_ms) const;
  bool GraceIsOver(int64_t now_ms) const;

  double limit_seconds() const { return limit_seconds_; }  // 0 = none

  // When the time limit will be over if no other break is taken.
  int64_t ExpireTimeMs(int64_t now_ms) const;

 private:
  int64_t BreakMs(int64_t now_ms) const;

  int64_t create_time_ms_;
  storage::v1::Accommodation granted_;
  double limit_seconds_;
  double grace_seconds_;
  int64_t break_start_ms_ = 0;  // 0 = no break
  int64_t break_used_ms_ = 0;   // in breaks that are over
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_SESSION_CLOCK_H_

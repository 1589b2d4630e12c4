#include "service/sessions/session_clock.h"

#include <gtest/gtest.h>

namespace adaptest {
namespace {

constexpr int64_t kStart = 1'700'000'000'000;

int64_t After(double seconds) {
  return kStart + static_cast<int64_t>(1000 * seconds);
}

SessionClock MakeClock(double limit, double grace, double multiplier,
                       double breaks) {
  Mode mode;
  mode.time_limit_seconds = limit;
  mode.grace_seconds = grace;
  storage::v1::Accommodation granted;
  granted.set_time_multiplier(multiplier);
  granted.set_break_seconds(breaks);
  return SessionClock(kStart, mode, granted);
}

TEST(SessionClock, NeverRunsOutWithoutALimit) {
  const SessionClock clock = MakeClock(0, 0, 0, 0);
  EXPECT_FALSE(clock.TimeIsOver(After(1e6)));
  EXPECT_FALSE(clock.GraceIsOver(After(1e6)));
  EXPECT_EQ(clock.ElapsedSeconds(After(12.5)), 12.5);
}

TEST(SessionClock, LastMomentOfTheLimitStillCounts) {
  const SessionClock clock = MakeClock(600, 0, 0, 0);
  EXPECT_FALSE(clock.TimeIsOver(After(600)));
  EXPECT_TRUE(clock.TimeIsOver(After(600.001)));
  EXPECT_EQ(clock.ExpireTimeMs(After(10)), After(600));
}

TEST(SessionClock, GraceFollowsTheLimit) {
  const SessionClock clock = MakeClock(600, 30, 0, 0);
  EXPECT_TRUE(clock.TimeIsOver(After(610)));
  EXPECT_FALSE(clock.GraceIsOver(After(630)));
  EXPECT_TRUE(clock.GraceIsOver(After(630.001)));
}

TEST(SessionClock, MultiplierLengthensTheLimitAndSlowsTheCountedTime) {
  const SessionClock clock = MakeClock(600, 0, 1.5, 0);
  EXPECT_FALSE(clock.TimeIsOver(After(900)));
  EXPECT_TRUE(clock.TimeIsOver(After(901)));
  EXPECT_EQ(clock.CountedSeconds(After(900)), 600);
  EXPECT_EQ(clock.ElapsedSeconds(After(900)), 900);
}

TEST(SessionClock, StandsStillDuringABreak) {
  SessionClock clock = MakeClock(600, 0, 0, 300);
  clock.StartBreak(After(100));
  EXPECT_TRUE(clock.OnBreak(After(200)));
  EXPECT_EQ(clock.ElapsedSeconds(After(200)), 100);
  EXPECT_EQ(clock.BreakSecondsLeft(After(200)), 200);
  clock.EndBreak(After(220));
  EXPECT_FALSE(clock.OnBreak(After(230)));
  EXPECT_EQ(clock.ElapsedSeconds(After(230)), 110);
  EXPECT_EQ(clock.ExpireTimeMs(After(230)), After(720));
}

TEST(SessionClock, BreakEndsWhenTheTimeGrantedIsUsedUp) {
  SessionClock clock = MakeClock(600, 0, 0, 60);
  clock.StartBreak(After(100));
  EXPECT_FALSE(clock.OnBreak(After(160)));
  EXPECT_EQ(clock.ElapsedSeconds(After(500)), 440);
  clock.EndBreak(After(500));
  EXPECT_EQ(clock.ElapsedSeconds(After(500)), 440);
  EXPECT_EQ(clock.BreakSecondsLeft(After(500)), 0);
}

TEST(SessionClock, BreaksAddUp) {
  SessionClock clock = MakeClock(600, 0, 0, 100);
  clock.StartBreak(After(10));
  clock.EndBreak(After(40));
  clock.StartBreak(After(50));
  clock.EndBreak(After(90));
  EXPECT_EQ(clock.BreakSecondsLeft(After(90)), 30);
  clock.StartBreak(After(100));
  EXPECT_EQ(clock.ElapsedSeconds(After(500)), 400);
}

}  // namespace
}  // namespace adaptest

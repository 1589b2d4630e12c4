// Time limits, grace, breaks and abandonment of whole sessions.

#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

class SessionTimesTest : public SessionTest {
 protected:
  // Modes with a grace of 30 s; sessions expire after a day.
  SessionTimesTest() {
    v1::ImportBankVersionRequest import = SmallImport();
    for (v1::Mode& mode : *import.mutable_exam()->mutable_modes()) {
      if (mode.has_time_limit()) mode.mutable_grace()->set_seconds(30);
      mode.mutable_expire_after()->set_seconds(86400);
    }
    ImportAndActivate(import);
  }

  v1::Session CreateWith(double multiplier, double break_seconds) {
    v1::CreateSessionRequest request;
    request.set_exam(kSmallExam);
    request.set_mode("mock");
    request.set_seed(7);
    request.mutable_accommodation()->set_time_multiplier(multiplier);
    request.mutable_accommodation()->set_break_seconds(break_seconds);
    const auto session = manager().Create(request);
    EXPECT_TRUE(session.ok()) << session.status();
    return session.value_or(v1::Session());
  }
};

TEST_F(SessionTimesTest, AnswerWithinTheGraceIsTheLastOne) {
  const std::string name = Create("mock").name();
  Answer(name);
  const v1::PresentedItem item = Next(name);
  clock().AdvanceSeconds(629);
  const auto reply = Submit(name, item, RightAnswerTo(item.item_id()));
  ASSERT_TRUE(reply.ok()) << reply.status();
  EXPECT_FALSE(reply->has_next_item());
  EXPECT_EQ(reply->session().state(), v1::SESSION_STATE_FINISHED);
  EXPECT_EQ(reply->session().end_reason(), v1::END_REASON_TIME_OVER);
  EXPECT_EQ(reply->session().answered_count(), 2);
  // A retry, however late, gets the same reply.
  clock().AdvanceSeconds(1000);
  const auto again = Submit(name, item, RightAnswerTo(item.item_id()));
  EXPECT_EQ(again->SerializeAsString(), reply->SerializeAsString());
}

TEST_F(SessionTimesTest, QuestionsNotReachedAreWrongInAMockExam) {
  const std::string name = Create("mock").name();
  Answer(name);
  clock().AdvanceSeconds(631);
  const auto over = manager().Get(name);
  EXPECT_EQ(over->state(), v1::SESSION_STATE_FINISHED);
  EXPECT_EQ(over->end_reason(), v1::END_REASON_TIME_OVER);
  EXPECT_EQ(over->report().scored_count(), 6);
  EXPECT_EQ(over->report().decision(), v1::DECISION_FAIL);
}

TEST_F(SessionTimesTest, EndSurvivesARestart) {
  const std::string name = Create("mock").name();
  Answer(name);
  clock().AdvanceSeconds(631);
  const std::string before = StateOf(name);
  Restart();
  EXPECT_EQ(StateOf(name), before);
}

TEST_F(SessionTimesTest, TimeMultiplierMovesTheEnd) {
  const std::string name = CreateWith(2, 0).name();
  clock().AdvanceSeconds(1199);
  Answer(name);
  EXPECT_EQ(manager().Get(name)->state(), v1::SESSION_STATE_ACTIVE);
  clock().AdvanceSeconds(40);
  EXPECT_EQ(manager().Get(name)->end_reason(), v1::END_REASON_TIME_OVER);
}

TEST_F(SessionTimesTest, BreakStopsTheClockAndTakesNoAnswers) {
  const std::string name = CreateWith(0, 300).name();
  const v1::PresentedItem item = Next(name);
  const auto started = manager().StartBreak(name);
  ASSERT_TRUE(started.ok()) << started.status();
  EXPECT_TRUE(started->on_break());
  const auto refused = Submit(name, item, Omitted());
  EXPECT_TRUE(absl::IsFailedPrecondition(refused.status()));
  EXPECT_THAT(std::string(refused.status().message()),
              testing::HasSubstr("break"));
  clock().AdvanceSeconds(200);
  Restart();
  const auto ended = manager().EndBreak(name);
  ASSERT_TRUE(ended.ok()) << ended.status();
  EXPECT_FALSE(ended->on_break());
  EXPECT_EQ(ended->break_seconds_left(), 100);
  EXPECT_EQ(ended->expire_time().seconds(),
            ended->create_time().seconds() + 800);
  EXPECT_TRUE(Submit(name, item, Omitted()).ok());
}

TEST_F(SessionTimesTest, BreakEndsByItself) {
  const std::string name = CreateWith(0, 60).name();
  ASSERT_TRUE(manager().StartBreak(name).ok());
  clock().AdvanceSeconds(61);
  Answer(name);
  EXPECT_EQ(manager().Get(name)->break_seconds_left(), 0);
  const auto another = manager().StartBreak(name);
  EXPECT_TRUE(absl::IsFailedPrecondition(another.status()));
  EXPECT_THAT(std::string(another.status().message()),
              testing::HasSubstr("granted: 60 s"));
}

TEST_F(SessionTimesTest, RefusesABreakThatWasNotGranted) {
  const std::string name = Create("mock").name();
  EXPECT_TRUE(absl::IsFailedPrecondition(manager().StartBreak(name).status()));
}

TEST_F(SessionTimesTest, RefusesAccommodationsOutOfRange) {
  v1::CreateSessionRequest request;
  request.set_exam(kSmallExam);
  request.mutable_accommodation()->set_time_multiplier(0.5);
  const auto slower = manager().Create(request);
  EXPECT_TRUE(absl::IsInvalidArgument(slower.status()));
  EXPECT_THAT(std::string(slower.status().message()),
              testing::HasSubstr("time_multiplier: 0.5 is outside [1, 10]"));
  request.mutable_accommodation()->set_time_multiplier(1);
  request.mutable_accommodation()->set_break_seconds(-1);
  EXPECT_TRUE(absl::IsInvalidArgument(manager().Create(request).status()));
}

TEST_F(SessionTimesTest, AbandonedSessionsExpire) {
  const std::string name = Create("practice").name();
  clock().AdvanceSeconds(80000);
  Answer(name);
  clock().AdvanceSeconds(86400);
  EXPECT_EQ(manager().Get(name)->state(), v1::SESSION_STATE_ACTIVE);
  clock().AdvanceSeconds(1);
  const auto expired = manager().Get(name);
  EXPECT_EQ(expired->state(), v1::SESSION_STATE_EXPIRED);
  EXPECT_EQ(expired->end_reason(), v1::END_REASON_ABANDONED);
  EXPECT_TRUE(expired->has_report());
}

TEST_F(SessionTimesTest, SessionsEndThoughNobodyAsks) {
  const std::string idle = Create("practice").name();
  const std::string timed = Create("mock").name();
  const std::string done = Create("adaptive").name();
  AnswerAll(done);
  clock().AdvanceSeconds(700);
  while (*manager().EndOverdue(2)) continue;
  EXPECT_EQ(replica().store->Load(1)->events.size(), 1);
  EXPECT_EQ(replica().store->Load(2)->events.size(), 2);
  clock().AdvanceSeconds(86400);
  Restart();
  while (*manager().EndOverdue(2)) continue;
  EXPECT_EQ(replica().store->Load(1)->events.size(), 2);
  EXPECT_EQ(replica().store->Load(2)->events.size(), 2);
  EXPECT_EQ(replica().store->Load(3)->events.size(), 9);
  EXPECT_EQ(manager().Get(idle)->state(), v1::SESSION_STATE_EXPIRED);
  EXPECT_EQ(manager().Get(timed)->state(), v1::SESSION_STATE_FINISHED);
}

}  // namespace
}  // namespace adaptest

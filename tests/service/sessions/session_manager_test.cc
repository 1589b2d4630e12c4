#include "service/sessions/session_manager.h"

#include <set>
#include <string>

#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using testing::HasSubstr;
using testing::Not;

using SessionManagerTest = SessionTest;

TEST_F(SessionManagerTest, CreatesSessionOfTheFirstModeByDefault) {
  const v1::Session session = Create("");
  EXPECT_THAT(session.name(), testing::MatchesRegex("sessions/1-[a-z2-7]+"));
  EXPECT_EQ(session.exam(), kSmallExam);
  EXPECT_EQ(session.bank_version(), "exams/small/bankVersions/1");
  EXPECT_EQ(session.mode(), "adaptive");
  EXPECT_EQ(session.state(), v1::SESSION_STATE_ACTIVE);
  EXPECT_EQ(session.item_count(), 8);
  EXPECT_EQ(session.answered_count(), 0);
  EXPECT_EQ(session.expire_time().seconds() - session.create_time().seconds(),
            600);
  EXPECT_FALSE(session.has_report());
}

TEST_F(SessionManagerTest, CreatesOneSessionForOneRequestId) {
  v1::CreateSessionRequest request;
  request.set_exam(kSmallExam);
  request.set_request_id("request");
  const auto first = manager().Create(request);
  ASSERT_TRUE(first.ok()) << first.status();
  Answer(first->name());
  const auto again = manager().Create(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->name(), first->name());
  EXPECT_EQ(again->answered_count(), 1);
}

TEST_F(SessionManagerTest, GivesEachSessionATokenOfItsOwn) {
  std::set<std::string> names;
  for (int i = 0; i < 20; ++i) {
    const std::string name = Create("").name();
    names.insert(name.substr(name.find('-')));
  }
  EXPECT_EQ(names.size(), 20);
}

TEST_F(SessionManagerTest, KnowsNoUnknownExam) {
  v1::CreateSessionRequest request;
  request.set_exam("exams/unknown");
  EXPECT_TRUE(absl::IsNotFound(manager().Create(request).status()));
}

TEST_F(SessionManagerTest, NeedsAnActiveVersion) {
  v1::ImportBankVersionRequest import = SmallImport();
  import.set_parent("exams/other");
  import.mutable_exam()->set_name("exams/other");
  ASSERT_TRUE(catalog().Import(import).ok());
  v1::CreateSessionRequest request;
  request.set_exam("exams/other");
  const absl::Status status = manager().Create(request).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
}

TEST_F(SessionManagerTest, RefusesUnknownMode) {
  v1::CreateSessionRequest request;
  request.set_exam(kSmallExam);
  request.set_mode("exam");
  const absl::Status status = manager().Create(request).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("mode: "));
}

TEST_F(SessionManagerTest, RefusesLongTexts) {
  v1::CreateSessionRequest request;
  request.set_exam(kSmallExam);
  request.set_examinee(std::string(129, 'x'));
  EXPECT_TRUE(absl::IsInvalidArgument(manager().Create(request).status()));
  request.clear_examinee();
  request.set_request_id(std::string(129, 'x'));
  EXPECT_TRUE(absl::IsInvalidArgument(manager().Create(request).status()));
}

TEST_F(SessionManagerTest, GivesTheSameNextItemUntilItIsAnswered) {
  const std::string name = Create("adaptive").name();
  const v1::PresentedItem first = Next(name);
  EXPECT_EQ(first.position(), 1);
  EXPECT_EQ(Next(name).SerializeAsString(), first.SerializeAsString());
  Answer(name);
  EXPECT_EQ(Next(name).position(), 2);
  EXPECT_NE(Next(name).item_id(), first.item_id());
}

TEST_F(SessionManagerTest, SubmitReturnsTheNextItem) {
  const std::string name = Create("adaptive").name();
  const v1::SubmitResponseResponse reply = Answer(name);
  EXPECT_EQ(reply.session().answered_count(), 1);
  EXPECT_EQ(reply.next_item().SerializeAsString(),
            Next(name).SerializeAsString());
}

TEST_F(SessionManagerTest, AnotherTokenFindsNothing) {
  const std::string name = Create("").name();
  const std::string other = name.substr(0, name.size() - 1) + "_";
  const std::string none = name.substr(0, name.find('-') + 1);
  for (const std::string& wrong : {other, none, std::string("sessions/x")}) {
    EXPECT_TRUE(absl::IsNotFound(manager().Get(wrong).status())) << wrong;
  }
  Restart();
  EXPECT_TRUE(absl::IsNotFound(manager().Get(other).status()));
  EXPECT_TRUE(manager().Get(name).ok());
}

TEST_F(SessionManagerTest, RefusesWhatIsNoSessionName) {
  for (const char* name : {"", "session/1-a", "exams/small"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(manager().Get(name).status())) << name;
  }
}

TEST_F(SessionManagerTest, RefusesAnswersOnceTheTimeIsOver) {
  const std::string name = Create("adaptive").name();
  clock().AdvanceSeconds(600);
  Answer(name);
  const v1::PresentedItem item = Next(name);
  clock().AdvanceSeconds(1);
  const auto late = Submit(name, item, RightAnswerTo(item.item_id()));
  EXPECT_TRUE(absl::IsFailedPrecondition(late.status())) << late.status();
  EXPECT_THAT(std::string(late.status().message()),
              testing::HasSubstr("its time is over"));
  const auto finished = manager().Get(name);
  ASSERT_TRUE(finished.ok()) << finished.status();
  EXPECT_EQ(finished->state(), v1::SESSION_STATE_FINISHED);
  EXPECT_EQ(finished->end_reason(), v1::END_REASON_TIME_OVER);
  EXPECT_EQ(finished->answered_count(), 1);
  EXPECT_TRUE(finished->has_report());
}

TEST_F(SessionManagerTest, EndsAfterTheLastQuestion) {
  const std::string name = Create("adaptive").name();
  const v1::SubmitResponseResponse last = AnswerAll(name);
  EXPECT_EQ(last.session().state(), v1::SESSION_STATE_FINISHED);
  EXPECT_FALSE(manager().GetNextItem(name)->has_next_item());
  const v1::Report& report = last.session().report();
  EXPECT_EQ(report.scored_count(), 6);
  EXPECT_EQ(report.answers_size(), 8);
  EXPECT_NE(report.decision(), v1::DECISION_UNSPECIFIED);
  for (const v1::ConstraintCount& count : report.constraints()) {
    EXPECT_EQ(count.count(), 3) << count.id();
  }
}

TEST_F(SessionManagerTest, FinishesEarlyAndOnlyOnce) {
  const std::string name = Create("mock").name();
  Answer(name);
  const auto finished = manager().Finish(name);
  ASSERT_TRUE(finished.ok()) << finished.status();
  EXPECT_EQ(finished->state(), v1::SESSION_STATE_FINISHED);
  EXPECT_TRUE(finished->has_report());
  clock().AdvanceSeconds(5);
  EXPECT_EQ(manager().Finish(name)->SerializeAsString(),
            finished->SerializeAsString());
}

TEST_F(SessionManagerTest, ReportsTheSamePersonFitAfterARestart) {
  ImportAndActivate(TimedImport());
  const std::string name = Create("practice").name();
  for (int position = 1; position <= 6; ++position) {
    const v1::PresentedItem item = Next(name);
    v1::SubmitResponseRequest request = Submission(name, item, Omitted());
    request.set_seconds(position == 2 ? 1 : 50 + position);
    ASSERT_TRUE(replica().Submit(request).ok());
  }
  const v1::PersonFit before = manager().Get(name)->report().person_fit();
  EXPECT_THAT(before.rapid_positions(), testing::ElementsAre(2));
  Restart();
  EXPECT_EQ(manager().Get(name)->report().person_fit().SerializeAsString(),
            before.SerializeAsString());
}

TEST_F(SessionManagerTest, TakesZeroSecondsAsNotMeasured) {
  ImportAndActivate(TimedImport());
  const std::string name = Create("practice").name();
  for (int position = 1; position <= 6; ++position) {
    v1::SubmitResponseRequest request = Submission(name, Next(name), Omitted());
    request.set_seconds(0);
    ASSERT_TRUE(replica().Submit(request).ok());
  }
  EXPECT_FALSE(manager().Get(name)->report().person_fit().has_speed());
}

TEST_F(SessionManagerTest, RefusesAnswersOnceFinished) {
  const std::string name = Create("mock").name();
  const v1::PresentedItem item = Next(name);
  ASSERT_TRUE(manager().Finish(name).ok());
  const auto reply = Submit(name, item, RightAnswerTo(item.item_id()));
  EXPECT_TRUE(absl::IsFailedPrecondition(reply.status())) << reply.status();
}

TEST_F(SessionManagerTest, StaysPinnedToItsVersion) {
  const std::string name = Create("adaptive", 3).name();
  Answer(name);
  const std::string before = StateOf(name);
  v1::ImportBankVersionRequest import = SmallImport();
  for (v1::Item& item : *import.mutable_items()) {
    item.set_parameters(1, -item.parameters(1));
  }
  ImportAndActivate(import);
  EXPECT_EQ(StateOf(name), before);
  Restart();
  EXPECT_EQ(StateOf(name), before);
  EXPECT_EQ(Create("adaptive").bank_version(), "exams/small/bankVersions/2");
  EXPECT_EQ(AnswerAll(name).session().report().estimate().bank_version(),
            "exams/small/bankVersions/1");
}

TEST_F(SessionManagerTest, SameSeedGivesTheSameQuestions) {
  const std::string one = Create("mock", 5).name();
  const std::string two = Create("mock", 5).name();
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(Next(one).SerializeAsString(), Next(two).SerializeAsString());
    Answer(one);
    Answer(two);
  }
}

TEST_F(SessionManagerTest, MockRepliesTellNothingBeforeTheEnd) {
  const std::string name = Create("mock").name();
  for (int position = 1; position <= 8; ++position) {
    const v1::SubmitResponseResponse reply = Answer(name);
    EXPECT_FALSE(reply.has_estimate());
    EXPECT_FALSE(reply.has_feedback());
    EXPECT_THAT(reply.SerializeAsString(), Not(HasSubstr(kSecret)));
    EXPECT_FALSE(reply.next_item().content().has_key());
    EXPECT_EQ(reply.session().has_report(), position == 8);
  }
}

TEST_F(SessionManagerTest, AdaptiveRepliesCarryTheEstimateAndNoKey) {
  const std::string name = Create("adaptive").name();
  const v1::PresentedItem item = Next(name);
  EXPECT_THAT(item.SerializeAsString(), Not(HasSubstr(kSecret)));
  EXPECT_TRUE(item.has_content());
  EXPECT_FALSE(item.content().has_key());
  const v1::SubmitResponseResponse reply = Answer(name);
  EXPECT_EQ(reply.feedback().response(), 1);
  EXPECT_FALSE(reply.feedback().has_content());
  EXPECT_TRUE(reply.estimate().has_theta());
  v1::Estimate estimate = *manager().GetEstimate(name);
  EXPECT_LE(estimate.final_score().lower(), estimate.final_score().median());
  EXPECT_LE(estimate.final_score().median(), estimate.final_score().upper());
  estimate.clear_final_score();
  EXPECT_EQ(reply.estimate().SerializeAsString(), estimate.SerializeAsString());
  EXPECT_THAT(reply.SerializeAsString(), Not(HasSubstr(kSecret)));
}

TEST_F(SessionManagerTest, PracticeExplainsTheQuestionAnsweredOnly) {
  const std::string name = Create("practice").name();
  const v1::PresentedItem item = Next(name);
  EXPECT_THAT(item.SerializeAsString(), Not(HasSubstr(kSecret)));
  const v1::SubmitResponseResponse reply = Answer(name);
  EXPECT_EQ(reply.feedback().content().item_id(), item.item_id());
  EXPECT_TRUE(reply.feedback().content().has_key());
  EXPECT_THAT(reply.feedback().SerializeAsString(), HasSubstr(kSecret));
  EXPECT_THAT(reply.next_item().SerializeAsString(), Not(HasSubstr(kSecret)));
}

}  // namespace
}  // namespace adaptest

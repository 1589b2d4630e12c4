#include "service/sessions/erasure.h"

#include <string>

#include "tests/service/sessions/session_fixture.h"
#include "tests/service/sessions/two_replicas.h"

namespace adaptest {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char kAnn[] = "ann";

v1::EraseExamineeRequest ErasureOf(const std::string& examinee) {
  v1::EraseExamineeRequest request;
  request.set_examinee(examinee);
  return request;
}

absl::StatusOr<v1::EraseExamineeResponse> EraseIn(Replica& replica,
                                                  const std::string& who) {
  return EraseExaminee(ErasureOf(who), *replica.store, replica.manager);
}

class ErasureTest : public SessionTest {
 protected:
  v1::EraseExamineeResponse Erase(const std::string& examinee) {
    const auto response = EraseIn(replica(), examinee);
    EXPECT_TRUE(response.ok()) << response.status();
    return response.value_or(v1::EraseExamineeResponse());
  }
  v1::ListSessionsResponse List(const std::string& examinee) {
    v1::ListSessionsRequest request;
    request.set_examinee(examinee);
    return *manager().List(request);
  }
};

TEST_F(ErasureTest, TheNameIsGoneFromGetAndList) {
  const std::string name = Create("adaptive", 7, kAnn).name();
  const std::string other = Create("adaptive", 7, "bob").name();
  EXPECT_EQ(Erase(kAnn).session_count(), 1);
  for (int restarts = 0; restarts < 2; ++restarts) {
    EXPECT_EQ(manager().Get(name)->examinee(), "");
    EXPECT_EQ(manager().Get(other)->examinee(), "bob");
    EXPECT_EQ(List(kAnn).sessions_size(), 0);
    EXPECT_EQ(List("").sessions_size(), 2);
    EXPECT_EQ(List("").sessions(1).examinee(), "");
    Restart();
  }
}

TEST_F(ErasureTest, ADamagedSessionIsErasedToo) {
  Create("adaptive", 7, kAnn);
  AddDamaged(kAnn, std::string("\xff\xff ") + kAnn);
  AddDamaged(kAnn, "\xff\xff");
  EXPECT_EQ(Erase(kAnn).session_count(), 3);
  EXPECT_EQ(List(kAnn).sessions_size(), 0);
  EXPECT_EQ(List("").sessions_size(), 3);
  EXPECT_EQ(replica().store->Load(2)->events[0], "");
  EXPECT_EQ(replica().store->Load(3)->events[0], "\xff\xff");
}

TEST_F(ErasureTest, AnswersAndResultsStay) {
  const std::string name = Create("adaptive", 7, kAnn).name();
  AnswerAll(name);
  v1::Session before = *manager().Get(name);
  Erase(kAnn);
  before.clear_examinee();
  EXPECT_EQ(manager().Get(name)->SerializeAsString(),
            before.SerializeAsString());
  Restart();
  EXPECT_EQ(manager().Get(name)->SerializeAsString(),
            before.SerializeAsString());
}

TEST_F(ErasureTest, ASessionUnderWayIsEnded) {
  const std::string name = Create("adaptive", 7, kAnn).name();
  Answer(name);
  const v1::PresentedItem item = Next(name);
  Erase(kAnn);
  const auto session = manager().Get(name);
  ASSERT_TRUE(session.ok()) << session.status();
  EXPECT_EQ(session->state(), v1::SESSION_STATE_FINISHED);
  EXPECT_EQ(session->end_reason(), v1::END_REASON_FINISHED_EARLY);
  EXPECT_EQ(session->answered_count(), 1);
  const auto late = Submit(name, item, Omitted());
  EXPECT_TRUE(absl::IsFailedPrecondition(late.status())) << late.status();
}

TEST_F(ErasureTest, ASessionUnderWayOfAnotherGoesOn) {
  const std::string name = Create("adaptive", 7, "bob").name();
  Create("adaptive", 7, kAnn);
  Answer(name);
  const std::string before = StateOf(name);
  Erase(kAnn);
  EXPECT_EQ(StateOf(name), before);
  AnswerAll(name);
}

TEST_F(ErasureTest, NoEventHoldsTheName) {
  v1::CreateSessionRequest request;
  request.set_exam(kSmallExam);
  request.set_examinee("ann-of-green-gables");
  request.set_request_id("ann-of-green-gables/1");
  AnswerAll(manager().Create(request)->name());
  Erase("ann-of-green-gables");
  const auto stored = replica().store->Load(1);
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->examinee, "");
  for (const std::string& event : stored->events) {
    EXPECT_THAT(event, Not(HasSubstr("green-gables")));
  }
}

// Those of older schemas do.
TEST_F(ErasureTest, OldEventsLoseNameAndRequestIds) {
  const std::string name = Create("adaptive", 7, kAnn).name();
  storage::v1::SessionEvent event;
  ASSERT_TRUE(event.ParseFromString(replica().store->Load(1)->events[0]));
  event.mutable_created()->set_examinee("green-gables");
  std::promise<absl::StatusOr<StoredSession>> created;
  replica().store->Create(
      {"", kSmallExam, "green-gables", "token", event.SerializeAsString()},
      [&](auto session) { created.set_value(std::move(session)); });
  ASSERT_TRUE(created.get_future().get().ok());
  Erase("green-gables");
  const auto stored = replica().store->Load(2);
  EXPECT_THAT(stored->events[0], Not(HasSubstr("green-gables")));
  event.mutable_created()->clear_examinee();
  EXPECT_EQ(stored->events[0], event.SerializeAsString());
  EXPECT_TRUE(manager().Get("sessions/2-token").ok());
}

TEST_F(ErasureTest, ARequestIdBeginsAnotherSession) {
  v1::CreateSessionRequest request;
  request.set_exam(kSmallExam);
  request.set_examinee(kAnn);
  request.set_request_id("request");
  const std::string first = manager().Create(request)->name();
  Erase(kAnn);
  EXPECT_NE(manager().Create(request)->name(), first);
}

TEST_F(ErasureTest, ResultsOfRealExamsAreDeleted) {
  ASSERT_TRUE(replica()
                  .store
                  ->PutOutcomes({{kSmallExam, kAnn, 1, true, 0},
                                 {kSmallExam, "bob", 1, true, 0}})
                  .ok());
  const v1::EraseExamineeResponse response = Erase(kAnn);
  EXPECT_EQ(response.session_count(), 0);
  EXPECT_EQ(response.outcome_count(), 1);
  EXPECT_EQ(replica().store->ListOutcomes(kSmallExam)->size(), 1);
}

TEST_F(ErasureTest, TheSameNameStartsWithoutHistory) {
  v1::ImportBankVersionRequest import = SmallImport();
  v1::Mode* practice = import.mutable_exam()->mutable_modes(2);
  practice->mutable_score_prior()->set_rule("history");
  practice->mutable_selection_prior()->set_rule("history");
  ImportAndActivate(import);
  AnswerAll(Create("practice", 7, kAnn).name());
  const std::string second = Create("practice", 7, kAnn).name();
  EXPECT_EQ(manager().GetEstimate(second)->prior(), "history");
  Erase(kAnn);
  const std::string third = Create("practice", 7, kAnn).name();
  EXPECT_EQ(manager().GetEstimate(third)->prior(), "normal");
  EXPECT_EQ(List(kAnn).sessions_size(), 1);
}

TEST_F(ErasureTest, AskedTwiceFindsNothing) {
  const std::string name = Create("adaptive", 7, kAnn).name();
  EXPECT_EQ(Erase(kAnn).session_count(), 1);
  const size_t events = replica().store->Load(1)->events.size();
  EXPECT_EQ(Erase(kAnn).session_count(), 0);
  EXPECT_EQ(replica().store->Load(1)->events.size(), events);
}

TEST_F(ErasureTest, RefusesABadName) {
  for (const size_t size : {0, 129}) {
    const absl::Status status =
        EraseIn(replica(), std::string(size, 'x')).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()),
                AllOf(HasSubstr("examinee: "), HasSubstr("allowed: 1 to 128")));
  }
}

TEST(ErasureOfReplicas, AnotherReplicaForgetsTheName) {
  TwoReplicas replicas;
  Replica& one = replicas.one;
  Replica& two = replicas.two;
  const std::string name = replicas.Create({}, kAnn);
  EXPECT_EQ(two.manager.Get(name)->examinee(), kAnn);
  const auto next = two.manager.GetNextItem(name);
  ASSERT_TRUE(EraseIn(one, kAnn).ok());
  EXPECT_EQ(two.manager.Get(name)->examinee(), "");
  EXPECT_EQ(two.manager.Get(name)->state(), v1::SESSION_STATE_FINISHED);
  const auto late = two.Submit(Submission(name, next->next_item(), Omitted()));
  EXPECT_TRUE(absl::IsFailedPrecondition(late.status())) << late.status();
}

TEST(ErasureOfReplicas, AnAnswerThatIsOnItsWayIsNotLost) {
  TwoReplicas replicas;
  Replica& one = replicas.one;
  Replica& two = replicas.two;
  const std::string name = replicas.Create({}, kAnn);
  const auto next = two.manager.GetNextItem(name);
  // `one` does not know of the answer when it ends the session.
  ASSERT_TRUE(two.Submit(Submission(name, next->next_item(), Omitted())).ok());
  ASSERT_TRUE(EraseIn(one, kAnn).ok());
  for (Replica* replica : {&one, &two}) {
    EXPECT_EQ(replica->manager.Get(name)->answered_count(), 1);
    EXPECT_EQ(replica->manager.Get(name)->examinee(), "");
  }
}

}  // namespace
}  // namespace adaptest

// What a session whose stored events are damaged does to itself, and does not
// to others. See also rescoring, erasure and the learner's past.

#include <string>
#include <vector>

#include "service/sessions/session_manager.h"
#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

using DamagedSessionTest = SessionTest;

TEST_F(DamagedSessionTest, IsNotRead) {
  const std::string name = Create("adaptive").name();
  const storage::v1::SessionEvent intact = CreatedEvent(1);
  std::vector<std::string> damaged = {"\xff\xff", ""};
  storage::v1::SessionEvent event;
  event.mutable_finished();
  damaged.push_back(event.SerializeAsString());
  event = intact;
  event.mutable_created()->set_bank_version("exams/small/bankVersions/9");
  damaged.push_back(event.SerializeAsString());
  event.mutable_created()->set_bank_version("exams/small");
  damaged.push_back(event.SerializeAsString());
  event = intact;
  event.mutable_created()->set_mode("oral");
  damaged.push_back(event.SerializeAsString());
  event = intact;
  event.mutable_created()->set_first_item("none");
  damaged.push_back(event.SerializeAsString());
  for (const std::string& bytes : damaged) {
    const absl::Status status = manager().Get(AddDamaged("", bytes)).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
  }
}

TEST_F(DamagedSessionTest, HasACategoryThatTheItemDoesNotHave) {
  const std::string name = Create("adaptive").name();
  Answer(name);
  for (const int category : {-1, 2}) {
    const auto stored = replica().store->Load(1);
    storage::v1::SessionEvent answered;
    ASSERT_TRUE(answered.ParseFromString(stored->events[1]));
    answered.mutable_submitted()->set_category(category);
    const std::string copy = AddDamaged("", stored->events[0]);
    const int64_t number = 2 + (category > 0);
    ASSERT_TRUE(
        AppendTo(*replica().store, number, 1, answered.SerializeAsString())
            .ok());
    const absl::Status status = manager().Get(copy).status();
    EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("category"));
  }
}

TEST_F(DamagedSessionTest, HasARescoringToACategoryThatIsNone) {
  const std::string name = Create("adaptive").name();
  AnswerAll(name);
  storage::v1::SessionEvent event;
  storage::v1::RescoredAnswer* answer = event.mutable_rescored()->add_answers();
  answer->set_position(1);
  answer->set_category(99999);
  ASSERT_TRUE(AppendTo(*replica().store, 1, 9, event.SerializeAsString()).ok());
  Restart();
  EXPECT_TRUE(absl::IsDataLoss(manager().Get(name).status()));
}

TEST_F(DamagedSessionTest, HasAPlanThatDoesNotFillTheTest) {
  const std::string name = Create("mock").name();
  storage::v1::SessionEvent event = CreatedEvent(1);
  event.mutable_created()->mutable_form()->RemoveLast();
  EXPECT_TRUE(absl::IsDataLoss(
      manager().Get(AddDamaged("", event.SerializeAsString())).status()));
  event = CreatedEvent(1);
  event.mutable_created()->mutable_pretest_items()->RemoveLast();
  EXPECT_TRUE(absl::IsDataLoss(
      manager().Get(AddDamaged("", event.SerializeAsString())).status()));
}

TEST_F(DamagedSessionTest, KeepsNoneFromEnding) {
  int64_t last = 0;
  for (const int limit : {1, 5}) {
    const int64_t first = last + 1;
    Create("practice");
    storage::v1::SessionEvent event = CreatedEvent(first);
    event.mutable_created()->set_first_item("none");
    AddDamaged("");
    AddDamaged("", event.SerializeAsString());
    AddDamaged("", "");
    Create("practice");
    last = first + 4;
    clock().AdvanceSeconds(8 * kDaySeconds);
    while (*manager().EndOverdue(limit)) continue;
    EXPECT_EQ(replica().store->Load(first)->events.size(), 2);
    EXPECT_EQ(replica().store->Load(last)->events.size(), 2);
  }
}

TEST_F(DamagedSessionTest, IsListedByItsNumber) {
  const std::string one = Create("adaptive").name();
  AddDamaged("");
  const std::string two = Create("mock").name();
  const auto listed = manager().List(v1::ListSessionsRequest());
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->sessions_size(), 3);
  EXPECT_EQ(listed->sessions(0).name(), two);
  EXPECT_EQ(listed->sessions(1).name(), "sessions/2-");
  EXPECT_EQ(listed->sessions(1).state(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_EQ(listed->sessions(2).name(), one);
}

}  // namespace
}  // namespace adaptest

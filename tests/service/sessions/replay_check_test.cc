#include "service/sessions/replay_check.h"

#include "tests/service/sessions/session_fixture.h"
#include "tests/service/sessions/store_calls.h"

namespace adaptest {
namespace {

constexpr double kOneMachine = 1e-12;

class ReplayCheckTest : public SessionTest {
 protected:
  ReplayReport CheckSession(int64_t number) {
    const auto stored = replica().store->Load(number);
    EXPECT_TRUE(stored.ok()) << stored.status();
    return CheckEvents(*stored);
  }
  ReplayReport CheckEvents(const StoredSession& stored) {
    const auto report = CheckReplay(stored, catalog(), kOneMachine);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.value_or(ReplayReport());
  }

  // A whole session of three modes, the last event of the first one changed.
  template <class Change>
  ReplayReport CheckChanged(int event, Change change) {
    AnswerAll(Create("adaptive").name());
    StoredSession stored = *replica().store->Load(1);
    storage::v1::SessionEvent changed;
    EXPECT_TRUE(changed.ParseFromString(stored.events[event]));
    change(changed);
    stored.events[event] = changed.SerializeAsString();
    return CheckEvents(stored);
  }
};

TEST_F(ReplayCheckTest, DerivesEveryDecisionOfEveryModeAgain) {
  for (const std::string mode : {"adaptive", "mock", "practice"}) {
    AnswerAll(Create(mode, 11).name());
  }
  for (int64_t number = 1; number <= 3; ++number) {
    const ReplayReport report = CheckSession(number);
    EXPECT_THAT(report.differences, testing::IsEmpty());
    EXPECT_GE(report.selections, 7);
    EXPECT_GE(report.scores, 25);
    EXPECT_EQ(report.ties, 0);
  }
}

TEST_F(ReplayCheckTest, DerivesSessionsThatEndOtherwise) {
  const std::string finished = Create("adaptive").name();
  Answer(finished);
  ASSERT_TRUE(manager().Finish(finished).ok());
  const std::string timed = Create("mock").name();
  Answer(timed);
  clock().AdvanceSeconds(601);
  ASSERT_TRUE(manager().Get(timed).ok());
  Create("practice");
  for (int64_t number = 1; number <= 3; ++number) {
    EXPECT_THAT(CheckSession(number).differences, testing::IsEmpty()) << number;
  }
}

TEST_F(ReplayCheckTest, TellsAnItemThatIsNotDerived) {
  const ReplayReport report = CheckChanged(8, [](auto& event) {
    event.mutable_submitted()->set_category(1 - event.submitted().category());
  });
  ASSERT_FALSE(report.differences.empty());
  EXPECT_THAT(report.differences[0],
              testing::StartsWith("position 8: category: recorded"));
}

TEST_F(ReplayCheckTest, TellsAnEstimateThatIsNotDerived) {
  const ReplayReport report = CheckChanged(3, [](auto& event) {
    event.mutable_submitted()->set_theta(event.submitted().theta() + 1e-9);
  });
  ASSERT_EQ(report.differences.size(), 1);
  EXPECT_THAT(report.differences[0],
              testing::StartsWith("position 3: theta: recorded"));
}

TEST_F(ReplayCheckTest, TellsAResultThatIsNotDerived) {
  const ReplayReport report = CheckChanged(8, [](auto& event) {
    event.mutable_submitted()->mutable_result()->set_scaled_score(1000);
  });
  ASSERT_EQ(report.differences.size(), 1);
  EXPECT_THAT(report.differences[0],
              testing::StartsWith("position 8: scaled score: recorded 1000"));
}

TEST_F(ReplayCheckTest, TellsADrawThatIsNotDerived) {
  const ReplayReport report = CheckChanged(0, [](auto& event) {
    event.mutable_created()->set_seed(event.created().seed() + 1);
  });
  ASSERT_FALSE(report.differences.empty());
  EXPECT_THAT(report.differences[0], testing::HasSubstr("start: "));
}

TEST_F(ReplayCheckTest, TellsDamagedEvents) {
  AnswerAll(Create("adaptive").name());
  StoredSession stored = *replica().store->Load(1);
  stored.events[4] = "not an event";
  EXPECT_EQ(CheckReplay(stored, catalog(), kOneMachine).status().code(),
            absl::StatusCode::kDataLoss);
  stored.events.erase(stored.events.begin() + 4);
  EXPECT_EQ(CheckReplay(stored, catalog(), kOneMachine).status().code(),
            absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace adaptest

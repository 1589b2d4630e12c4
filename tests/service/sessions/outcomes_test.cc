#include "service/sessions/outcomes.h"

#include <limits>
#include <string>

#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr int64_t kStartSeconds = 1'700'000'000;  // of the fake clock

v1::Outcome OutcomeOf(const std::string& examinee, int64_t seconds) {
  v1::Outcome outcome;
  outcome.set_examinee(examinee);
  outcome.set_passed(true);
  outcome.set_scaled_score(750);
  outcome.mutable_exam_time()->set_seconds(seconds);
  return outcome;
}

v1::ImportOutcomesRequest Request(const v1::Outcome& outcome) {
  v1::ImportOutcomesRequest request;
  request.set_parent(kSmallExam);
  *request.add_outcomes() = outcome;
  return request;
}

class OutcomesTest : public SessionTest {
 protected:
  absl::StatusOr<v1::ImportOutcomesResponse> Import(
      const v1::ImportOutcomesRequest& request) {
    return ImportOutcomes(request, *replica().store, catalog());
  }
  // Refused, and nothing is stored.
  void ExpectRefused(const v1::ImportOutcomesRequest& request,
                     const std::string& field, const std::string& why) {
    const absl::Status status = Import(request).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()),
                AllOf(HasSubstr(field + ": "), HasSubstr(why)));
    EXPECT_TRUE(replica().store->ListOutcomes(kSmallExam)->empty());
  }
  // The number of the session before; 0 where none.
  int64_t SessionBefore(const std::string& examinee, int64_t seconds,
                        const std::string& exam = kSmallExam) {
    const auto session = LastSessionBefore(
        {exam, examinee, 1000 * seconds, true, 0}, *replica().store, catalog());
    EXPECT_TRUE(session.ok()) << session.status();
    return session.ok() && *session ? (*session)->number() : 0;
  }
};

TEST_F(OutcomesTest, AreStoredAsTheyCome) {
  v1::ImportOutcomesRequest request = Request(OutcomeOf("ann", kStartSeconds));
  *request.add_outcomes() = OutcomeOf("bob", kStartSeconds + 1);
  request.mutable_outcomes(1)->set_passed(false);
  const auto response = Import(request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->imported_count(), 2);
  EXPECT_EQ(response->usable_count(), 0);
  const auto stored = replica().store->ListOutcomes(kSmallExam);
  ASSERT_EQ(stored->size(), 2);
  EXPECT_EQ((*stored)[0].examinee, "ann");
  EXPECT_EQ((*stored)[0].time_ms, 1000 * kStartSeconds);
  EXPECT_EQ((*stored)[0].scaled_score, 750);
  EXPECT_FALSE((*stored)[1].passed);
}

TEST_F(OutcomesTest, ImportedAgainAreReplaced) {
  v1::ImportOutcomesRequest request = Request(OutcomeOf("ann", kStartSeconds));
  ASSERT_TRUE(Import(request).ok());
  request.mutable_outcomes(0)->set_scaled_score(0);
  ASSERT_TRUE(Import(request).ok());
  const auto stored = replica().store->ListOutcomes(kSmallExam);
  ASSERT_EQ(stored->size(), 1);
  EXPECT_EQ((*stored)[0].scaled_score, 0);
}

TEST_F(OutcomesTest, UsableAreThoseOfPeopleWithASession) {
  AnswerAll(Create("adaptive", 7, "ann").name());
  clock().AdvanceSeconds(kDaySeconds);
  AnswerAll(Create("adaptive", 7, "bob").name());
  v1::ImportOutcomesRequest request =
      Request(OutcomeOf("ann", kStartSeconds + 100));
  *request.add_outcomes() = OutcomeOf("bob", kStartSeconds + 100);
  *request.add_outcomes() = OutcomeOf("cem", kStartSeconds + 100);
  const auto response = Import(request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->imported_count(), 3);
  EXPECT_EQ(response->usable_count(), 1);
}

TEST_F(OutcomesTest, TheLastSessionBeforeTheExamIsFound) {
  AnswerAll(Create("adaptive", 7, "ann").name());
  clock().AdvanceSeconds(kDaySeconds);
  AnswerAll(Create("mock", 7, "ann").name());
  AnswerAll(Create("mock", 7, "bob").name());
  clock().AdvanceSeconds(kDaySeconds);
  AnswerAll(Create("adaptive", 7, "ann").name());
  EXPECT_EQ(SessionBefore("ann", kStartSeconds - 1), 0);
  EXPECT_EQ(SessionBefore("ann", kStartSeconds + kDaySeconds / 2), 1);
  EXPECT_EQ(SessionBefore("ann", kStartSeconds + kDaySeconds + 100), 2);
  EXPECT_EQ(SessionBefore("ann", kStartSeconds + 9 * kDaySeconds), 4);
  EXPECT_EQ(SessionBefore("bob", kStartSeconds + 9 * kDaySeconds), 3);
  EXPECT_EQ(SessionBefore("cem", kStartSeconds + 9 * kDaySeconds), 0);
}

TEST_F(OutcomesTest, ASessionOfTheSameMomentIsNotBefore) {
  AnswerAll(Create("adaptive", 7, "ann").name());
  EXPECT_EQ(SessionBefore("ann", kStartSeconds), 0);
  EXPECT_EQ(SessionBefore("ann", kStartSeconds + 1), 1);
}

TEST_F(OutcomesTest, ASessionWithoutAScoredAnswerIsPassedOver) {
  AnswerAll(Create("adaptive", 7, "ann").name());
  const std::string empty = Create("adaptive", 7, "ann").name();
  ASSERT_TRUE(manager().Finish(empty).ok());
  EXPECT_EQ(SessionBefore("ann", kStartSeconds + kDaySeconds), 1);
}

TEST_F(OutcomesTest, ASessionOfAnotherExamIsPassedOver) {
  AnswerAll(Create("adaptive", 7, "ann").name());
  EXPECT_EQ(SessionBefore("ann", kStartSeconds + 9, "exams/other"), 0);
}

TEST_F(OutcomesTest, RefusesABadNumberOfOutcomes) {
  v1::ImportOutcomesRequest request;
  request.set_parent(kSmallExam);
  ExpectRefused(request, "outcomes", "0 outcomes; allowed: 1 to 10000");
  for (int i = 0; i <= 10000; ++i) {
    *request.add_outcomes() = OutcomeOf("ann", i + 1);
  }
  ExpectRefused(request, "outcomes", "10001 outcomes; allowed: 1 to 10000");
}

TEST_F(OutcomesTest, RefusesABadName) {
  ExpectRefused(Request(OutcomeOf("", 1)), "outcomes[0].examinee",
                "0 bytes; allowed: 1 to 128");
  ExpectRefused(Request(OutcomeOf(std::string(129, 'x'), 1)),
                "outcomes[0].examinee", "129 bytes; allowed: 1 to 128");
}

TEST_F(OutcomesTest, RefusesABadTime) {
  v1::Outcome outcome = OutcomeOf("ann", 1);
  outcome.clear_exam_time();
  ExpectRefused(Request(outcome), "outcomes[0].exam_time",
                "is missing or no time");
  ExpectRefused(Request(OutcomeOf("ann", 0)), "outcomes[0].exam_time",
                "allowed");
  ExpectRefused(Request(OutcomeOf("ann", -5)), "outcomes[0].exam_time",
                "allowed");
}

TEST_F(OutcomesTest, RefusesATimeThatNoTimestampHas) {
  ExpectRefused(
      Request(OutcomeOf("ann", std::numeric_limits<int64_t>::max() / 100)),
      "outcomes[0].exam_time", "allowed");
  v1::Outcome outcome = OutcomeOf("ann", 1);
  outcome.mutable_exam_time()->set_nanos(-1);
  ExpectRefused(Request(outcome), "outcomes[0].exam_time", "allowed");
}

TEST_F(OutcomesTest, RefusesABadScore) {
  for (const double score : {-1.0, std::numeric_limits<double>::infinity(),
                             std::numeric_limits<double>::quiet_NaN()}) {
    v1::ImportOutcomesRequest request = Request(OutcomeOf("ann", 1));
    *request.add_outcomes() = OutcomeOf("bob", 1);
    request.mutable_outcomes(1)->set_scaled_score(score);
    ExpectRefused(request, "outcomes[1].scaled_score", "allowed: 0 or more");
  }
}

TEST_F(OutcomesTest, KnowsNoUnknownExam) {
  v1::ImportOutcomesRequest request = Request(OutcomeOf("ann", 1));
  request.set_parent("exams/unknown");
  EXPECT_TRUE(absl::IsNotFound(Import(request).status()));
  EXPECT_TRUE(replica().store->ListOutcomes("exams/unknown")->empty());
}

}  // namespace
}  // namespace adaptest

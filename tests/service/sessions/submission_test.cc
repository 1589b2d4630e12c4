// What answers a session takes: retries, contradictions, and stores that fail.

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

using Fault = FaultyStore::Fault;

class SubmissionTest : public SessionTest {
 protected:
  // Refused with this code, and nothing changes.
  void ExpectRefused(const v1::SubmitResponseRequest& request,
                     absl::StatusCode code) {
    const std::string before = StateOf(name_);
    EXPECT_EQ(replica().Submit(request).status().code(), code)
        << request.ShortDebugString();
    EXPECT_EQ(StateOf(name_), before);
    Restart();
    EXPECT_EQ(StateOf(name_), before);
  }
  v1::SubmitResponseRequest RightSubmission() {
    const v1::PresentedItem item = Next(name_);
    return Submission(name_, item, RightAnswerTo(item.item_id()));
  }

  const std::string name_ = Create("adaptive").name();
};

TEST_F(SubmissionTest, RetryReturnsTheSameBytes) {
  const v1::SubmitResponseRequest request = RightSubmission();
  const std::string first = replica().Submit(request)->SerializeAsString();
  v1::SubmitResponseRequest retry = request;
  retry.set_request_id("another");
  retry.set_seconds(9);
  EXPECT_EQ(replica().Submit(retry)->SerializeAsString(), first);
  EXPECT_EQ(manager().Get(name_)->answered_count(), 1);
}

TEST_F(SubmissionTest, RetryOfEveryEarlierPositionReturnsTheSameBytes) {
  std::vector<v1::SubmitResponseRequest> requests;
  std::vector<std::string> replies;
  for (int i = 0; i < 8; ++i) {
    requests.push_back(RightSubmission());
    replies.push_back(replica().Submit(requests[i])->SerializeAsString());
  }
  for (const bool restarted : {false, true}) {
    if (restarted) Restart();
    for (int i = 0; i < 8; ++i) {
      EXPECT_EQ(replica().Submit(requests[i])->SerializeAsString(), replies[i])
          << i << restarted;
    }
  }
}

TEST_F(SubmissionTest, RetryIsAnsweredAfterAnEarlyEnd) {
  const v1::SubmitResponseRequest request = RightSubmission();
  const std::string first = replica().Submit(request)->SerializeAsString();
  ASSERT_TRUE(manager().Finish(name_).ok());
  EXPECT_EQ(replica().Submit(request)->SerializeAsString(), first);
}

TEST_F(SubmissionTest, RetryIsAnsweredAfterTheTimeLimit) {
  const v1::SubmitResponseRequest request = RightSubmission();
  const std::string first = replica().Submit(request)->SerializeAsString();
  clock().AdvanceSeconds(10000);
  EXPECT_EQ(replica().Submit(request)->SerializeAsString(), first);
}

TEST_F(SubmissionTest, AbortsAnotherAnswer) {
  v1::SubmitResponseRequest request = RightSubmission();
  ASSERT_TRUE(replica().Submit(request).ok());
  *request.mutable_answer() = Omitted();
  ExpectRefused(request, absl::StatusCode::kAborted);
}

TEST_F(SubmissionTest, AbortsAnotherItemAtAnAnsweredPosition) {
  v1::SubmitResponseRequest request = RightSubmission();
  ASSERT_TRUE(replica().Submit(request).ok());
  request.set_item_id(Next(name_).item_id());
  ExpectRefused(request, absl::StatusCode::kAborted);
}

TEST_F(SubmissionTest, RefusesPositionThatDoesNotWait) {
  v1::SubmitResponseRequest request = RightSubmission();
  for (const int position : {2, 9, std::numeric_limits<int>::max()}) {
    request.set_position(position);
    ExpectRefused(request, absl::StatusCode::kFailedPrecondition);
  }
}

TEST_F(SubmissionTest, RefusesItemThatDoesNotWait) {
  v1::SubmitResponseRequest request = RightSubmission();
  request.set_item_id("Q99");
  ExpectRefused(request, absl::StatusCode::kFailedPrecondition);
}

TEST_F(SubmissionTest, RefusesPositionThatCannotBe) {
  v1::SubmitResponseRequest request = RightSubmission();
  for (const int position : {0, -1, std::numeric_limits<int>::min()}) {
    request.set_position(position);
    ExpectRefused(request, absl::StatusCode::kInvalidArgument);
  }
}

TEST_F(SubmissionTest, RefusesTimesThatCannotBe) {
  v1::SubmitResponseRequest request = RightSubmission();
  for (const double seconds : {-1.0, 1e9, double{NAN}, double{INFINITY}}) {
    request.set_seconds(seconds);
    ExpectRefused(request, absl::StatusCode::kInvalidArgument);
  }
}

TEST_F(SubmissionTest, RefusesMalformedAnswers) {
  v1::SubmitResponseRequest request = RightSubmission();
  request.clear_answer();
  ExpectRefused(request, absl::StatusCode::kInvalidArgument);
  request.mutable_answer();
  ExpectRefused(request, absl::StatusCode::kInvalidArgument);
  request.mutable_answer()->add_option_ids("unknown");
  ExpectRefused(request, absl::StatusCode::kInvalidArgument);
  request.mutable_answer()->set_option_ids(0, std::string(129, 'x'));
  ExpectRefused(request, absl::StatusCode::kInvalidArgument);
  request.mutable_answer()->clear_option_ids();
  const std::string option = "a";
  for (int i = 0; i < 101; ++i) {
    request.mutable_answer()->add_option_ids(option);
  }
  ExpectRefused(request, absl::StatusCode::kInvalidArgument);
}

TEST_F(SubmissionTest, MalformedAnswerMayBeCorrected) {
  v1::SubmitResponseRequest request = RightSubmission();
  const v1::Answer right = request.answer();
  request.mutable_answer()->Clear();
  ASSERT_FALSE(replica().Submit(request).ok());
  *request.mutable_answer() = right;
  EXPECT_TRUE(replica().Submit(request).ok());
}

TEST_F(SubmissionTest, FailedWriteChangesNothingAndTheRetrySucceeds) {
  const v1::SubmitResponseRequest request = RightSubmission();
  const std::string before = StateOf(name_);
  replica().faulty.FailNextAppend(Fault::kNothingWritten);
  const absl::Status status = replica().Submit(request).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_EQ(StateOf(name_), before);
  const auto retry = replica().Submit(request);
  ASSERT_TRUE(retry.ok()) << retry.status();
  EXPECT_EQ(retry->session().answered_count(), 1);
}

TEST_F(SubmissionTest, WriteThatWasNotSaidIsCountedOnce) {
  const v1::SubmitResponseRequest request = RightSubmission();
  replica().faulty.FailNextAppend(Fault::kWrittenAndNotSaid);
  EXPECT_TRUE(absl::IsUnavailable(replica().Submit(request).status()));
  const auto retry = replica().Submit(request);
  ASSERT_TRUE(retry.ok()) << retry.status();
  EXPECT_EQ(retry->session().answered_count(), 1);
  EXPECT_EQ(Next(name_).position(), 2);
}

TEST_F(SubmissionTest, FailedFinishChangesNothingAndTheRetrySucceeds) {
  replica().faulty.FailNextAppend(Fault::kNothingWritten);
  EXPECT_TRUE(absl::IsUnavailable(manager().Finish(name_).status()));
  EXPECT_EQ(manager().Get(name_)->state(), v1::SESSION_STATE_ACTIVE);
  EXPECT_EQ(manager().Finish(name_)->state(), v1::SESSION_STATE_FINISHED);
}

// Another process over the same store has answered meanwhile.
TEST_F(SubmissionTest, SameAnswerThroughAnotherReplicaIsARetry) {
  const v1::SubmitResponseRequest request = RightSubmission();
  const auto other = NewReplica();
  const auto first = other->Submit(request);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto again = replica().Submit(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
}

TEST_F(SubmissionTest, AnotherAnswerThroughAnotherReplicaIsAborted) {
  v1::SubmitResponseRequest request = RightSubmission();
  const auto other = NewReplica();
  ASSERT_TRUE(other->Submit(request).ok());
  *request.mutable_answer() = Omitted();
  const absl::Status status = replica().Submit(request).status();
  EXPECT_TRUE(absl::IsAborted(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              testing::HasSubstr("was answered before"));
}

TEST_F(SubmissionTest, ResumesWithTheSameStateAtEveryPosition) {
  for (const char* mode : {"adaptive", "mock", "practice"}) {
    const std::string name = Create(mode, 11).name();
    const int items = manager().Get(name)->item_count();
    for (int position = 1; position <= items; ++position) {
      Answer(name);
      const std::string before = StateOf(name);
      Restart();
      EXPECT_EQ(StateOf(name), before) << mode << " " << position;
    }
  }
}

}  // namespace
}  // namespace adaptest

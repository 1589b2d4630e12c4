#include <memory>

#include "tests/service/rpc/server_fixture.h"

namespace adaptest {
namespace {

class StreamSessionTest : public ServerTest {
 protected:
  StreamSessionTest() {
    ImportAndActivate();
    context_.set_deadline(std::chrono::system_clock::now() +
                          std::chrono::seconds(30));
    stream_ = sessions().StreamSession(&context_);
  }

  v1::StreamSessionResponse Exchange(const v1::StreamSessionRequest& step) {
    EXPECT_TRUE(stream_->Write(step));
    v1::StreamSessionResponse reply;
    EXPECT_TRUE(stream_->Read(&reply));
    return reply;
  }
  v1::StreamSessionResponse Begin(const std::string& mode) {
    v1::StreamSessionRequest step;
    step.mutable_create()->set_exam(kSmallExam);
    step.mutable_create()->set_mode(mode);
    return Exchange(step);
  }
  static v1::StreamSessionRequest Answer(const std::string& name,
                                         const v1::PresentedItem& item) {
    v1::StreamSessionRequest step;
    v1::SubmitResponseRequest* submit = step.mutable_submit();
    submit->set_name(name);
    submit->set_position(item.position());
    submit->set_item_id(item.item_id());
    *submit->mutable_answer() = AnswerAt(item.position(), item.item_id());
    return step;
  }
  grpc::Status Close() {
    stream_->WritesDone();
    return stream_->Finish();
  }

  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::StreamSessionRequest,
                                           v1::StreamSessionResponse>>
      stream_;
};

TEST_F(StreamSessionTest, CarriesAWholeSession) {
  v1::StreamSessionResponse reply = Begin("practice");
  const std::string name = reply.session().name();
  int answers = 0;
  while (reply.has_next_item()) {
    reply = Exchange(Answer(name, reply.next_item()));
    ASSERT_EQ(reply.error_code(), 0) << reply.error_message();
    EXPECT_TRUE(reply.has_feedback());
    EXPECT_EQ(reply.session().answered_count(), ++answers);
  }
  EXPECT_EQ(answers, 6);
  EXPECT_EQ(reply.session().state(), v1::SESSION_STATE_FINISHED);
  EXPECT_TRUE(Close().ok());
}

TEST_F(StreamSessionTest, GoesOnAfterAStepThatWasRefused) {
  v1::StreamSessionResponse reply = Begin("mock");
  const std::string name = reply.session().name();
  v1::PresentedItem wrong = reply.next_item();
  wrong.set_position(5);
  const v1::StreamSessionResponse refused = Exchange(Answer(name, wrong));
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(refused.error_message(), testing::HasSubstr("position 1"));
  const v1::StreamSessionResponse empty = Exchange(v1::StreamSessionRequest());
  EXPECT_EQ(empty.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  reply = Exchange(Answer(name, reply.next_item()));
  EXPECT_EQ(reply.error_code(), 0) << reply.error_message();
  EXPECT_EQ(reply.next_item().position(), 2);
  EXPECT_TRUE(Close().ok());
}

TEST_F(StreamSessionTest, GoesOnWithASessionOfSingleCalls) {
  const std::string name = Create("adaptive").name();
  v1::StreamSessionRequest step;
  step.mutable_next()->set_name(name);
  const v1::StreamSessionResponse next = Exchange(step);
  EXPECT_EQ(next.next_item().SerializeAsString(),
            Next(name).next_item().SerializeAsString());
  v1::StreamSessionRequest finish;
  finish.mutable_finish()->set_name(name);
  const v1::StreamSessionResponse finished = Exchange(finish);
  EXPECT_EQ(finished.session().end_reason(), v1::END_REASON_FINISHED_EARLY);
  EXPECT_TRUE(Close().ok());
}

// Steps may be written before the replies are read.
TEST_F(StreamSessionTest, AnswersInTheOrderOfTheSteps) {
  const std::string name = Begin("mock").session().name();
  v1::StreamSessionRequest next;
  next.mutable_next()->set_name(name);
  v1::StreamSessionRequest finish;
  finish.mutable_finish()->set_name(name);
  ASSERT_TRUE(stream_->Write(next) && stream_->Write(finish) &&
              stream_->Write(next));
  v1::StreamSessionResponse replies[3];
  for (v1::StreamSessionResponse& reply : replies) {
    ASSERT_TRUE(stream_->Read(&reply));
  }
  EXPECT_TRUE(replies[0].has_next_item());
  EXPECT_EQ(replies[1].session().state(), v1::SESSION_STATE_FINISHED);
  EXPECT_FALSE(replies[2].has_next_item());
  EXPECT_TRUE(Close().ok());
}

TEST_F(StreamSessionTest, SurvivesAClientThatGoesAway) {
  const std::string name = Begin("adaptive").session().name();
  context_.TryCancel();
  EXPECT_EQ(stream_->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_EQ(Next(name).next_item().position(), 1);
}

}  // namespace
}  // namespace adaptest

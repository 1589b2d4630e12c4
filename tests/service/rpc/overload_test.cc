#include "service/rpc/overload.h"

#include <atomic>
#include <thread>
#include <vector>

#include "adaptest/v1/error_details.pb.h"
#include "service/rpc/status_conversion.h"
#include "tests/service/rpc/server_fixture.h"

namespace adaptest {
namespace {

// A server that takes one call at a time, and holds each for a while.
class OverloadTest : public ServerTest {
 protected:
  static Server::Options OneCallAtATime() {
    Server::Options options;
    options.limits.calls = 1;
    options.limits.streams = 1;
    options.store_options.commit_wait = std::chrono::milliseconds(300);
    return options;
  }
  OverloadTest() : ServerTest(OneCallAtATime()) { ImportAndActivate(); }
};

v1::RetryInfo RetryInfoOf(const grpc::Status& status) {
  v1::StatusDetails details;
  v1::RetryInfo retry;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.details_size(), 1);
  if (details.details_size() == 0) return retry;
  EXPECT_EQ(details.details(0).type_url(),
            "type.googleapis.com/google.rpc.RetryInfo");
  EXPECT_TRUE(retry.ParseFromString(details.details(0).value()));
  return retry;
}

TEST(OverloadError, TellsWhenToTryAgain) {
  const grpc::Status status = ToGrpcStatus(OverloadError());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_GT(RetryInfoOf(status).retry_delay().nanos(), 0);
}

TEST_F(OverloadTest, RefusesCallsBeyondTheLimitAndChangesNothing) {
  constexpr int kClients = 6;
  std::vector<v1::PresentedItem> items;
  std::vector<std::string> names;
  for (int i = 0; i < kClients; ++i) {
    names.push_back(Create("adaptive").name());
    items.push_back(Next(names[i]).next_item());
  }
  std::vector<grpc::Status> results(kClients);
  std::vector<std::thread> threads;
  for (int i = 0; i < kClients; ++i) {
    threads.emplace_back([&, i] {
      v1::SubmitResponseResponse reply;
      results[i] = Submit(names[i], items[i], Omitted(), reply);
    });
  }
  for (std::thread& thread : threads) thread.join();
  int accepted = 0;
  for (int i = 0; i < kClients; ++i) {
    if (results[i].ok()) ++accepted;
    if (!results[i].ok()) {
      EXPECT_EQ(results[i].error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
      EXPECT_GT(RetryInfoOf(results[i]).retry_delay().nanos(), 0);
    }
    EXPECT_EQ(Next(names[i]).session().answered_count(),
              results[i].ok() ? 1 : 0);
  }
  EXPECT_GE(accepted, 1);
  EXPECT_LT(accepted, kClients);
}

TEST_F(OverloadTest, RefusesStreamsBeyondTheLimit) {
  grpc::ClientContext contexts[2];
  const auto first = sessions().StreamSession(&contexts[0]);
  v1::StreamSessionRequest step;
  step.mutable_create()->set_exam(kSmallExam);
  v1::StreamSessionResponse reply;
  ASSERT_TRUE(first->Write(step) && first->Read(&reply));
  const auto second = sessions().StreamSession(&contexts[1]);
  EXPECT_FALSE(second->Read(&reply));
  EXPECT_EQ(second->Finish().error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  first->WritesDone();
  EXPECT_TRUE(first->Finish().ok());
}

}  // namespace
}  // namespace adaptest

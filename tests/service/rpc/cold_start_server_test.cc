#include "tests/service/rpc/server_fixture.h"

namespace adaptest {
namespace {

TEST_F(ServerTest, GivesSessionsFromABankThatNobodyHasAnswered) {
  ImportAndActivate(ColdStartImport());
  const v1::Session session = Create("adaptive");
  v1::GetEstimateRequest request;
  request.set_name(session.name());
  v1::Estimate estimate;
  const grpc::Status status = Call(
      sessions(), &v1::SessionService::Stub::GetEstimate, request, estimate);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(estimate.provisional());
  EXPECT_LT(estimate.pass_probability_lower(), estimate.pass_probability());
  EXPECT_GT(estimate.pass_probability_upper(), estimate.pass_probability());
}

}  // namespace
}  // namespace adaptest

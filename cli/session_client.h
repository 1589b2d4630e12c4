#ifndef ADAPTEST_CLI_SESSION_CLIENT_H_
#define ADAPTEST_CLI_SESSION_CLIENT_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "adaptest/v1/session.grpc.pb.h"

namespace adaptest {

// Calls SessionService. While the server cannot be reached, a call is tried
// again for some seconds: every call is safe to repeat.
class SessionClient {
 public:
  SessionClient(const std::string& server, double retry_seconds);

  absl::StatusOr<v1::Session> Create(const v1::CreateSessionRequest& request);
  absl::StatusOr<v1::GetNextItemResponse> GetNextItem(const std::string& name);
  absl::StatusOr<v1::SubmitResponseResponse> Submit(
      const v1::SubmitResponseRequest& request);
  absl::StatusOr<v1::Estimate> GetEstimate(const std::string& name);
  absl::StatusOr<v1::Session> Finish(const std::string& name);

 private:
  template <class Response>
  absl::StatusOr<Response> Call(
      const std::function<grpc::Status(grpc::ClientContext*, Response*)>&
          method);

  std::unique_ptr<v1::SessionService::Stub> stub_;
  double retry_seconds_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_SESSION_CLIENT_H_

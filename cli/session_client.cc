#include "cli/session_client.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <chrono>
#include <thread>

#include "service/rpc/status_conversion.h"

namespace adaptest {
namespace {

constexpr std::chrono::milliseconds kPause(200);
constexpr std::chrono::seconds kDeadline(20);

std::shared_ptr<grpc::Channel> Connect(const std::string& server) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 500);
  return grpc::CreateCustomChannel(server, grpc::InsecureChannelCredentials(),
                                   arguments);
}

}  // namespace

SessionClient::SessionClient(const std::string& server, double retry_seconds)
    : stub_(v1::SessionService::NewStub(Connect(server))),
      retry_seconds_(retry_seconds) {}

template <class Response>
absl::StatusOr<Response> SessionClient::Call(
    const std::function<grpc::Status(grpc::ClientContext*, Response*)>&
        method) {
  const auto start = std::chrono::steady_clock::now();
  while (true) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kDeadline);
    Response response;
    const grpc::Status status = method(&context, &response);
    if (status.ok()) return response;
    const std::chrono::duration<double> waited =
        std::chrono::steady_clock::now() - start;
    if (status.error_code() != grpc::StatusCode::UNAVAILABLE ||
        waited.count() > retry_seconds_) {
      return FromGrpcStatus(status);
    }
    std::this_thread::sleep_for(kPause);
  }
}

absl::StatusOr<v1::Session> SessionClient::Create(
    const v1::CreateSessionRequest& request) {
  return Call<v1::Session>([&](auto* context, auto* response) {
    return stub_->CreateSession(context, request, response);
  });
}

absl::StatusOr<v1::GetNextItemResponse> SessionClient::GetNextItem(
    const std::string& name) {
  v1::GetNextItemRequest request;
  request.set_name(name);
  return Call<v1::GetNextItemResponse>([&](auto* context, auto* response) {
    return stub_->GetNextItem(context, request, response);
  });
}

absl::StatusOr<v1::SubmitResponseResponse> SessionClient::Submit(
    const v1::SubmitResponseRequest& request) {
  return Call<v1::SubmitResponseResponse>([&](auto* context, auto* response) {
    return stub_->SubmitResponse(context, request, response);
  });
}

absl::StatusOr<v1::Estimate> SessionClient::GetEstimate(
    const std::string& name) {
  v1::GetEstimateRequest request;
  request.set_name(name);
  return Call<v1::Estimate>([&](auto* context, auto* response) {
    return stub_->GetEstimate(context, request, response);
  });
}

absl::StatusOr<v1::Session> SessionClient::Finish(const std::string& name) {
  v1::FinishSessionRequest request;
  request.set_name(name);
  return Call<v1::Session>([&](auto* context, auto* response) {
    return stub_->FinishSession(context, request, response);
  });
}

}  // namespace adaptest

#include "tests/clients/unreliable_server.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include "adaptest/v1/error_details.pb.h"

namespace adaptest {
namespace {

grpc::Status ReplyLost() {
  return grpc::Status(grpc::StatusCode::UNAVAILABLE, "the reply is lost");
}

grpc::Status Overloaded() {
  v1::RetryInfo info;
  info.mutable_retry_delay()->set_nanos(
      std::chrono::nanoseconds(UnreliableServer::kDelay).count());
  v1::StatusDetails details;
  details.set_code(grpc::StatusCode::RESOURCE_EXHAUSTED);
  google::protobuf::Any* detail = details.add_details();
  detail->set_type_url("type.googleapis.com/google.rpc.RetryInfo");
  detail->set_value(info.SerializeAsString());
  return grpc::Status(grpc::StatusCode::RESOURCE_EXHAUSTED, "overloaded",
                      details.SerializeAsString());
}

}  // namespace

UnreliableServer::UnreliableServer(const std::string& real)
    : real_(v1::SessionService::NewStub(
          grpc::CreateChannel(real, grpc::InsecureChannelCredentials()))) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port_);
  builder.RegisterService(this);
  server_ = builder.BuildAndStart();
}

UnreliableServer::~UnreliableServer() {
  if (server_ != nullptr) server_->Shutdown();
}

std::string UnreliableServer::address() const {
  return "127.0.0.1:" + std::to_string(port_);
}

std::vector<v1::CreateSessionRequest> UnreliableServer::creations() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return creations_;
}

std::vector<UnreliableServer::Submission> UnreliableServer::submissions()
    const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return submissions_;
}

grpc::Status UnreliableServer::CreateSession(
    grpc::ServerContext*, const v1::CreateSessionRequest* request,
    v1::Session* response) {
  const std::lock_guard<std::mutex> lock(mutex_);
  creations_.push_back(*request);
  grpc::ClientContext context;
  const grpc::Status status =
      real_->CreateSession(&context, *request, response);
  return creations_.size() == 1 ? ReplyLost() : status;
}

grpc::Status UnreliableServer::GetNextItem(
    grpc::ServerContext*, const v1::GetNextItemRequest* request,
    v1::GetNextItemResponse* response) {
  grpc::ClientContext context;
  return real_->GetNextItem(&context, *request, response);
}

grpc::Status UnreliableServer::SubmitResponse(
    grpc::ServerContext*, const v1::SubmitResponseRequest* request,
    v1::SubmitResponseResponse* response) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const bool first =
      submissions_.empty() ||
      submissions_.back().request.position() != request->position();
  submissions_.push_back({*request, std::chrono::steady_clock::now()});
  if (first && request->position() % 2 == 0) return Overloaded();
  grpc::ClientContext context;
  const grpc::Status status =
      real_->SubmitResponse(&context, *request, response);
  return first ? ReplyLost() : status;
}

}  // namespace adaptest

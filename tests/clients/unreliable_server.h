#ifndef ADAPTEST_TESTS_CLIENTS_UNRELIABLE_SERVER_H_
#define ADAPTEST_TESTS_CLIENTS_UNRELIABLE_SERVER_H_

#include <grpcpp/server.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adaptest/v1/session.grpc.pb.h"

namespace adaptest {

// A SessionService that passes calls on to a real server, and fails each new
// session and each answer once:
//
//   new sessions, odd positions   done, but the reply is lost: UNAVAILABLE
//   even positions                not done: RESOURCE_EXHAUSTED with kDelay
//
// Thread-safe.
class UnreliableServer final : public v1::SessionService::Service {
 public:
  // What google.rpc.RetryInfo asks for, longer than the clients' own first
  // pause.
  static constexpr std::chrono::milliseconds kDelay{300};

  struct Submission {
    v1::SubmitResponseRequest request;
    std::chrono::steady_clock::time_point time;
  };

  explicit UnreliableServer(const std::string& real);
  ~UnreliableServer() override;

  std::string address() const;

  // What came in, in order.
  std::vector<v1::CreateSessionRequest> creations() const;
  std::vector<Submission> submissions() const;

  grpc::Status CreateSession(grpc::ServerContext*,
                             const v1::CreateSessionRequest* request,
                             v1::Session* response) override;
  grpc::Status GetNextItem(grpc::ServerContext*,
                           const v1::GetNextItemRequest* request,
                           v1::GetNextItemResponse* response) override;
  grpc::Status SubmitResponse(grpc::ServerContext*,
                              const v1::SubmitResponseRequest* request,
                              v1::SubmitResponseResponse* response) override;

 private:
  const std::unique_ptr<v1::SessionService::Stub> real_;
  mutable std::mutex mutex_;
  std::vector<v1::CreateSessionRequest> creations_;
  std::vector<Submission> submissions_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_CLIENTS_UNRELIABLE_SERVER_H_

#ifndef ADAPTEST_TESTS_SERVICE_RPC_SERVER_FIXTURE_H_
#define ADAPTEST_TESTS_SERVICE_RPC_SERVER_FIXTURE_H_

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

#include "adaptest/v1/item_bank.grpc.pb.h"
#include "adaptest/v1/session.grpc.pb.h"
#include "service/rpc/server.h"
#include "tests/support/small_exam.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {

// A server on a free port of the loopback address, with a client.
class ServerTest : public testing::Test {
 protected:
  explicit ServerTest(Server::Options options = {}) {
    options.listen = "127.0.0.1:0";
    options.store = "sqlite:" + directory_.File("store.db");
    auto server = Server::Start(options);
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ =
        grpc::CreateChannel(address(), grpc::InsecureChannelCredentials());
    sessions_ = v1::SessionService::NewStub(channel_);
    banks_ = v1::ItemBankService::NewStub(channel_);
  }

  const std::string& address() const { return server_->address(); }
  std::shared_ptr<grpc::Channel> channel() { return channel_; }
  v1::SessionService::Stub& sessions() { return *sessions_; }
  v1::ItemBankService::Stub& banks() { return *banks_; }

  // Calls with a deadline, so that no test waits for ever.
  template <class Stub, class Method, class Request, class Response>
  static grpc::Status Call(Stub& stub, Method method, const Request& request,
                           Response& response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(30));
    return (stub.*method)(&context, request, &response);
  }

  void ImportAndActivate(
      const v1::ImportBankVersionRequest& request = SmallImport()) {
    v1::BankVersion version;
    const grpc::Status imported =
        Call(banks(), &v1::ItemBankService::Stub::ImportBankVersion, request,
             version);
    ASSERT_TRUE(imported.ok()) << imported.error_message();
    v1::ActivateBankVersionRequest activate;
    activate.set_name(version.name());
    const grpc::Status activated =
        Call(banks(), &v1::ItemBankService::Stub::ActivateBankVersion, activate,
             version);
    ASSERT_TRUE(activated.ok()) << activated.error_message();
    EXPECT_TRUE(version.active());
  }

  v1::Session Create(const std::string& mode) {
    v1::CreateSessionRequest request;
    request.set_exam(kSmallExam);
    request.set_mode(mode);
    v1::Session session;
    const grpc::Status status = Call(
        sessions(), &v1::SessionService::Stub::CreateSession, request, session);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return session;
  }
  v1::GetNextItemResponse Next(const std::string& name) {
    v1::GetNextItemRequest request;
    request.set_name(name);
    v1::GetNextItemResponse response;
    const grpc::Status status = Call(
        sessions(), &v1::SessionService::Stub::GetNextItem, request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  grpc::Status Submit(const std::string& name, const v1::PresentedItem& item,
                      const v1::Answer& answer,
                      v1::SubmitResponseResponse& response,
                      double seconds = 0) {
    v1::SubmitResponseRequest request;
    request.set_name(name);
    request.set_position(item.position());
    request.set_item_id(item.item_id());
    *request.mutable_answer() = answer;
    request.set_seconds(seconds);
    return Call(sessions(), &v1::SessionService::Stub::SubmitResponse, request,
                response);
  }
  // Answers what waits until nothing does; the last reply's session.
  v1::Session AnswerAll(const std::string& name) {
    v1::PresentedItem item = Next(name).next_item();
    while (true) {
      v1::SubmitResponseResponse reply;
      const grpc::Status status =
          Submit(name, item, AnswerAt(item.position(), item.item_id()), reply);
      EXPECT_TRUE(status.ok()) << status.error_message();
      if (!status.ok() || !reply.has_next_item()) return reply.session();
      item = reply.next_item();
    }
  }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::SessionService::Stub> sessions_;
  std::unique_ptr<v1::ItemBankService::Stub> banks_;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SERVICE_RPC_SERVER_FIXTURE_H_

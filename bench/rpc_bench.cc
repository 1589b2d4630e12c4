// One durable step of a session over loopback: the server in this process, its
// store a SQLite file, one client. Beside it a bare call as the yardstick.

#include <benchmark/benchmark.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>

#include <memory>
#include <string>

#include "adaptest/v1/item_bank.grpc.pb.h"
#include "adaptest/v1/session.grpc.pb.h"
#include "bench/shipped_import.h"
#include "service/rpc/server.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {
namespace {

constexpr char kExam[] = "exams/mla-c01";
constexpr int kItems = 65;

// A server with the synthetic bank of 582 items, answered by category.
class BenchServer {
 public:
  BenchServer() {
    Server::Options options;
    options.listen = "127.0.0.1:0";
    options.store = "sqlite:" + directory_.File("bench.db");
    server_ = *Server::Start(options);
    channel_ = grpc::CreateChannel(server_->address(),
                                   grpc::InsecureChannelCredentials());
    sessions_ = v1::SessionService::NewStub(channel_);
    Import();
  }

  std::shared_ptr<grpc::Channel> channel() const { return channel_; }

  grpc::Status Create(v1::Session* session) {
    grpc::ClientContext context;
    v1::CreateSessionRequest request;
    request.set_exam(kExam);
    request.set_mode("adaptive");
    request.set_seed(++seed_);
    return sessions_->CreateSession(&context, request, session);
  }
  grpc::Status Next(const std::string& name, v1::PresentedItem* item) {
    grpc::ClientContext context;
    v1::GetNextItemRequest request;
    request.set_name(name);
    v1::GetNextItemResponse response;
    const grpc::Status status =
        sessions_->GetNextItem(&context, request, &response);
    *item = response.next_item();
    return status;
  }
  grpc::Status Submit(const v1::SubmitResponseRequest& request,
                      v1::SubmitResponseResponse* response) {
    grpc::ClientContext context;
    return sessions_->SubmitResponse(&context, request, response);
  }

 private:
  void Import() {
    v1::ImportBankVersionRequest request = ShippedImport(kExam);
    v1::Mode& adaptive = *request.mutable_exam()->mutable_modes(0);
    adaptive.clear_exposure();
    adaptive.mutable_criterion()->set_rule("mfi");
    ImportAndActivate(channel_, request);
  }

  const TemporaryDirectory directory_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::SessionService::Stub> sessions_;
  uint64_t seed_ = 0;
};

BenchServer& SharedServer() {
  static BenchServer server;
  return server;
}

// Answers a session of 65 items; a new one is begun outside the time measured.
void BM_SubmitResponse(benchmark::State& state) {
  BenchServer& server = SharedServer();
  v1::Session session;
  v1::PresentedItem item;
  int answered = kItems;
  for (auto _ : state) {
    if (answered == kItems) {
      state.PauseTiming();
      if (!server.Create(&session).ok() ||
          !server.Next(session.name(), &item).ok()) {
        state.SkipWithError("no session");
        break;
      }
      answered = 0;
      state.ResumeTiming();
    }
    v1::SubmitResponseRequest request;
    request.set_name(session.name());
    request.set_position(item.position());
    request.set_item_id(item.item_id());
    request.mutable_answer()->set_category(answered % 3 != 0);
    v1::SubmitResponseResponse response;
    if (!server.Submit(request, &response).ok()) {
      state.SkipWithError("an answer was refused");
      break;
    }
    item = response.next_item();
    ++answered;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_SubmitResponse)->Unit(benchmark::kMicrosecond)->UseRealTime();

// The yardstick: a call that does nothing.
void BM_HealthCheck(benchmark::State& state) {
  grpc::GenericStub stub(SharedServer().channel());
  const grpc::Slice empty("");
  const grpc::ByteBuffer request(&empty, 1);
  for (auto _ : state) {
    grpc::ClientContext context;
    grpc::CompletionQueue queue;
    const auto call = stub.PrepareUnaryCall(
        &context, "/grpc.health.v1.Health/Check", request, &queue);
    call->StartCall();
    grpc::ByteBuffer response;
    grpc::Status status;
    call->Finish(&response, &status, nullptr);
    void* tag = nullptr;
    bool ok = false;
    if (!queue.Next(&tag, &ok) || !status.ok()) {
      state.SkipWithError("the server is not healthy");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_HealthCheck)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace adaptest

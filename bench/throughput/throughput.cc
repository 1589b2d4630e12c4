// Durable submit-and-next against a bare echo of the same sizes: rounds of both
// in turn. The two servers are processes of their own, as is the client, all on
// the same cores.
//
//   throughput_bench [mode [people [pairs [seconds]]]]
//
// The echo is a unary callback method that reads the same messages and answers
// with the same; a second one hands on bytes without looking at them. What is
// printed is answers a second, and ratios within a pair of rounds.

#include <grpcpp/server_builder.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bench/server_process.h"
#include "bench/shipped_import.h"
#include "bench/sit_blindly.h"
#include "calibration/files/text_file.h"
#include "cli/load/load_driver.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {
namespace {

constexpr char kExam[] = "exams/mla-c01";
constexpr int kItems = 65;

// Always the same question again: Base says how SubmitResponse is served.
template <class Base>
class EchoService : public Base {
 public:
  explicit EchoService(const v1::SubmitResponseResponse& reply)
      : reply_(reply) {}

  grpc::Status CreateSession(grpc::ServerContext*,
                             const v1::CreateSessionRequest*,
                             v1::Session* session) override {
    *session = reply_.session();
    return grpc::Status::OK;
  }
  grpc::Status GetNextItem(grpc::ServerContext*, const v1::GetNextItemRequest*,
                           v1::GetNextItemResponse* next) override {
    *next->mutable_session() = reply_.session();
    *next->mutable_next_item() = reply_.next_item();
    return grpc::Status::OK;
  }

 protected:
  static grpc::ServerUnaryReactor* Finished(
      grpc::CallbackServerContext* context) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  const v1::SubmitResponseResponse reply_;
};

// Reads a message and writes a message, as every service does.
using MessageBase = v1::SessionService::WithCallbackMethod_SubmitResponse<
    v1::SessionService::Service>;
class MessageEcho final : public EchoService<MessageBase> {
 public:
  using EchoService::EchoService;
  grpc::ServerUnaryReactor* SubmitResponse(
      grpc::CallbackServerContext* context, const v1::SubmitResponseRequest*,
      v1::SubmitResponseResponse* reply) override {
    *reply = reply_;
    return Finished(context);
  }
};

// Hands on bytes that it neither reads nor makes.
using BytesBase = v1::SessionService::WithRawCallbackMethod_SubmitResponse<
    v1::SessionService::Service>;
class BytesEcho final : public EchoService<BytesBase> {
 public:
  explicit BytesEcho(const v1::SubmitResponseResponse& reply)
      : EchoService(reply) {
    const grpc::Slice slice(reply.SerializeAsString());
    bytes_ = grpc::ByteBuffer(&slice, 1);
  }
  grpc::ServerUnaryReactor* SubmitResponse(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer*,
                                           grpc::ByteBuffer* reply) override {
    *reply = bytes_;
    return Finished(context);
  }

 private:
  grpc::ByteBuffer bytes_;
};

// A reply in the middle of a session.
v1::SubmitResponseResponse TypicalReply(
    const std::shared_ptr<grpc::Channel>& channel, const std::string& mode) {
  const auto stub = v1::SessionService::NewStub(channel);
  v1::CreateSessionRequest create;
  create.set_exam(kExam);
  create.set_mode(mode);
  Random random(1);
  return SitBlindly(*stub, create, kItems / 2, random);
}

double Measure(const std::shared_ptr<grpc::Channel>& channel,
               const LoadOptions& options) {
  const absl::StatusOr<LoadResult> result = RunLoad(channel, options);
  if (!result.ok()) {
    std::puts(std::string(result.status().message()).c_str());
    return 0;
  }
  return result->AnswersPerSecond();
}

template <class Echo>
int ServeEcho(const std::string& reply_file) {
  v1::SubmitResponseResponse reply;
  reply.ParseFromString(*ReadTextFile(reply_file));
  Echo echo(reply);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(&echo);
  const auto server = builder.BuildAndStart();
  return ServeUntilEnd("127.0.0.1:" + std::to_string(port));
}

int Main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "mock";
  if (mode == "serve") return ServeDurable(argv[2]);
  if (mode == "echo") return ServeEcho<MessageEcho>(argv[2]);
  if (mode == "bytes") return ServeEcho<BytesEcho>(argv[2]);
  LoadOptions load;
  load.exam = kExam;
  load.mode = mode;
  load.people = argc > 2 ? atoi(argv[2]) : 64;
  const int pairs = argc > 3 ? atoi(argv[3]) : 5;
  load.seconds = argc > 4 ? atof(argv[4]) : 5;
  const TemporaryDirectory directory;
  {
    const ServerProcess durable("serve",
                                "sqlite:" + directory.File("bench.db"));
    ImportAndActivate(durable.channel(), ShippedImport(kExam));
    const v1::SubmitResponseResponse reply =
        TypicalReply(durable.channel(), mode);
    std::ofstream(directory.File("reply")) << reply.SerializeAsString();
    const ServerProcess echo("echo", directory.File("reply"));
    const ServerProcess bytes("bytes", directory.File("reply"));
    std::printf("%s, %d calls under way, replies of %zu bytes; a second:\n",
                mode.c_str(), load.people, reply.ByteSizeLong());
    std::map<std::string, std::vector<double>> ratios;
    double fastest = 0;
    for (int pair = 0; pair < pairs; ++pair) {
      load.stream = false;
      load.prepared_sessions = load.people;
      const double echoed = Measure(echo.channel(), load);
      const double handed_on = Measure(bytes.channel(), load);
      fastest = std::max(fastest, echoed);
      // As many as last for the round.
      load.prepared_sessions =
          load.people + static_cast<int>(fastest * load.seconds / kItems);
      const double unary = Measure(durable.channel(), load);
      load.stream = true;
      const double stream = Measure(durable.channel(), load);
      std::printf("echo %.0f, echo of bytes %.0f, durable %.0f, stream %.0f\n",
                  echoed, handed_on, unary, stream);
      std::fflush(stdout);
      ratios["durable / echo"].push_back(unary / echoed);
      ratios["stream / echo"].push_back(stream / echoed);
      ratios["durable / echo of bytes"].push_back(unary / handed_on);
      ratios["stream / echo of bytes"].push_back(stream / handed_on);
    }
    for (auto& [name, values] : ratios) {
      std::sort(values.begin(), values.end());
      std::printf("%s: median %.2f (%.2f to %.2f)\n", name.c_str(),
                  values[values.size() / 2], values.front(), values.back());
    }
  }
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }

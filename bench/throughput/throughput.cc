// Durable submit-and-next against a bare echo of the same sizes: rounds of both
// in turn. The two servers are processes of their own, as is the client, all on
// the same cores.
//
//   throughput_bench [mode [people [pairs [seconds]]]]
//
// The echo is a unary callback method that neither parses nor thinks. What is
// printed is answers a second, and ratios within a pair.

#include <fcntl.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/server_builder.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "adaptest/v1/item_bank.grpc.pb.h"
#include "calibration/files/items_csv.h"
#include "calibration/files/text_file.h"
#include "cli/load/load_driver.h"
#include "proto/conversion/exam_conversion.h"
#include "proto/conversion/item_conversion.h"
#include "service/rpc/server.h"

namespace adaptest {
namespace {

constexpr char kExam[] = "exams/mla-c01";
constexpr int kItems = 65;

// Always the same question again.
class EchoService final
    : public v1::SessionService::WithRawCallbackMethod_SubmitResponse<
          v1::SessionService::Service> {
 public:
  explicit EchoService(const v1::SubmitResponseResponse& reply)
      : reply_(reply) {
    const grpc::Slice slice(reply.SerializeAsString());
    bytes_ = grpc::ByteBuffer(&slice, 1);
  }

  grpc::ServerUnaryReactor* SubmitResponse(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer*,
                                           grpc::ByteBuffer* reply) override {
    *reply = bytes_;
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
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

 private:
  v1::SubmitResponseResponse reply_;
  grpc::ByteBuffer bytes_;
};

v1::ImportBankVersionRequest ShippedImport() {
  const std::string data = ADAPTEST_SOURCE_DIR "/data/mla-c01/";
  v1::ImportBankVersionRequest request;
  request.set_parent(kExam);
  *request.mutable_exam() = *ParseExamJson(*ReadTextFile(data + "exam.json"));
  for (v1::Mode& mode : *request.mutable_exam()->mutable_modes()) {
    // To the full length.
    mode.clear_stopping_rules();
    mode.add_stopping_rules()->set_rule("fixed_length");
  }
  const ItemBank bank = *ReadItemsCsv(data + "items.csv");
  for (const Item& item : bank.items()) {
    *request.add_items() = ItemToProto(item);
  }
  return request;
}

void Activate(const std::shared_ptr<grpc::Channel>& channel) {
  const auto banks = v1::ItemBankService::NewStub(channel);
  v1::BankVersion version;
  grpc::ClientContext import;
  (void)banks->ImportBankVersion(&import, ShippedImport(), &version);
  v1::ActivateBankVersionRequest activate;
  activate.set_name(version.name());
  grpc::ClientContext context;
  const grpc::Status status =
      banks->ActivateBankVersion(&context, activate, &version);
  if (!status.ok()) std::puts(status.error_message().c_str());
}

// A reply in the middle of a session.
v1::SubmitResponseResponse TypicalReply(
    const std::shared_ptr<grpc::Channel>& channel, const std::string& mode) {
  const auto stub = v1::SessionService::NewStub(channel);
  v1::CreateSessionRequest create;
  create.set_exam(kExam);
  create.set_mode(mode);
  v1::Session session;
  grpc::ClientContext context;
  (void)stub->CreateSession(&context, create, &session);
  v1::GetNextItemRequest get;
  get.set_name(session.name());
  v1::GetNextItemResponse next;
  grpc::ClientContext get_context;
  (void)stub->GetNextItem(&get_context, get, &next);
  v1::SubmitResponseResponse reply;
  *reply.mutable_next_item() = next.next_item();
  for (int i = 0; i < kItems / 2; ++i) {
    v1::SubmitResponseRequest request;
    request.set_name(session.name());
    request.set_position(reply.next_item().position());
    request.set_item_id(reply.next_item().item_id());
    *request.mutable_answer() = BlindAnswer(reply.next_item(), i);
    grpc::ClientContext submit;
    (void)stub->SubmitResponse(&submit, request, &reply);
  }
  return reply;
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

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Says where it listens, and serves until its input ends.
int ServeUntilEnd(const std::string& address) {
  std::printf("%s\n", address.c_str());
  std::fflush(stdout);
  while (std::getchar() != EOF) {
  }
  return 0;
}

int ServeDurable(const std::string& store) {
  Server::Options options;
  options.listen = "127.0.0.1:0";
  options.store = store;
  const auto server = *Server::Start(options);
  return ServeUntilEnd(server->address());
}

int ServeEcho(const std::string& reply_file) {
  v1::SubmitResponseResponse reply;
  reply.ParseFromString(*ReadTextFile(reply_file));
  EchoService echo(reply);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(&echo);
  const auto server = builder.BuildAndStart();
  return ServeUntilEnd("127.0.0.1:" + std::to_string(port));
}

// This program once more as a server of this kind, until it is destroyed.
class OtherProcess {
 public:
  OtherProcess(const std::string& kind, const std::string& argument) {
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) exit(1);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(in[0], 0);
      dup2(out[1], 1);
      execl("/proc/self/exe", "throughput_bench", kind.c_str(),
            argument.c_str(), nullptr);
      _exit(1);
    }
    close(in[0]);
    close(out[1]);
    end_ = in[1];
    for (char c = 0; read(out[0], &c, 1) == 1 && c != '\n';) address_ += c;
    close(out[0]);
    channel_ =
        grpc::CreateChannel(address_, grpc::InsecureChannelCredentials());
  }
  ~OtherProcess() {
    close(end_);
    waitpid(pid_, nullptr, 0);
  }

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

 private:
  pid_t pid_ = 0;
  int end_ = -1;
  std::string address_;
  std::shared_ptr<grpc::Channel> channel_;
};

int Main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "mock";
  if (mode == "serve") return ServeDurable(argv[2]);
  if (mode == "echo") return ServeEcho(argv[2]);
  LoadOptions load;
  load.exam = kExam;
  load.mode = mode;
  load.people = argc > 2 ? atoi(argv[2]) : 64;
  const int pairs = argc > 3 ? atoi(argv[3]) : 5;
  load.seconds = argc > 4 ? atof(argv[4]) : 5;
  std::string directory =
      (std::filesystem::temp_directory_path() / "adaptest.XXXXXX").string();
  if (mkdtemp(directory.data()) == nullptr) return 1;
  {
    const OtherProcess durable("serve", "sqlite:" + directory + "/bench.db");
    Activate(durable.channel());
    const v1::SubmitResponseResponse reply =
        TypicalReply(durable.channel(), mode);
    std::ofstream(directory + "/reply") << reply.SerializeAsString();
    const OtherProcess echo("echo", directory + "/reply");
    std::printf("%s, %d calls under way, replies of %zu bytes\n", mode.c_str(),
                load.people, reply.ByteSizeLong());
    std::vector<double> unary_ratios, stream_ratios;
    double fastest = 0;
    for (int pair = 0; pair < pairs; ++pair) {
      load.stream = false;
      load.prepared_sessions = load.people;
      const double echoed = Measure(echo.channel(), load);
      fastest = std::max(fastest, echoed);
      // As many as last for the round.
      load.prepared_sessions =
          load.people + static_cast<int>(fastest * load.seconds / kItems);
      const double unary = Measure(durable.channel(), load);
      load.stream = true;
      const double stream = Measure(durable.channel(), load);
      unary_ratios.push_back(unary / echoed);
      stream_ratios.push_back(stream / echoed);
      std::printf("echo %.0f/s, durable %.0f/s (%.2f), stream %.0f/s (%.2f)\n",
                  echoed, unary, unary / echoed, stream, stream / echoed);
      std::fflush(stdout);
    }
    std::printf("median ratios: durable %.2f, stream %.2f\n",
                Median(unary_ratios), Median(stream_ratios));
  }
  std::filesystem::remove_all(directory);
  return 0;
}

}  // namespace
}  // namespace adaptest

int main(int argc, char** argv) { return adaptest::Main(argc, argv); }

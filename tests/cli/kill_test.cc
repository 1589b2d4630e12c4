// The server is killed at random moments while clients submit answers.

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "adaptest/v1/session.grpc.pb.h"
#include "tests/cli/program.h"
#include "tests/cli/small_exam_files.h"
#include "tests/support/repetitions.h"

namespace adaptest {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kClients = 8;
constexpr std::chrono::seconds kKillLimit(90);

// A client that submits one session after another,
// and remembers what was acknowledged.
class Client {
 public:
  Client(const std::string& address, int number) : number_(number) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 100);
    stub_ = v1::SessionService::NewStub(grpc::CreateCustomChannel(
        address, grpc::InsecureChannelCredentials(), arguments));
  }

  // Answers one more question; false where the server cannot be reached.
  bool Step() {
    if (!item_.has_content() && !Begin()) return false;
    v1::SubmitResponseRequest request;
    request.set_name(name_);
    request.set_position(item_.position());
    request.set_item_id(item_.item_id());
    *request.mutable_answer() = AnswerAt(item_.position(), item_.item_id());
    v1::SubmitResponseResponse reply;
    const grpc::Status status = Call([&](auto* context) {
      return stub_->SubmitResponse(context, request, &reply);
    });
    if (!status.ok()) return Unreachable(status);
    EXPECT_EQ(reply.session().answered_count(), item_.position());
    acknowledged_[name_] = reply;
    item_ = reply.next_item();
    return true;
  }

  // What the server knows is what was acknowledged; of the session under way
  // at most one answer more.
  void CheckAcknowledged() {
    for (const auto& [name, reply] : acknowledged_) {
      v1::GetNextItemRequest request;
      request.set_name(name);
      v1::GetNextItemResponse next;
      const grpc::Status status = Call([&](auto* context) {
        return stub_->GetNextItem(context, request, &next);
      });
      ASSERT_TRUE(status.ok()) << status.error_message();
      const int more =
          next.session().answered_count() - reply.session().answered_count();
      EXPECT_GE(more, 0) << name;
      EXPECT_LE(more, name == name_ ? 1 : 0) << name;
      if (more > 0) continue;
      EXPECT_EQ(next.session().SerializeAsString(),
                reply.session().SerializeAsString());
      EXPECT_EQ(next.next_item().SerializeAsString(),
                reply.next_item().SerializeAsString());
    }
  }

  // Goes on to the end of the session under way.
  void FinishSession() {
    const auto limit = steady_clock::now() + kKillLimit;
    while (item_.has_content() && steady_clock::now() < limit) Step();
  }

  void CheckReports() const {
    for (const auto& [name, reply] : acknowledged_) {
      const v1::Session& session = reply.session();
      EXPECT_EQ(session.state(), v1::SESSION_STATE_FINISHED) << name;
      EXPECT_EQ(session.report().answers_size(), 8) << name;
      for (const v1::AnsweredItem& answer : session.report().answers()) {
        EXPECT_EQ(answer.response(), answer.position() % 2) << name;
      }
    }
  }

  // Steps until the server is gone. A call that finds no server fails at once;
  // waiting for one that is started only then would be waiting in vain.
  void StepUntilKilled() {
    wait_for_server_ = false;
    while (Step()) continue;
    wait_for_server_ = true;
  }

  int num_sessions() const { return static_cast<int>(acknowledged_.size()); }

 private:
  template <class Method>
  grpc::Status Call(Method method) {
    grpc::ClientContext context;
    context.set_wait_for_ready(wait_for_server_);
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(10));
    return method(&context);
  }

  static bool Unreachable(const grpc::Status& status) {
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE)
        << status.error_message();
    return false;
  }

  bool Begin() {
    if (request_id_.empty()) {
      request_id_ = absl::StrCat(number_, "/", num_sessions());
    }
    v1::CreateSessionRequest create;
    create.set_exam(kSmallExam);
    const bool adaptive = (number_ + num_sessions()) % 2 == 0;
    create.set_mode(adaptive ? "adaptive" : "mock");
    create.set_request_id(request_id_);
    v1::Session session;
    grpc::Status status = Call([&](auto* context) {
      return stub_->CreateSession(context, create, &session);
    });
    if (!status.ok()) return Unreachable(status);
    v1::GetNextItemRequest request;
    request.set_name(session.name());
    v1::GetNextItemResponse next;
    status = Call([&](auto* context) {
      return stub_->GetNextItem(context, request, &next);
    });
    if (!status.ok()) return Unreachable(status);
    request_id_.clear();
    name_ = session.name();
    item_ = next.next_item();
    return true;
  }

  const int number_;
  std::unique_ptr<v1::SessionService::Stub> stub_;
  bool wait_for_server_ = true;
  std::string request_id_;  // of a session that is being created
  std::string name_;
  v1::PresentedItem item_;
  std::map<std::string, v1::SubmitResponseResponse> acknowledged_;
};

// Runs `work` for every client at once.
void ForAll(std::vector<Client>& clients,
            const std::function<void(Client&)>& work) {
  std::vector<std::thread> threads;
  for (Client& client : clients) {
    threads.emplace_back([&] { work(client); });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Kill, LosesAndDoublesNoAcknowledgedAnswer) {
  const SmallExamFiles files;
  files.Prepare();
  auto server = std::make_unique<ServerProcess>(files.data());
  const int port = server->port();
  std::vector<Client> clients;
  for (int i = 0; i < kClients; ++i) clients.emplace_back(server->address(), i);
  std::mt19937 random(7);
  for (int kills = Repetitions(20); kills > 0; --kills) {
    // The server is reached.
    ForAll(clients, [](Client& client) { EXPECT_TRUE(client.Step()); });
    std::thread killer([&] {
      std::this_thread::sleep_for(milliseconds(random() % 40));
      server->Kill();
    });
    ForAll(clients, [](Client& client) { client.StepUntilKilled(); });
    killer.join();
    server = std::make_unique<ServerProcess>(files.data(), port);
    ASSERT_EQ(server->address(), absl::StrCat("127.0.0.1:", port));
    ForAll(clients, [](Client& client) { client.CheckAcknowledged(); });
    ASSERT_FALSE(HasFailure()) << kills << " kills were left";
  }
  int sessions = 0;
  for (Client& client : clients) {
    client.FinishSession();
    client.CheckAcknowledged();
    client.CheckReports();
    sessions += client.num_sessions();
  }
  EXPECT_GT(sessions, kClients);
}

// The same through the program's own client, which tries again by itself.
TEST(Kill, TakeGoesOnWhereItWas) {
  const SmallExamFiles files;
  files.Prepare();
  auto server = std::make_unique<ServerProcess>(files.data());
  const int port = server->port();
  const std::string address = server->address();
  Outcome outcome;
  std::atomic<bool> done = false;
  std::thread taker([&] {
    outcome = RunProgram({"take", "--server", address, "--exam", "small",
                          "--json", "--simulate", "0", "--bank", files.items(),
                          "--questions", files.questions(), "--seed", "3"});
    done = true;
  });
  std::mt19937 random(11);
  for (int kill = 0; kill < 3 && !done; ++kill) {
    std::this_thread::sleep_for(milliseconds(20 + random() % 60));
    server = nullptr;
    server = std::make_unique<ServerProcess>(files.data(), port);
  }
  taker.join();
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::vector<Json> events = JsonLines(outcome.out);
  ASSERT_EQ(events.size(), 17);
  for (int i = 0; i < 16; ++i) EXPECT_EQ(events[i]["position"], i / 2 + 1);
  EXPECT_EQ(events.back()["answers"].size(), 8);
}

}  // namespace
}  // namespace adaptest

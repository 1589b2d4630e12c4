// The database is ended at once, and started again, while sessions are
// answered.

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "service/sessions/resource_name.h"
#include "tests/service/sessions/session_fixture.h"
#include "tests/support/postgres_server.h"
#include "tests/support/repetitions.h"

namespace adaptest {
namespace {

constexpr int kThreads = 4;
constexpr size_t kLeastSessions = 4;  // of each

// Sits one session after another, each answer until it is acknowledged.
class Client {
 public:
  Client(Replica* replica, const std::atomic<bool>* stop)
      : replica_(replica), stop_(stop) {}

  // Until it is stopped, and has something to show.
  void Run() {
    while ((!*stop_ || reports_.size() < kLeastSessions) &&
           !testing::Test::HasFailure()) {
      Sit();
    }
  }

  void Check() const {
    EXPECT_GE(reports_.size(), kLeastSessions);
    for (const v1::Session& reported : reports_) {
      const auto session = replica_->manager.Get(reported.name());
      ASSERT_TRUE(session.ok()) << session.status();
      EXPECT_EQ(session->SerializeAsString(), reported.SerializeAsString());
      EXPECT_EQ(reported.report().answers_size(), 8);
      for (const v1::AnsweredItem& answer : reported.report().answers()) {
        EXPECT_EQ(answer.response(), answer.position() % 2);
      }
    }
  }

  int unavailable() const { return unavailable_; }

 private:
  // Calls until the store is there.
  template <class Call>
  auto Insist(Call call) {
    auto result = call();
    while (absl::IsUnavailable(result.status())) {
      ++unavailable_;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      result = call();
    }
    EXPECT_TRUE(result.ok()) << result.status();
    return result;
  }

  void Sit() {
    v1::CreateSessionRequest create;
    create.set_exam(kSmallExam);
    create.set_mode("adaptive");
    create.set_request_id(RandomToken());
    const auto session =
        Insist([&] { return replica_->manager.Create(create); });
    if (!session.ok()) return;
    const std::string name = session->name();
    const auto next =
        Insist([&] { return replica_->manager.GetNextItem(name); });
    if (!next.ok()) return;
    v1::PresentedItem item = next->next_item();
    while (!item.item_id().empty()) {
      const auto request =
          Submission(name, item, AnswerAt(item.position(), item.item_id()));
      const auto reply = Insist([&] { return replica_->Submit(request); });
      if (!reply.ok()) return;
      EXPECT_EQ(reply->session().answered_count(), item.position());
      item = reply->next_item();
      if (!reply->has_next_item()) reports_.push_back(reply->session());
    }
  }

  Replica* replica_;
  const std::atomic<bool>* stop_;
  std::vector<v1::Session> reports_;
  int unavailable_ = 0;
};

TEST(PostgresRestart, LosesNothingAndCountsNothingTwice) {
  PostgresServer server;
  ASSERT_TRUE(server.running());
  FakeClock clock;
  Replica replica(server.NewDatabase(), &clock);
  const auto version = replica.catalog.Import(SmallImport());
  ASSERT_TRUE(version.ok()) << version.status();
  ASSERT_TRUE(replica.catalog.Activate(version->name()).ok());
  std::atomic<bool> stop = false;
  std::vector<Client> clients(kThreads, Client(&replica, &stop));
  std::vector<std::thread> threads;
  for (Client& client : clients) {
    threads.emplace_back([&client] { client.Run(); });
  }
  for (int i = Repetitions(3); i > 0; --i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    server.Stop(SIGQUIT);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    server.Start();
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  stop = true;
  for (std::thread& thread : threads) thread.join();
  int unavailable = 0;
  for (const Client& client : clients) {
    client.Check();
    unavailable += client.unavailable();
  }
  EXPECT_GT(unavailable, 0);
}

}  // namespace
}  // namespace adaptest

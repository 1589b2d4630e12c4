// Several replicas on one PostgreSQL database, and the same exam on both kinds
// of stores.

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "service/sessions/store_responses.h"
#include "service/sessions/workers.h"
#include "tests/service/sessions/two_replicas.h"

namespace adaptest {
namespace {

v1::Session CreateIn(Replica& replica, const std::string& mode, uint64_t seed) {
  v1::CreateSessionRequest request;
  request.set_exam(kSmallExam);
  request.set_mode(mode);
  request.set_seed(seed);
  const auto session = replica.manager.Create(request);
  EXPECT_TRUE(session.ok()) << session.status();
  return session.value_or(v1::Session());
}

// Answers what waits; a question is right at every third position.
absl::StatusOr<v1::SubmitResponseResponse> AnswerNext(Replica& replica,
                                                      const std::string& name) {
  const auto next = replica.manager.GetNextItem(name);
  if (!next.ok()) return next.status();
  const v1::PresentedItem& item = next->next_item();
  return replica.Submit(
      Submission(name, item, AnswerAt(item.position(), item.item_id())));
}

// What calibration reads of a store: a line a session.
std::vector<std::string> AnswersOf(Replica& replica) {
  StoreResponses source(*replica.store, replica.catalog, kSmallExam);
  std::vector<std::string> lines;
  const absl::Status status = source.ForEach([&](const SourceSession& one) {
    lines.push_back(absl::StrCat(one.session_id, " ", one.time, ":"));
    for (const SourceSession::Answer& answer : one.answers) {
      absl::StrAppend(&lines.back(), " ", answer.item_id, "=", answer.category);
    }
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  return lines;
}

TEST(Replicas, EventsAndAnswersAreTheSameInBothKindsOfStores) {
  const TemporaryDirectory directory;
  const std::vector<std::string> addresses = {
      "sqlite:" + directory.File("store.db"),
      SharedPostgresServer().NewDatabase()};
  std::vector<std::vector<std::string>> events, answers;
  for (const std::string& address : addresses) {
    FakeClock clock;
    Replica replica(address, &clock);
    ImportSmallExam(replica);
    events.emplace_back();
    for (const std::string mode : {"adaptive", "mock", "practice"}) {
      const std::string name = CreateIn(replica, mode, 5).name();
      while (AnswerNext(replica, name)->has_next_item()) {
        clock.AdvanceSeconds(3);
      }
    }
    for (int64_t session = 1; session <= 3; ++session) {
      const auto stored = replica.store->Load(session);
      ASSERT_TRUE(stored.ok()) << stored.status();
      events.back().insert(events.back().end(), stored->events.begin(),
                           stored->events.end());
    }
    answers.push_back(AnswersOf(replica));
  }
  EXPECT_GT(events[0].size(), 20);
  EXPECT_EQ(events[0], events[1]);
  EXPECT_EQ(answers[0].size(), 3);
  EXPECT_EQ(answers[0], answers[1]);
}

// The back-up that docs/operators.md names: a session goes on in its copy.
TEST(Replicas, ADumpOfTheDatabaseIsABackUp) {
  PostgresServer& server = SharedPostgresServer();
  const std::string address = server.NewDatabase();
  const std::string copy_address = server.NewDatabase();
  const TemporaryDirectory directory;
  const std::string file = directory.File("adaptest.dump");
  FakeClock clock;
  Replica replica(address, &clock);
  ImportSmallExam(replica);
  const std::string name = CreateIn(replica, "adaptive", 5).name();
  ASSERT_TRUE(AnswerNext(replica, name).ok());
  const std::string dump =
      absl::StrCat(PostgresServer::Program("pg_dump"), " --format=custom '",
                   address, "' --file=", file);
  ASSERT_EQ(std::system(dump.c_str()), 0) << dump;
  const auto next = AnswerNext(replica, name);  // after the back-up
  ASSERT_TRUE(next.ok()) << next.status();
  const std::string restore =
      absl::StrCat(PostgresServer::Program("pg_restore"), " --dbname='",
                   copy_address, "' ", file);
  ASSERT_EQ(std::system(restore.c_str()), 0) << restore;
  Replica copy(copy_address, &clock);
  EXPECT_EQ(copy.manager.Get(name)->answered_count(), 1);
  const auto again = AnswerNext(copy, name);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->SerializeAsString(), next->SerializeAsString());
}

// Each call goes to the other replica than the one before.
TEST(Replicas, ServeInterleavedCallsOfManySessions) {
  constexpr int kSessions = 1000;
  const std::string address = SharedPostgresServer().NewDatabase();
  FakeClock clock;
  Replica replicas[] = {{address, &clock}, {address, &clock}};
  ImportSmallExam(replicas[0]);
  std::vector<std::string> names;
  for (int s = 0; s < kSessions; ++s) {
    names.push_back(CreateIn(replicas[s % 2], "adaptive", s + 1).name());
  }
  std::vector<v1::PresentedItem> waiting;
  for (int s = 0; s < kSessions; ++s) {
    waiting.push_back(
        replicas[s % 2].manager.GetNextItem(names[s])->next_item());
  }
  std::vector<int> answered(kSessions, 0);
  for (bool open = true; open;) {
    open = false;
    for (int s = 0; s < kSessions; ++s) {
      const v1::PresentedItem& item = waiting[s];
      if (item.position() == 0) continue;
      const auto reply = replicas[(s + 1 + answered[s]) % 2].Submit(Submission(
          names[s], item, AnswerAt(item.position(), item.item_id())));
      ASSERT_TRUE(reply.ok()) << reply.status();
      EXPECT_EQ(reply->session().answered_count(), ++answered[s]);
      waiting[s] = reply->next_item();
      open = open || reply->has_next_item();
    }
  }
  for (int s = 0; s < kSessions; ++s) {
    const auto stored = replicas[0].store->Load(s + 1);
    EXPECT_EQ(stored->events.size(), 1 + answered[s]);
    EXPECT_EQ(replicas[0].manager.Get(names[s])->SerializeAsString(),
              replicas[1].manager.Get(names[s])->SerializeAsString());
  }
}

// Of one answer that comes twice to a replica which has not heard of the one
// before, each is accepted, whichever of the two looks at the store first.
TEST(Replicas, RetriesAreAcceptedWhereTheAnswerBeforeIsNews) {
  TwoReplicas replicas;
  Workers soon(1);
  Workers aside(2);
  replicas.two.manager.set_executors(
      [&](std::function<void()> work) { soon.Run(std::move(work)); },
      [&](std::function<void()> work) { aside.Run(std::move(work)); });
  for (int session = 0; session < 30; ++session) {
    const std::string name = replicas.Create();
    ASSERT_TRUE(replicas.two.manager.Get(name).ok());
    const auto first = AnswerNext(replicas.one, name);
    ASSERT_TRUE(first.ok()) << first.status();
    const v1::PresentedItem& item = first->next_item();
    const auto request =
        Submission(name, item, AnswerAt(item.position(), item.item_id()));
    absl::StatusOr<v1::SubmitResponseResponse> replies[2];
    std::thread other([&] { replies[0] = replicas.two.Submit(request); });
    replies[1] = replicas.two.Submit(request);
    other.join();
    for (const auto& reply : replies) {
      ASSERT_TRUE(reply.ok()) << reply.status();
      EXPECT_EQ(reply->session().answered_count(), 2);
    }
  }
}

// Each replica has the session in memory as it was before the other's change.
TEST(Replicas, ABreakMayEndWhereItDidNotStart) {
  TwoReplicas replicas;
  Replica& one = replicas.one;
  Replica& two = replicas.two;
  v1::Accommodation breaks;
  breaks.set_break_seconds(300);
  const std::string name = replicas.Create(breaks);
  ASSERT_TRUE(two.manager.Get(name).ok());
  EXPECT_TRUE(one.manager.StartBreak(name)->on_break());
  EXPECT_FALSE(two.manager.EndBreak(name)->on_break());
  EXPECT_FALSE(one.manager.Get(name)->on_break());
  replicas.clock.AdvanceSeconds(1);
  EXPECT_TRUE(one.manager.StartBreak(name)->on_break());
  EXPECT_TRUE(two.manager.Get(name)->on_break());
}

}  // namespace
}  // namespace adaptest

#include "service/stores/postgres_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tests/service/sessions/store_calls.h"
#include "tests/support/postgres_server.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

void Execute(const std::string& url, const std::string& sql) {
  pqxx::connection connection(url);
  pqxx::nontransaction(connection).exec(sql);
}

TEST(PostgresStore, RefusesNewerSchema) {
  const std::string url = SharedPostgresServer().NewDatabase();
  ASSERT_TRUE(PostgresStore::Open(url).ok());
  Execute(url, "UPDATE adaptest_schema SET version = 1000");
  const auto store = PostgresStore::Open(url);
  EXPECT_EQ(store.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(store.status().message()),
              testing::AllOf(HasSubstr("schema version 1000"),
                             HasSubstr("allowed: 0 to 1")));
}

TEST(PostgresStore, SaysThatThereIsNoServer) {
  const auto store =
      PostgresStore::Open("postgresql:///adaptest?host=/nonexistent");
  EXPECT_TRUE(absl::IsUnavailable(store.status())) << store.status();
  EXPECT_THAT(std::string(store.status().message()), HasSubstr("/nonexistent"));
  EXPECT_EQ(store.status().message().find('\n'), absl::string_view::npos);
}

TEST(PostgresStore, SaysWhatIsWrongWithAnUrl) {
  const auto store = PostgresStore::Open("postgresql://?colour=red");
  EXPECT_TRUE(absl::IsUnavailable(store.status())) << store.status();
  EXPECT_THAT(std::string(store.status().message()), HasSubstr("colour"));
}

TEST(PostgresStore, IsMadeOnceByManyAtOnce) {
  const std::string url = SharedPostgresServer().NewDatabase();
  std::vector<absl::Status> results(4);
  std::vector<std::thread> threads;
  for (absl::Status& result : results) {
    threads.emplace_back([&] { result = PostgresStore::Open(url).status(); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& result : results) EXPECT_TRUE(result.ok()) << result;
}

TEST(PostgresStore, OfTwoReplicasOneAcceptsAPosition) {
  constexpr int kSessions = 50;
  const std::string url = SharedPostgresServer().NewDatabase();
  const auto one = PostgresStore::Open(url);
  const auto two = PostgresStore::Open(url);
  ASSERT_TRUE(one.ok() && two.ok());
  for (int s = 0; s < kSessions; ++s) {
    ASSERT_TRUE(CreateIn(**one, "", "first").ok());
  }
  // Handed in at both without waiting.
  std::vector<std::promise<absl::Status>> results(2 * kSessions);
  for (int i = 0; i < 2 * kSessions; ++i) {
    EventStore& store = i % 2 == 0 ? **one : **two;
    store.Append(i / 2 + 1, 1, absl::StrCat("replica ", i % 2),
                 [&results, i](absl::Status status) {
                   results[i].set_value(std::move(status));
                 });
  }
  for (int s = 0; s < kSessions; ++s) {
    const absl::Status first = results[2 * s].get_future().get();
    const absl::Status second = results[2 * s + 1].get_future().get();
    EXPECT_NE(first.ok(), second.ok()) << first << " " << second;
    EXPECT_TRUE(absl::IsAborted(first.ok() ? second : first));
    EXPECT_THAT((*two)->Load(s + 1)->events,
                testing::ElementsAre(
                    "first", absl::StrCat("replica ", first.ok() ? 0 : 1)));
  }
}

TEST(PostgresStore, GoesOnWhenTheServerWasRestarted) {
  PostgresServer server;
  ASSERT_TRUE(server.running());
  const std::string url = server.NewDatabase();
  const auto store = PostgresStore::Open(url);
  ASSERT_TRUE(store.ok()) << store.status();
  const int64_t session = CreateIn(**store, "", "first")->number;
  for (int event = 1; event <= 2; ++event) {
    server.Stop(SIGQUIT);
    EXPECT_TRUE(absl::IsUnavailable(
        AppendTo(**store, session, event, absl::StrCat("lost ", event))));
    EXPECT_TRUE(absl::IsUnavailable((*store)->Load(session).status()));
    server.Start();
    EXPECT_TRUE(
        AppendTo(**store, session, event, absl::StrCat("event ", event)).ok());
  }
  EXPECT_THAT((*store)->Load(session)->events,
              testing::ElementsAre("first", "event 1", "event 2"));
}

}  // namespace
}  // namespace adaptest

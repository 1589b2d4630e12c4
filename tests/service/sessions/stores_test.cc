// What every kind of store must pass.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "tests/service/sessions/store_suite.h"

namespace adaptest {
namespace {

INSTANTIATE_TEST_SUITE_P(Of, StoreSuite, testing::Values("Sqlite", "Postgres"),
                         [](const auto& kind) { return kind.param; });

TEST_P(StoreSuite, KeepsEventsInOrder) {
  const int64_t session = NewSession();
  const std::string binary("\0binary\xff", 8);
  ASSERT_TRUE(AppendTo(events(), session, 1, "second").ok());
  ASSERT_TRUE(AppendTo(events(), session, 2, binary).ok());
  const auto loaded = events().Load(session);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(loaded->number, session);
  EXPECT_EQ(loaded->token, "token");
  EXPECT_THAT(loaded->events, testing::ElementsAre("first", "second", binary));
}

TEST_P(StoreSuite, ReadsEventsFromANumberOn) {
  const int64_t session = NewSession();
  ASSERT_TRUE(AppendTo(events(), session, 1, "second").ok());
  ASSERT_TRUE(AppendTo(events(), session, 2, "third").ok());
  EXPECT_THAT(*events().EventsFrom(session, 1),
              testing::ElementsAre("second", "third"));
  EXPECT_THAT(*events().EventsFrom(session, 3), testing::IsEmpty());
}

TEST_P(StoreSuite, WritesThatAreHeldComeTogetherAfterwards) {
  const int64_t session = NewSession();
  std::promise<void> first, second;
  std::atomic<int> written = 0;
  const auto tell = [&](std::promise<void>& promise) {
    return [&](const absl::Status& status) {
      EXPECT_TRUE(status.ok()) << status;
      ++written;
      promise.set_value();
    };
  };
  {
    const HeldWrites held(&events());
    events().Append(session, 1, "second", tell(first));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    events().Append(session, 2, "third", tell(second));
    EXPECT_EQ(written, 0);
  }
  first.get_future().get();
  second.get_future().get();
  EXPECT_EQ(events().Load(session)->events.size(), 3u);
}

TEST_P(StoreSuite, NumbersSessionsDensely) {
  EXPECT_EQ(NewSession(), 1);
  EXPECT_EQ(NewSession(), 2);
  EXPECT_EQ(NewSession(), 3);
}

TEST_P(StoreSuite, CreatesOneSessionForOneRequestId) {
  const auto first = CreateIn(events(), "request", "first");
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(AppendTo(events(), first->number, 1, "second").ok());
  const auto again = CreateIn(events(), "request", "another");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->number, first->number);
  EXPECT_THAT(again->events, testing::ElementsAre("first", "second"));
  EXPECT_EQ(NewSession(), 2);
}

TEST_P(StoreSuite, AbortsEventWhoseSequenceIsTaken) {
  const int64_t session = NewSession();
  ASSERT_TRUE(AppendTo(events(), session, 1, "second").ok());
  EXPECT_TRUE(absl::IsAborted(AppendTo(events(), session, 1, "late")));
  EXPECT_THAT(events().Load(session)->events,
              testing::ElementsAre("first", "second"));
}

// Handed in together, so that a store may commit them together.
TEST_P(StoreSuite, AbortedEventLeavesOthersAlone) {
  constexpr int kSessions = 20;
  for (int i = 0; i < kSessions; ++i) NewSession();
  std::vector<std::promise<absl::Status>> results(2 * kSessions);
  for (int i = 0; i < 2 * kSessions; ++i) {
    events().Append(i / 2 + 1, 1, absl::StrCat("event ", i % 2),
                    [&results, i](absl::Status status) {
                      results[i].set_value(std::move(status));
                    });
  }
  for (int i = 0; i < 2 * kSessions; ++i) {
    const absl::Status status = results[i].get_future().get();
    EXPECT_EQ(status.code(),
              i % 2 == 0 ? absl::StatusCode::kOk : absl::StatusCode::kAborted)
        << i << ": " << status;
  }
  for (int session = 1; session <= kSessions; ++session) {
    EXPECT_THAT(events().Load(session)->events,
                testing::ElementsAre("first", "event 0"));
  }
}

TEST_P(StoreSuite, FindsNoUnknownSession) {
  NewSession();
  EXPECT_TRUE(absl::IsNotFound(events().Load(2).status()));
}

TEST_P(StoreSuite, FindsAnExamineesSessionsFromTheLastBack) {
  const auto create = [&](const std::string& exam, const std::string& who) {
    return CreateIn(events(), {"", exam, who, "token", "first"})->number;
  };
  const auto before = [&](const std::string& who, int64_t number) {
    const auto found = events().ListSessions({"exams/a", who}, number, 1);
    return found->empty() ? 0 : (*found)[0];
  };
  create("exams/a", "ann");
  create("exams/a", "bob");
  create("exams/b", "ann");
  create("exams/a", "ann");
  create("exams/a", "");
  Reopen();
  EXPECT_EQ(before("ann", std::numeric_limits<int64_t>::max()), 4);
  EXPECT_EQ(before("ann", 4), 1);
  EXPECT_EQ(before("ann", 1), 0);
  EXPECT_EQ(before("bob", 9), 2);
  EXPECT_EQ(before("cem", 9), 0);
}

TEST_P(StoreSuite, AppendsToNoUnknownSession) {
  EXPECT_TRUE(absl::IsNotFound(AppendTo(events(), 7, 1, "event")));
}

TEST_P(StoreSuite, NumbersVersionsDenselyInEachExam) {
  EXPECT_EQ(*PutVersion(banks(), "exams/a", "", "x"), 1);
  EXPECT_EQ(*PutVersion(banks(), "exams/b", "", "x"), 1);
  EXPECT_EQ(*PutVersion(banks(), "exams/a", "", "x"), 2);
  EXPECT_THAT(*banks().ListExams(), testing::ElementsAre("exams/a", "exams/b"));
}

TEST_P(StoreSuite, StoresOneVersionForOneRequestId) {
  EXPECT_EQ(*PutVersion(banks(), "exams/a", "request", "one"), 1);
  EXPECT_EQ(*PutVersion(banks(), "exams/a", "request", "two"), 1);
  EXPECT_EQ(*PutVersion(banks(), "exams/b", "request", "three"), 1);
  EXPECT_EQ(banks().GetBankVersion("exams/a", 1)->payload, "payload 1 one");
  EXPECT_EQ(banks().ListBankVersions("exams/a", 9, 9)->size(), 1);
}

TEST_P(StoreSuite, LeavesEarlierVersionsUnchanged) {
  ASSERT_TRUE(PutVersion(banks(), "exams/a", "", "one").ok());
  ASSERT_TRUE(PutVersion(banks(), "exams/a", "", "two").ok());
  ASSERT_TRUE(banks().Activate("exams/a", 2, 1000).ok());
  const auto version = banks().GetBankVersion("exams/a", 1);
  ASSERT_TRUE(version.ok()) << version.status();
  EXPECT_EQ(version->header, "header 1 one");
  EXPECT_EQ(version->payload, "payload 1 one");
  EXPECT_FALSE(version->active);
}

TEST_P(StoreSuite, ListsLatestVersionsFirst) {
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(PutVersion(banks(), "exams/a", "", "x").ok());
  }
  const auto all =
      banks().ListBankVersions("exams/a", std::numeric_limits<int>::max(), 2);
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->size(), 2);
  EXPECT_EQ((*all)[0].number, 5);
  EXPECT_EQ((*all)[0].header, "header 5 x");
  EXPECT_EQ((*all)[0].payload, "");
  EXPECT_EQ((*banks().ListBankVersions("exams/a", 4, 9))[0].number, 3);
}

TEST_P(StoreSuite, LatestActivationIsInForce) {
  ASSERT_TRUE(PutVersion(banks(), "exams/a", "", "one").ok());
  ASSERT_TRUE(PutVersion(banks(), "exams/a", "", "two").ok());
  EXPECT_EQ(*banks().ActiveVersion("exams/a"), 0);
  ASSERT_TRUE(banks().Activate("exams/a", 2, 1000).ok());
  EXPECT_EQ(*banks().ActiveVersion("exams/a"), 2);
  ASSERT_TRUE(banks().Activate("exams/a", 1, 900).ok());
  EXPECT_EQ(*banks().ActiveVersion("exams/a"), 1);
  EXPECT_TRUE(banks().GetBankVersion("exams/a", 1)->active);
  EXPECT_FALSE(banks().GetBankVersion("exams/a", 2)->active);
}

TEST_P(StoreSuite, ActivatesNoUnknownVersion) {
  ASSERT_TRUE(PutVersion(banks(), "exams/a", "", "one").ok());
  EXPECT_TRUE(absl::IsNotFound(banks().Activate("exams/a", 2, 1000)));
  EXPECT_TRUE(absl::IsNotFound(banks().Activate("exams/b", 1, 1000)));
  EXPECT_EQ(*banks().ActiveVersion("exams/a"), 0);
}

TEST_P(StoreSuite, FindsNoUnknownVersion) {
  EXPECT_TRUE(absl::IsNotFound(banks().GetBankVersion("exams/a", 1).status()));
  EXPECT_TRUE(banks().ListBankVersions("exams/a", 9, 9)->empty());
}

TEST_P(StoreSuite, KeepsEverythingWhenOpenedAgain) {
  const auto session = CreateIn(events(), "request", "first");
  ASSERT_TRUE(AppendTo(events(), session->number, 1, "second").ok());
  ASSERT_TRUE(PutVersion(banks(), "exams/a", "", "one").ok());
  ASSERT_TRUE(banks().Activate("exams/a", 1, 1000).ok());
  Reopen();
  EXPECT_THAT(events().Load(session->number)->events,
              testing::ElementsAre("first", "second"));
  EXPECT_EQ(CreateIn(events(), "request", "x")->number, session->number);
  EXPECT_EQ(banks().GetBankVersion("exams/a", 1)->payload, "payload 1 one");
  EXPECT_EQ(*banks().ActiveVersion("exams/a"), 1);
  EXPECT_EQ(*PutVersion(banks(), "exams/a", "", "two"), 2);
}

TEST_P(StoreSuite, KeepsConcurrentAppendsOfManySessions) {
  constexpr int kThreads = 8;
  constexpr int kSessions = 4;  // of each thread
  constexpr int kEvents = 10;
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int s = 0; s < kSessions; ++s) {
        const int64_t session = NewSession();
        for (int e = 1; e <= kEvents; ++e) {
          const std::string event = absl::StrCat(session, "/", e);
          failed += !AppendTo(events(), session, e, event).ok();
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  Reopen();
  for (int session = 1; session <= kThreads * kSessions; ++session) {
    const auto loaded = events().Load(session);
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    ASSERT_EQ(loaded->events.size(), kEvents + 1);
    EXPECT_EQ(loaded->events.back(), absl::StrCat(session, "/", kEvents));
  }
}

}  // namespace
}  // namespace adaptest

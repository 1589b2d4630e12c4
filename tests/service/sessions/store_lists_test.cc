// What every kind of store must pass: lists of sessions, and what is kept
// beside the events.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "tests/service/sessions/store_suite.h"

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int64_t kAll = std::numeric_limits<int64_t>::max();

class StoreListSuite : public StoreSuite {
 protected:
  int64_t Add(const std::string& exam, const std::string& examinee) {
    return CreateIn(events(), {"", exam, examinee, "token", "first"})->number;
  }
  std::vector<int64_t> List(const SessionFilter& filter, int64_t before = kAll,
                            int limit = 100) {
    const auto numbers = events().ListSessions(filter, before, limit);
    EXPECT_TRUE(numbers.ok()) << numbers.status();
    return numbers.value_or(std::vector<int64_t>());
  }
  // "number last_event" of each.
  std::vector<std::string> Heads(int64_t first, int limit) {
    const auto heads = events().Heads(first, limit);
    EXPECT_TRUE(heads.ok()) << heads.status();
    std::vector<std::string> texts;
    for (const SessionHead& head : heads.value_or(std::vector<SessionHead>())) {
      texts.push_back(absl::StrCat(head.number, " ", head.last_event));
    }
    return texts;
  }
  // "examinee time passed score" of each.
  std::vector<std::string> Outcomes(const std::string& exam) {
    const auto outcomes = events().ListOutcomes(exam);
    EXPECT_TRUE(outcomes.ok()) << outcomes.status();
    std::vector<std::string> texts;
    for (const StoredOutcome& outcome :
         outcomes.value_or(std::vector<StoredOutcome>())) {
      EXPECT_EQ(outcome.exam, exam);
      texts.push_back(absl::StrCat(outcome.examinee, " ", outcome.time_ms, " ",
                                   outcome.passed, " ", outcome.scaled_score));
    }
    return texts;
  }
};

INSTANTIATE_TEST_SUITE_P(Of, StoreListSuite,
                         testing::Values("Sqlite", "Postgres"),
                         [](const auto& kind) { return kind.param; });

TEST_P(StoreListSuite, ListsSessionsByExamAndExaminee) {
  Add("exams/a", "ann");
  Add("exams/a", "bob");
  Add("exams/b", "ann");
  Add("exams/a", "");
  Add("exams/a", "ann");
  EXPECT_THAT(List({}), ElementsAre(5, 4, 3, 2, 1));
  EXPECT_THAT(List({"exams/a", ""}), ElementsAre(5, 4, 2, 1));
  EXPECT_THAT(List({"", "ann"}), ElementsAre(5, 3, 1));
  EXPECT_THAT(List({"exams/a", "ann"}), ElementsAre(5, 1));
  EXPECT_THAT(List({"exams/b", "bob"}), IsEmpty());
  EXPECT_THAT(List({"exams/c", ""}), IsEmpty());
  EXPECT_THAT(List({"", "an"}), IsEmpty());
}

TEST_P(StoreListSuite, ListsPagesBelowANumber) {
  for (int i = 0; i < 3; ++i) {
    Add("exams/a", "ann");
    Add("exams/b", "bob");
  }
  EXPECT_THAT(List({}, kAll, 2), ElementsAre(6, 5));
  EXPECT_THAT(List({}, 5, 3), ElementsAre(4, 3, 2));
  EXPECT_THAT(List({"exams/a", ""}, 5, 2), ElementsAre(3, 1));
  EXPECT_THAT(List({"", "bob"}, 6, 1), ElementsAre(4));
  EXPECT_THAT(List({"exams/b", "bob"}, 4, 9), ElementsAre(2));
  EXPECT_THAT(List({}, 1), IsEmpty());
}

TEST_P(StoreListSuite, ListsTheSameWhenOpenedAgain) {
  Add("exams/a", "ann");
  Add("exams/b", "bob");
  Reopen();
  EXPECT_THAT(List({}), ElementsAre(2, 1));
  EXPECT_THAT(List({"exams/b", ""}), ElementsAre(2));
  EXPECT_THAT(List({"", "ann"}), ElementsAre(1));
}

TEST_P(StoreListSuite, HeadsAreInOrderFromANumberOn) {
  for (int i = 1; i <= 4; ++i) {
    CreateIn(events(), {"", "exams/a", "", absl::StrCat("t", i), "first"})
        .IgnoreError();
  }
  EXPECT_THAT(Heads(1, 2), ElementsAre("1 first", "2 first"));
  EXPECT_THAT(Heads(3, 9), ElementsAre("3 first", "4 first"));
  EXPECT_THAT(Heads(5, 9), IsEmpty());
}

TEST_P(StoreListSuite, AHeadIsTheLastOfManyEvents) {
  Add("exams/a", "");
  Add("exams/a", "");
  for (int sequence = 1; sequence <= 12; ++sequence) {
    const std::string event = absl::StrCat("event ", sequence);
    ASSERT_TRUE(AppendTo(events(), 1, sequence, event).ok());
    EXPECT_THAT(Heads(1, 1), ElementsAre("1 " + event));
  }
  Reopen();
  EXPECT_THAT(Heads(1, 9), ElementsAre("1 event 12", "2 first"));
  ASSERT_TRUE(AppendTo(events(), 2, 1, "second").ok());
  EXPECT_THAT(Heads(2, 9), ElementsAre("2 second"));
}

TEST_P(StoreListSuite, AHeadIsWhatAnotherStoreHasAppended) {
  Add("exams/a", "");
  const auto other = Open();
  ASSERT_TRUE(AppendTo(*other, 1, 1, "second").ok());
  EXPECT_THAT(Heads(1, 9), ElementsAre("1 second"));
  ASSERT_TRUE(AppendTo(events(), 1, 2, "third").ok());
  EXPECT_EQ((*other->Heads(1, 9))[0].last_event, "third");
}

TEST_P(StoreListSuite, OutcomesAreOrderedByExamineeAndTime) {
  ASSERT_TRUE(events()
                  .PutOutcomes({{"exams/a", "bob", 5, true, 800.5},
                                {"exams/a", "ann", 9, false, 0},
                                {"exams/b", "cem", 1, true, 0},
                                {"exams/a", "ann", 2, true, 720}})
                  .ok());
  Reopen();
  EXPECT_THAT(Outcomes("exams/a"),
              ElementsAre("ann 2 1 720", "ann 9 0 0", "bob 5 1 800.5"));
  EXPECT_THAT(Outcomes("exams/b"), ElementsAre("cem 1 1 0"));
  EXPECT_THAT(Outcomes("exams/c"), IsEmpty());
}

TEST_P(StoreListSuite, AnOutcomeOfTheSameTimeIsReplaced) {
  ASSERT_TRUE(events().PutOutcomes({{"exams/a", "ann", 5, true, 800}}).ok());
  ASSERT_TRUE(events()
                  .PutOutcomes({{"exams/a", "ann", 5, false, 600},
                                {"exams/a", "ann", 6, true, 0},
                                {"exams/b", "ann", 5, true, 1}})
                  .ok());
  EXPECT_THAT(Outcomes("exams/a"), ElementsAre("ann 5 0 600", "ann 6 1 0"));
  EXPECT_THAT(Outcomes("exams/b"), ElementsAre("ann 5 1 1"));
}

TEST_P(StoreListSuite, AValueIsEmptyUntilItIsWritten) {
  const std::string binary("\0value\xff", 7);
  EXPECT_EQ(*events().GetValue("key"), "");
  ASSERT_TRUE(events()
                  .ReviseValue("key",
                               [&](const std::string& before) {
                                 EXPECT_EQ(before, "");
                                 return binary;
                               })
                  .ok());
  EXPECT_EQ(*events().GetValue("key"), binary);
  EXPECT_EQ(*events().GetValue("other"), "");
  Reopen();
  EXPECT_EQ(*events().GetValue("key"), binary);
}

std::string OneMore(const std::string& value) {
  int64_t count = 0;
  EXPECT_TRUE(value.empty() || absl::SimpleAtoi(value, &count)) << value;
  return absl::StrCat(count + 1);
}

// Adds one to a value from eight threads, each with the store of its number.
void CountIn(const std::vector<EventStore*>& stores, int each) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < each; ++i) {
        const absl::Status status =
            stores[t % stores.size()]->ReviseValue("count", &OneMore);
        EXPECT_TRUE(status.ok()) << status;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_P(StoreListSuite, CountsEveryIncrementOfManyThreads) {
  CountIn({&events()}, 25);
  EXPECT_EQ(*events().GetValue("count"), "200");
}

TEST_P(StoreListSuite, CountsEveryIncrementOfTwoStores) {
  const auto other = Open();
  CountIn({&events(), other.get()}, 25);
  EXPECT_EQ(*events().GetValue("count"), "200");
  EXPECT_EQ(*other->GetValue("count"), "200");
}

TEST_P(StoreListSuite, AnswersAreRightWhenCommitsWaitForMore) {
  constexpr int kThreads = 8;
  Reopen({std::chrono::microseconds(2000)});
  for (int i = 0; i < kThreads; ++i) Add("exams/a", "");
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int session = 1; session <= kThreads; ++session) {
    threads.emplace_back([&, session] {
      for (int e = 1; e <= 5; ++e) {
        failed += !AppendTo(events(), session, e, absl::StrCat(e)).ok();
        failed += !absl::IsAborted(AppendTo(events(), session, e, "late"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  EXPECT_TRUE(absl::IsNotFound(AppendTo(events(), 99, 1, "event")));
  Reopen();
  for (int session = 1; session <= kThreads; ++session) {
    EXPECT_THAT(events().Load(session)->events,
                ElementsAre("first", "1", "2", "3", "4", "5"));
  }
}

TEST_P(StoreListSuite, AStoreThatWaitsForMoreClosesAtOnce) {
  Reopen({std::chrono::seconds(60)});
  std::promise<bool> created;
  events().Create({"", "exams/a", "", "token", "first"},
                  [&](auto session) { created.set_value(session.ok()); });
  const auto start = std::chrono::steady_clock::now();
  Reopen();
  EXPECT_TRUE(created.get_future().get());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
  EXPECT_THAT(List({}), ElementsAre(1));
}

}  // namespace
}  // namespace adaptest

// Sessions under many threads. Meant for the thread sanitizer, too.

#include <atomic>
#include <functional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "service/sessions/workers.h"
#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

constexpr int kThreads = 8;

// Calls `work(thread)` in all threads at about the same time.
template <class Work>
void InParallel(Work work) {
  std::atomic<int> waiting = kThreads;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (--waiting; waiting > 0;) std::this_thread::yield();
      work(t);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

using SessionRace = SessionTest;

TEST_F(SessionRace, OneOfManyDifferentAnswersWins) {
  const std::string name = Create("adaptive").name();
  for (int position = 1; position <= 8; ++position) {
    const v1::PresentedItem item = Next(name);
    std::vector<absl::StatusOr<v1::SubmitResponseResponse>> replies(kThreads);
    InParallel([&](int t) {
      // Half of the threads answer right, the others leave the question out.
      replies[t] = Submit(
          name, item, t % 2 == 0 ? RightAnswerTo(item.item_id()) : Omitted());
    });
    for (int t = 0; t < kThreads; ++t) {
      EXPECT_EQ(replies[t].ok(), replies[t % 2].ok()) << t;
      if (!replies[t].ok()) {
        EXPECT_TRUE(absl::IsAborted(replies[t].status()))
            << replies[t].status();
        continue;
      }
      EXPECT_EQ(replies[t]->SerializeAsString(),
                replies[t % 2]->SerializeAsString());
    }
    EXPECT_NE(replies[0].ok(), replies[1].ok());
    EXPECT_EQ(manager().Get(name)->answered_count(), position);
  }
}

// As in the server: answers go on in one thread, what is slow in others.
TEST_F(SessionRace, ExecutorsCarryOnWhatIsStored) {
  Workers soon(1);
  Workers aside(2);
  replica().manager.set_executors(
      [&](std::function<void()> work) { soon.Run(std::move(work)); },
      [&](std::function<void()> work) { aside.Run(std::move(work)); });
  const std::string shared = Create("adaptive").name();
  const v1::PresentedItem first = Next(shared);
  std::atomic<int> accepted = 0;
  InParallel([&](int t) {
    const auto answer = t % 2 == 0 ? RightAnswerTo(first.item_id()) : Omitted();
    if (Submit(shared, first, answer).ok()) ++accepted;
    const std::string name = Create(t % 2 == 0 ? "adaptive" : "mock").name();
    AnswerAll(name);
    EXPECT_EQ(manager().Finish(name)->report().answers_size(), 8);
  });
  EXPECT_EQ(accepted, kThreads / 2);
  EXPECT_EQ(manager().Get(shared)->answered_count(), 1);
  EXPECT_TRUE(manager().Finish(shared).ok());
}

TEST_F(SessionRace, ManySessionsFinishWithTheRightCounts) {
  constexpr int kSessions = 4;  // of each thread
  std::vector<std::vector<std::string>> names(kThreads);
  InParallel([&](int t) {
    for (int s = 0; s < kSessions; ++s) {
      const std::string name = Create(t % 2 == 0 ? "adaptive" : "mock").name();
      AnswerAll(name);
      names[t].push_back(name);
    }
  });
  Restart();
  std::set<std::string> distinct;
  for (const auto& of_thread : names) {
    for (const std::string& name : of_thread) {
      const v1::Session session = *manager().Get(name);
      EXPECT_EQ(session.state(), v1::SESSION_STATE_FINISHED);
      EXPECT_EQ(session.answered_count(), 8);
      EXPECT_EQ(session.report().answers_size(), 8);
      distinct.insert(name);
    }
  }
  EXPECT_EQ(distinct.size(), kThreads * kSessions);
}

TEST_F(SessionRace, OneRequestIdCreatesOneSession) {
  std::vector<std::string> names(kThreads);
  InParallel([&](int t) {
    v1::CreateSessionRequest request;
    request.set_exam(kSmallExam);
    request.set_request_id("request");
    names[t] = manager().Create(request)->name();
  });
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 1);
}

TEST_F(SessionRace, FinishAndAnswersEndInOneState) {
  for (int round = 0; round < 5; ++round) {
    const std::string name = Create("mock").name();
    const v1::PresentedItem item = Next(name);
    InParallel([&](int t) {
      if (t % 2 == 0) {
        EXPECT_TRUE(manager().Finish(name).ok());
        return;
      }
      const auto reply = Submit(name, item, RightAnswerTo(item.item_id()));
      EXPECT_TRUE(reply.ok() || absl::IsFailedPrecondition(reply.status()))
          << reply.status();
    });
    const std::string state = StateOf(name);
    EXPECT_EQ(manager().Get(name)->state(), v1::SESSION_STATE_FINISHED);
    Restart();
    EXPECT_EQ(StateOf(name), state);
  }
}

TEST_F(SessionRace, ReadersSeeWholeStates) {
  const std::string name = Create("adaptive").name();
  InParallel([&](int t) {
    if (t == 0) {
      AnswerAll(name);
      return;
    }
    for (int i = 0; i < 20; ++i) {
      const auto next = manager().GetNextItem(name);
      ASSERT_TRUE(next.ok()) << next.status();
      if (next->has_next_item()) {
        EXPECT_EQ(next->next_item().position(),
                  next->session().answered_count() + 1);
      }
      EXPECT_TRUE(manager().GetEstimate(name).ok());
    }
  });
  EXPECT_EQ(manager().Get(name)->answered_count(), 8);
}

// Two processes on one file: no answer is lost, and none counts twice.
TEST_F(SessionRace, TwoReplicasAgree) {
  const std::string name = Create("adaptive").name();
  const auto other = NewReplica();
  InParallel([&](int t) {
    Replica& mine = t % 2 == 0 ? replica() : *other;
    for (int i = 0; i < 8; ++i) {
      const auto next = mine.manager.GetNextItem(name);
      if (!next.ok() || !next->has_next_item()) return;
      const v1::PresentedItem& item = next->next_item();
      const auto reply = mine.Submit(
          Submission(name, item, AnswerAt(item.position(), item.item_id())));
      EXPECT_TRUE(reply.ok()) << reply.status();
    }
  });
  Restart();
  const v1::Session session = *manager().Get(name);
  EXPECT_EQ(session.answered_count(), session.report().answers_size());
  EXPECT_EQ(session.answered_count(), 8);
}

TEST_F(SessionRace, VersionsAreImportedActivatedAndUsedAtOnce) {
  InParallel([&](int t) {
    if (t % 2 == 0) {
      ImportAndActivate(SmallImport());
    } else {
      AnswerAll(Create("adaptive").name());
    }
  });
  v1::ListBankVersionsRequest list;
  list.set_parent(kSmallExam);
  EXPECT_EQ(catalog().List(list)->bank_versions_size(), 1 + kThreads / 2);
}

}  // namespace
}  // namespace adaptest

// Bank versions made ready, once for all.

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "service/sessions/bank_catalog.h"
#include "tests/service/sessions/counting_bank_store.h"
#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

constexpr char kVersion[] = "exams/small/bankVersions/1";

using PreparedVersionsTest = SessionTest;

TEST_F(PreparedVersionsTest, AreMadeOnceForAllWhoAskAtOnce) {
  CountingBankStore store(replica().store.get());
  BankCatalog fresh(&store, &clock());
  std::vector<std::thread> threads;
  std::atomic<int> ready = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const auto prepared =
          i % 2 == 0 ? fresh.Active(kSmallExam) : fresh.Prepared(kVersion);
      if (prepared.ok()) ++ready;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ready, 8);
  EXPECT_EQ(store.reads, 1);
}

TEST_F(PreparedVersionsTest, ActiveIsANameForTheActiveOne) {
  const auto prepared = catalog().Prepared("exams/small/bankVersions/active");
  ASSERT_TRUE(prepared.ok()) << prepared.status();
  EXPECT_EQ((*prepared)->name, kVersion);
}

// What the server does before it listens.
TEST_F(PreparedVersionsTest, ActiveOnesAreReadyAheadWhileThereIsTime) {
  CountingBankStore store(replica().store.get());
  BankCatalog fresh(&store, &clock());
  const auto now = std::chrono::steady_clock::now();
  fresh.PrepareActive(now);
  EXPECT_TRUE(fresh.InUse().empty());
  fresh.PrepareActive(now + std::chrono::minutes(1));
  ASSERT_EQ(fresh.InUse().size(), 1);
  ASSERT_TRUE(fresh.Active(kSmallExam).ok());
  EXPECT_EQ(store.reads, 1);
}

}  // namespace
}  // namespace adaptest

#include "service/sessions/exposure_ledger.h"

#include <numeric>
#include <string>

#include "service/sessions/replay.h"
#include "tests/service/sessions/session_fixture.h"

namespace adaptest {
namespace {

constexpr char kVersion[] = "exams/small/bankVersions/2";

// A store that keeps no values while it is told to fail.
class FailingStore : public FaultyStore {
 public:
  using FaultyStore::FaultyStore;

  absl::Status ReviseValue(const std::string& key,
                           const Revision& revise) override {
    if (!failing) return FaultyStore::ReviseValue(key, revise);
    revise("");  // as where the commit fails
    return absl::UnavailableError("the disk is full");
  }

  bool failing = false;
};

double Sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// The small exam, its adaptive mode under an exposure control without fading.
class ExposureLedgerTest : public SessionTest {
 protected:
  ExposureLedgerTest() {
    v1::ImportBankVersionRequest import = SmallImport();
    v1::Rule* rule = import.mutable_exam()->mutable_modes(0)->add_exposure();
    rule->set_rule("item_eligibility");
    (*rule->mutable_parameters())["fading"] = 1;
    (*rule->mutable_parameters())["segments"] = 1;
    EXPECT_EQ(ImportAndActivate(import), kVersion);
  }

  EventStore& store() { return *replica().store; }
  std::shared_ptr<const PreparedVersion> Version() {
    return *catalog().Prepared(kVersion);
  }
  ExposureLedger NewLedger() {
    return ExposureLedger(Version()->exam, kVersion);
  }
  // A session from its start to its end.
  SessionRecord Sit(const std::string& mode = "adaptive", uint64_t seed = 7) {
    const v1::Session session = Create(mode, seed);
    AnswerAll(session.name());
    const int64_t number = List().front();
    return *Replay(*store().Load(number), catalog());
  }
  std::vector<int64_t> List() {
    return *store().ListSessions({}, std::numeric_limits<int64_t>::max(), 1);
  }
  static double Tests(const ExposureLedger& ledger) {
    return Sum(ledger.Counts(0).at(0).tests);
  }
};

TEST_F(ExposureLedgerTest, CountsFinishedSessionsOfItsMode) {
  Create("adaptive");
  Sit("adaptive");
  Sit("adaptive", 8);
  Sit("mock");
  const ExposureLedger& ledger = *Version()->exposure;
  EXPECT_EQ(Tests(ledger), 2);
  EXPECT_EQ(Sum(ledger.Counts(0)[0].given), 12);
  EXPECT_TRUE(ledger.Counts(1).empty());
}

TEST_F(ExposureLedgerTest, CountsSurviveARestart) {
  Sit();
  Sit("adaptive", 8);
  const ExposureCounts before = Version()->exposure->Counts(0).at(0);
  ASSERT_TRUE(manager().StoreExposure().ok());
  Restart();
  EXPECT_EQ(Tests(*Version()->exposure), 0);
  Create("adaptive");  // loads them
  const ExposureCounts after = Version()->exposure->Counts(0).at(0);
  EXPECT_EQ(after.tests, before.tests);
  EXPECT_EQ(after.feasible, before.feasible);
  EXPECT_EQ(after.given, before.given);
  EXPECT_EQ(after.eligible, before.eligible);
}

TEST_F(ExposureLedgerTest, NothingStoredIsCountedTwice) {
  Sit();
  ASSERT_TRUE(manager().StoreExposure().ok());
  ASSERT_TRUE(manager().StoreExposure().ok());
  EXPECT_EQ(Tests(*Version()->exposure), 1);
  ExposureLedger other = NewLedger();
  ASSERT_TRUE(other.Load(store()).ok());
  ASSERT_TRUE(other.Load(store()).ok());
  EXPECT_EQ(Tests(other), 1);
}

TEST_F(ExposureLedgerTest, TwoLedgersOnOneStoreAddUp) {
  const SessionRecord record = Sit();
  ExposureLedger one = NewLedger();
  ExposureLedger two = NewLedger();
  for (ExposureLedger* ledger : {&one, &two}) {
    ledger->Record(0, record.session());
    ledger->Record(0, record.session());
    EXPECT_EQ(Tests(*ledger), 2);
  }
  ASSERT_TRUE(one.Store(store()).ok());
  ASSERT_TRUE(two.Store(store()).ok());
  EXPECT_EQ(Tests(two), 4);
  one.Record(0, record.session());
  ASSERT_TRUE(one.Store(store()).ok());
  EXPECT_EQ(Tests(one), 5);
}

TEST_F(ExposureLedgerTest, LoadKeepsWhatWasCountedBefore) {
  const SessionRecord record = Sit();
  ExposureLedger one = NewLedger();
  one.Record(0, record.session());
  ASSERT_TRUE(one.Store(store()).ok());
  ExposureLedger two = NewLedger();
  two.Record(0, record.session());
  ASSERT_TRUE(two.Load(store()).ok());
  EXPECT_EQ(Tests(two), 2);
}

TEST_F(ExposureLedgerTest, AFailedStoreLosesNothing) {
  const SessionRecord record = Sit();
  FailingStore failing(replica().store.get());
  ExposureLedger ledger = NewLedger();
  ledger.Record(0, record.session());
  failing.failing = true;
  EXPECT_TRUE(absl::IsUnavailable(ledger.Store(failing)));
  EXPECT_EQ(Tests(ledger), 1);
  ledger.Record(0, record.session());
  EXPECT_TRUE(absl::IsUnavailable(ledger.Store(failing)));
  EXPECT_EQ(Tests(ledger), 2);
  failing.failing = false;
  ASSERT_TRUE(ledger.Store(failing).ok());
  EXPECT_EQ(Tests(ledger), 2);
  ExposureLedger other = NewLedger();
  ASSERT_TRUE(other.Load(store()).ok());
  EXPECT_EQ(Tests(other), 2);
}

TEST_F(ExposureLedgerTest, DamagedCountsAreThoseOfNoTest) {
  const SessionRecord record = Sit();
  const std::string key = std::string("exposure/") + kVersion;
  ASSERT_TRUE(
      store()
          .ReviseValue(key, [](const std::string&) { return "\xff\xff"; })
          .ok());
  ExposureLedger ledger = NewLedger();
  ASSERT_TRUE(ledger.Load(store()).ok());
  EXPECT_EQ(Tests(ledger), 0);
  ledger.Record(0, record.session());
  ASSERT_TRUE(ledger.Store(store()).ok());
  EXPECT_EQ(Tests(ledger), 1);
}

TEST_F(ExposureLedgerTest, VersionsAreCountedApart) {
  Sit();
  ASSERT_TRUE(manager().StoreExposure().ok());
  ExposureLedger other(Version()->exam, "exams/small/bankVersions/3");
  ASSERT_TRUE(other.Load(store()).ok());
  EXPECT_EQ(Tests(other), 0);
}

TEST_F(ExposureLedgerTest, AnExamWithoutControlsStoresNothing) {
  const auto version = *catalog().Prepared("exams/small/bankVersions/1");
  const SessionRecord record = Sit();
  version->exposure->Record(0, record.session());
  ASSERT_TRUE(version->exposure->Store(store()).ok());
  EXPECT_EQ(*store().GetValue("exposure/exams/small/bankVersions/1"), "");
}

}  // namespace
}  // namespace adaptest

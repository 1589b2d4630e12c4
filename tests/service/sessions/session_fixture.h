#ifndef ADAPTEST_TESTS_SERVICE_SESSIONS_SESSION_FIXTURE_H_
#define ADAPTEST_TESTS_SERVICE_SESSIONS_SESSION_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <utility>

#include "adaptest/storage/v1/event.pb.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/resource_name.h"
#include "service/sessions/session_manager.h"
#include "service/stores/open_store.h"
#include "tests/service/sessions/store_calls.h"
#include "tests/support/small_exam.h"
#include "tests/support/temporary_directory.h"

namespace adaptest {

inline constexpr int64_t kDaySeconds = 86'400;

class FakeClock : public Clock {
 public:
  int64_t NowMs() override { return now_ms_; }
  void AdvanceSeconds(int64_t seconds) { now_ms_ += 1000 * seconds; }

 private:
  std::atomic<int64_t> now_ms_ = 1'700'000'000'000;
};

// A store whose medium can be made to fail.
class FaultyStore : public EventStore {
 public:
  enum class Fault {
    kNone,
    kNothingWritten,
    kWrittenAndNotSaid,  // as when the disk fills after the flush
  };

  explicit FaultyStore(EventStore* store) : store_(store) {}

  void FailNextAppend(Fault fault) { fault_ = fault; }

  void Create(NewSession session, CreateDone done) override {
    store_->Create(std::move(session), std::move(done));
  }
  void Append(int64_t number, int sequence, std::string event,
              AppendDone done) override {
    const Fault fault = fault_.exchange(Fault::kNone);
    const absl::Status error = absl::UnavailableError("the disk is full");
    if (fault == Fault::kNothingWritten) return done(error);
    if (fault == Fault::kNone) {
      return store_->Append(number, sequence, std::move(event),
                            std::move(done));
    }
    store_->Append(number, sequence, std::move(event),
                   [=](const absl::Status&) { done(error); });
  }
  absl::StatusOr<StoredSession> Load(int64_t number) override {
    return store_->Load(number);
  }
  bool is_shared() const override { return store_->is_shared(); }
  absl::StatusOr<std::vector<std::string>> EventsFrom(int64_t number,
                                                      int sequence) override {
    return store_->EventsFrom(number, sequence);
  }
  absl::StatusOr<std::vector<int64_t>> ListSessions(const SessionFilter& filter,
                                                    int64_t before,
                                                    int limit) override {
    return store_->ListSessions(filter, before, limit);
  }
  absl::StatusOr<std::vector<SessionHead>> Heads(int64_t first,
                                                 int limit) override {
    return store_->Heads(first, limit);
  }
  absl::StatusOr<Erased> EraseExaminee(const std::string& examinee,
                                       const Rewrite& rewrite) override {
    return store_->EraseExaminee(examinee, rewrite);
  }
  absl::Status PutOutcomes(
      const std::vector<StoredOutcome>& outcomes) override {
    return store_->PutOutcomes(outcomes);
  }
  absl::StatusOr<std::vector<StoredOutcome>> ListOutcomes(
      const std::string& exam) override {
    return store_->ListOutcomes(exam);
  }
  absl::StatusOr<std::string> GetValue(const std::string& key) override {
    return store_->GetValue(key);
  }
  absl::Status ReviseValue(const std::string& key,
                           const Revision& revise) override {
    return store_->ReviseValue(key, revise);
  }

 private:
  EventStore* store_;
  std::atomic<Fault> fault_ = Fault::kNone;
};

// What one process keeps in memory: a store, a catalog and a manager.
struct Replica {
  Replica(const std::string& address, Clock* clock)
      : store(*OpenStore(address)),
        faulty(store.get()),
        catalog(store.get(), clock),
        manager(&faulty, &catalog, clock) {}

  absl::StatusOr<v1::SubmitResponseResponse> Submit(
      const v1::SubmitResponseRequest& request) {
    std::promise<absl::StatusOr<v1::SubmitResponseResponse>> result;
    manager.Submit(request,
                   [&](auto reply) { result.set_value(std::move(reply)); });
    return result.get_future().get();
  }

  std::unique_ptr<Store> store;
  FaultyStore faulty;
  BankCatalog catalog;
  SessionManager manager;
};

inline v1::SubmitResponseRequest Submission(const std::string& name,
                                            const v1::PresentedItem& item,
                                            const v1::Answer& answer) {
  v1::SubmitResponseRequest request;
  request.set_name(name);
  request.set_position(item.position());
  request.set_item_id(item.item_id());
  *request.mutable_answer() = answer;
  request.set_seconds(1.5);
  return request;
}

// The small exam, imported and active, in a replica over a store of its own.
class SessionTest : public testing::Test {
 protected:
  SessionTest() { ImportAndActivate(SmallImport()); }

  // Forgets all but what the store holds.
  void Restart() {
    replica_ = nullptr;
    replica_ = NewReplica();
  }
  std::unique_ptr<Replica> NewReplica() {
    return std::make_unique<Replica>("sqlite:" + directory_.File("store.db"),
                                     &clock_);
  }
  std::string ImportAndActivate(const v1::ImportBankVersionRequest& request) {
    const auto version = replica_->catalog.Import(request);
    EXPECT_TRUE(version.ok()) << version.status();
    const auto active = replica_->catalog.Activate(version->name());
    EXPECT_TRUE(active.ok()) << active.status();
    return version->name();
  }

  SessionManager& manager() { return replica_->manager; }
  BankCatalog& catalog() { return replica_->catalog; }
  Replica& replica() { return *replica_; }
  FakeClock& clock() { return clock_; }

  v1::Session Create(const std::string& mode, uint64_t seed = 7,
                     const std::string& examinee = "") {
    v1::CreateSessionRequest request;
    request.set_examinee(examinee);
    request.set_exam(kSmallExam);
    request.set_mode(mode);
    request.set_seed(seed);
    const auto session = manager().Create(request);
    EXPECT_TRUE(session.ok()) << session.status();
    return session.value_or(v1::Session());
  }
  v1::PresentedItem Next(const std::string& name) {
    const auto next = manager().GetNextItem(name);
    EXPECT_TRUE(next.ok()) << next.status();
    return next.ok() ? next->next_item() : v1::PresentedItem();
  }
  absl::StatusOr<v1::SubmitResponseResponse> Submit(
      const std::string& name, const v1::PresentedItem& item,
      const v1::Answer& answer) {
    return replica_->Submit(Submission(name, item, answer));
  }
  // Answers the question that waits.
  v1::SubmitResponseResponse Answer(const std::string& name) {
    const v1::PresentedItem item = Next(name);
    const auto reply =
        Submit(name, item, AnswerAt(item.position(), item.item_id()));
    EXPECT_TRUE(reply.ok()) << reply.status();
    return reply.value_or(v1::SubmitResponseResponse());
  }
  v1::SubmitResponseResponse AnswerAll(const std::string& name) {
    v1::SubmitResponseResponse reply = Answer(name);
    while (reply.has_next_item()) reply = Answer(name);
    return reply;
  }
  // A session of this person whose one stored event cannot be read, or is this;
  // its name.
  std::string AddDamaged(const std::string& examinee,
                         const std::string& event = "\xff\xff") {
    const auto stored =
        CreateIn(*replica_->store, {"", kSmallExam, examinee, "token", event});
    EXPECT_TRUE(stored.ok()) << stored.status();
    return FormatSessionName(stored->number, stored->token);
  }
  // The first event of a session.
  storage::v1::SessionEvent CreatedEvent(int64_t number) {
    storage::v1::SessionEvent event;
    EXPECT_TRUE(
        event.ParseFromString(replica_->store->Load(number)->events[0]));
    return event;
  }
  // All that can be read of a session, as bytes.
  std::string StateOf(const std::string& name) {
    return manager().Get(name)->SerializeAsString() +
           manager().GetNextItem(name)->SerializeAsString() +
           manager().GetEstimate(name)->SerializeAsString();
  }

 private:
  TemporaryDirectory directory_;
  FakeClock clock_;
  std::unique_ptr<Replica> replica_ = NewReplica();
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SERVICE_SESSIONS_SESSION_FIXTURE_H_

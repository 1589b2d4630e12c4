#ifndef ADAPTEST_SERVICE_SESSIONS_LIVE_SESSIONS_H_
#define ADAPTEST_SERVICE_SESSIONS_LIVE_SESSIONS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/session_record.h"
#include "service/stores/store.h"

namespace adaptest {

// The sessions in memory, and how they change: one change of a session after
// the other, each an event in the store before anybody learns of it. Where
// several processes share a store, the store decides which of them is first,
// and the others look again. Safe to call from many threads.
class LiveSessions {
 public:
  using RecordPtr = std::shared_ptr<const SessionRecord>;

  // Neither is owned; both outlive this.
  LiveSessions(EventStore* store, BankCatalog* catalog)
      : store_(store), catalog_(catalog) {}

  // Where to go on, on any other thread: `soon` once an event is stored,
  // `aside` with what reads the store or takes long. What is handed to `aside`
  // waits for nothing else that is. Without them it is the thread where it
  // comes up. Not while a change is under way.
  using Executor = std::function<void(std::function<void()>)>;
  void set_executors(Executor soon, Executor aside) {
    soon_ = std::move(soon);
    aside_ = std::move(aside);
  }
  void Aside(std::function<void()> work);

  // A session as it is now. NOT_FOUND where the name is unknown.
  absl::StatusOr<RecordPtr> Find(const std::string& name);

  // A session that was just stored, or found again.
  absl::StatusOr<RecordPtr> Keep(const StoredSession& stored);

  // What a change of a session comes to.
  struct Step {
    storage::v1::SessionEvent event;  // of no kind where nothing changes
    RecordPtr state;                  // with the event applied
    bool go_on = false;  // the change is not done yet: `step` is asked again
  };
  using StepOf =
      std::function<absl::StatusOr<Step>(const SessionRecord& record)>;
  using Done = std::function<void(absl::StatusOr<RecordPtr>)>;

  // Runs `step` when the session is free, writes its event if there is one, and
  // hands `done` the state, once it is durable, or the error. `done` is called
  // once, perhaps from another thread, and must not block. `step` may run
  // several times, on what is known then.
  void Change(std::string name, StepOf step, Done done);

 private:
  // `committed` is what the store holds. While an event is being written,
  // further changes wait in `waiting`.
  struct Live {
    explicit Live(RecordPtr record)
        : name(record->name()), committed(std::move(record)) {}

    const std::string name;
    std::mutex mutex;
    RecordPtr committed;
    bool writing = false;
    std::vector<std::function<void()>> waiting;
  };
  using LivePtr = std::shared_ptr<Live>;

  struct Pending {
    std::string name;
    StepOf step;
    Done done;
  };
  using PendingPtr = std::shared_ptr<Pending>;

  absl::StatusOr<LivePtr> FindHeld(const std::string& name);
  absl::StatusOr<LivePtr> FindLive(const std::string& name);
  LivePtr Known(int64_t number);
  static RecordPtr Committed(Live& live);
  LivePtr KeepLive(int64_t number, RecordPtr record);
  absl::StatusOr<bool> Refresh(Live& live, const RecordPtr& known);
  void Run(const PendingPtr& change);
  void RunOn(const LivePtr& live, const PendingPtr& change);
  void LookAgain(const PendingPtr& change, const LivePtr& live,
                 const RecordPtr& known, absl::StatusOr<Step> step);
  void Write(const PendingPtr& change, const LivePtr& live, Step step);
  void Written(const LivePtr& live, const RecordPtr& state,
               const absl::Status& status);
  void Forget(const LivePtr& live);

  EventStore* store_;
  BankCatalog* catalog_;
  Executor soon_;
  Executor aside_;

  std::mutex mutex_;
  std::map<int64_t, LivePtr> live_;  // by number
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_LIVE_SESSIONS_H_

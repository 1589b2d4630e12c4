#ifndef ADAPTEST_SERVICE_SESSIONS_SESSION_MANAGER_H_
#define ADAPTEST_SERVICE_SESSIONS_SESSION_MANAGER_H_

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
#include "adaptest/v1/session.pb.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/clock.h"
#include "service/sessions/session_record.h"
#include "service/stores/store.h"

namespace adaptest {

// All sessions: what a front end may do with one. Every change is an event in
// the store before it is acknowledged; changes of one session happen one after
// the other. Safe to call from many threads.
class SessionManager {
 public:
  // Not owned; all outlive the manager.
  SessionManager(EventStore* store, BankCatalog* catalog, Clock* clock)
      : store_(store), catalog_(catalog), clock_(clock) {}

  absl::StatusOr<v1::Session> Create(const v1::CreateSessionRequest& request);
  absl::StatusOr<v1::Session> Get(const std::string& name);
  absl::StatusOr<v1::GetNextItemResponse> GetNextItem(const std::string& name);
  absl::StatusOr<v1::Estimate> GetEstimate(const std::string& name);
  absl::StatusOr<v1::SelectionExplanation> Explain(
      const v1::ExplainSelectionRequest& request);
  absl::StatusOr<v1::Session> Finish(const std::string& name);

  // Answers a question. `done` is called exactly once, with the reply after
  // the answer is durable, or with what was wrong; possibly from another
  // thread, and it must not block.
  using SubmitDone =
      std::function<void(absl::StatusOr<v1::SubmitResponseResponse>)>;
  void Submit(v1::SubmitResponseRequest request, SubmitDone done);

 private:
  using RecordPtr = std::shared_ptr<const SessionRecord>;
  using EventPtr = std::shared_ptr<const storage::v1::SessionEvent>;

  // A session in memory. `committed` is what the store holds. While an event
  // is being written, further changes wait in `waiting`.
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

  absl::StatusOr<LivePtr> FindLive(const std::string& name);
  absl::StatusOr<RecordPtr> FindRecord(const std::string& name);
  absl::StatusOr<RecordPtr> LoadRecord(const StoredSession& stored);
  LivePtr Keep(int64_t number, RecordPtr record);

  using FinishDone = std::function<void(absl::StatusOr<v1::Session>)>;
  void FinishAsync(const std::string& name, FinishDone done);

  // What a change of a session comes to: a reply at once, or an event to write
  // first. Requires live->mutex.
  struct Step {
    EventPtr event;   // null where nothing changes
    RecordPtr state;  // with the event applied
  };
  absl::StatusOr<Step> StepOfSubmission(
      const Live& live, const v1::SubmitResponseRequest& request);
  absl::StatusOr<Step> StepOfFinish(const Live& live);

  // Runs `step` when the session is free, writes its event if there is one,
  // and hands `done` the state, once it is durable, or the error. `again`
  // repeats the whole change; it runs where another one is being written, or
  // another process has written first.
  void Change(const std::string& name,
              const std::function<absl::StatusOr<Step>(const Live&)>& step,
              std::function<void(absl::StatusOr<RecordPtr>)> done,
              std::function<void()> again);
  void Written(const LivePtr& live, const RecordPtr& state,
               const absl::Status& status);
  void Forget(const LivePtr& live);

  EventStore* store_;
  BankCatalog* catalog_;
  Clock* clock_;

  std::mutex mutex_;
  std::map<int64_t, LivePtr> live_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_SESSION_MANAGER_H_

#ifndef ADAPTEST_SERVICE_SESSIONS_SESSION_MANAGER_H_
#define ADAPTEST_SERVICE_SESSIONS_SESSION_MANAGER_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "adaptest/v1/session.pb.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/clock.h"
#include "service/sessions/live_sessions.h"
#include "service/sessions/overdue_sessions.h"
#include "service/stores/store.h"

namespace adaptest {

// All sessions: what a front end may do with one. Every change is an event in
// the store before it is acknowledged; changes of one session happen one after
// the other. Safe to call from many threads.
class SessionManager {
 public:
  // Not owned; all outlive the manager.
  SessionManager(EventStore* store, BankCatalog* catalog, Clock* clock)
      : store_(store),
        catalog_(catalog),
        clock_(clock),
        live_(store, catalog) {}

  // See LiveSessions.
  void set_executors(LiveSessions::Executor soon,
                     LiveSessions::Executor aside) {
    live_.set_executors(std::move(soon), std::move(aside));
  }

  // Each `done` is called exactly once, after the change is durable, or with
  // what was wrong; possibly from another thread, and it must not block.
  template <class T>
  using Done = std::function<void(absl::StatusOr<T>)>;

  void Submit(v1::SubmitResponseRequest request,
              Done<v1::SubmitResponseResponse> done);

  // One step of StreamSession: one of the calls here.
  void Step(v1::StreamSessionRequest request,
            std::function<void(v1::StreamSessionResponse)> done);

  // The others wait.
  absl::StatusOr<v1::Session> Create(const v1::CreateSessionRequest& request);
  absl::StatusOr<v1::Session> Get(const std::string& name);
  absl::StatusOr<v1::GetNextItemResponse> GetNextItem(const std::string& name);
  absl::StatusOr<v1::Estimate> GetEstimate(const std::string& name);
  absl::StatusOr<v1::SelectionExplanation> Explain(
      const v1::ExplainSelectionRequest& request);
  absl::StatusOr<v1::Session> Finish(const std::string& name);
  absl::StatusOr<v1::Session> StartBreak(const std::string& name);
  absl::StatusOr<v1::Session> EndBreak(const std::string& name);
  absl::StatusOr<v1::ListSessionsResponse> List(
      const v1::ListSessionsRequest& request);

  // Ends sessions whose time is over or that were abandoned, though nobody asks
  // for them: looks at up to `limit` sessions, from where the last call
  // stopped. Returns whether there are more to look at. One thread at a time.
  absl::StatusOr<bool> EndOverdue(int limit);

  // Stores what exposure control has counted (exposure_ledger.h).
  absl::Status StoreExposure();

  // Adds a new result to a finished session.
  absl::Status Rescore(const std::string& name,
                       const storage::v1::SessionRescored& rescored);

  // Ends the session, if it is not over, and takes the person's name from it.
  // The store still has the name beside the log.
  absl::Status ForgetPerson(const std::string& name);

 private:
  using RecordPtr = LiveSessions::RecordPtr;
  using Change = LiveSessions::Step;

  void Open(const v1::CreateSessionRequest& request, Done<RecordPtr> done);
  void Settle(const std::string& name, Done<RecordPtr> done);
  absl::StatusOr<RecordPtr> FindSettled(const std::string& name);
  v1::GetNextItemResponse NextItemOf(const SessionRecord& record) const;
  void StepAside(const v1::StreamSessionRequest& request,
                 const std::function<void(v1::StreamSessionResponse)>& done);
  void Finish(const std::string& name, Done<RecordPtr> done);
  using Applies = std::function<absl::StatusOr<bool>(const SessionRecord&)>;
  void ChangeSession(const std::string& name, storage::v1::SessionEvent event,
                     Applies applies, Done<RecordPtr> done);
  absl::StatusOr<RecordPtr> ChangeAndWait(
      const std::string& name, const storage::v1::SessionEvent& event,
      const Applies& applies);
  absl::StatusOr<v1::Session> Shown(absl::StatusOr<RecordPtr> record);
  absl::StatusOr<Change> ChangeBySubmission(
      const SessionRecord& record, const v1::SubmitResponseRequest& request);

  EventStore* store_;
  BankCatalog* catalog_;
  Clock* clock_;
  LiveSessions live_;
  OverdueSessions overdue_;  // EndOverdue's
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_SESSION_MANAGER_H_

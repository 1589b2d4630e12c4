#include "service/sessions/session_manager.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "proto/conversion/session_conversion.h"
#include "service/sessions/created_event.h"
#include "service/sessions/explanation.h"
#include "service/sessions/field_error.h"
#include "service/sessions/new_session.h"
#include "service/sessions/session_view.h"
#include "service/sessions/stream_step.h"
#include "service/sessions/submission.h"
#include "service/stores/wait_for.h"

namespace adaptest {
namespace {

using storage::v1::SessionFinished;

LiveSessions::Step Decided(const SessionRecord& record,
                           storage::v1::SessionEvent event) {
  auto state = std::make_shared<SessionRecord>(record);
  state->Decide(event);
  return {std::move(event), std::move(state)};
}

LiveSessions::Step Unchanged(SessionRecord record) {
  return {storage::v1::SessionEvent(),
          std::make_shared<const SessionRecord>(std::move(record))};
}

LiveSessions::Step Ended(const SessionRecord& record,
                         SessionFinished::Reason reason, int64_t now_ms) {
  storage::v1::SessionEvent event;
  event.set_time_ms(now_ms);
  event.mutable_finished()->set_reason(reason);
  return Decided(record, std::move(event));
}

// Ends the session before what was asked for is looked at.
LiveSessions::Step EndedFirst(const SessionRecord& record,
                              SessionFinished::Reason reason, int64_t now_ms) {
  LiveSessions::Step step = Ended(record, reason, now_ms);
  step.go_on = true;
  return step;
}

}  // namespace

void SessionManager::Open(const v1::CreateSessionRequest& request,
                          Done<RecordPtr> done) {
  absl::StatusOr<NewSession> session =
      DrawSession(request, *store_, *catalog_, clock_->NowMs());
  if (!session.ok()) return done(std::move(session).status());
  store_->Create(
      *std::move(session),
      [this, done = std::move(done)](absl::StatusOr<StoredSession> stored) {
        if (!stored.ok()) return done(std::move(stored).status());
        live_.Aside([this, stored = *std::move(stored), done] {
          done(live_.Keep(stored));
        });
      });
}

absl::StatusOr<v1::Session> SessionManager::Create(
    const v1::CreateSessionRequest& request) {
  return Shown(WaitFor<absl::StatusOr<RecordPtr>>(
      [&](auto done) { Open(request, std::move(done)); }));
}

absl::StatusOr<v1::Session> SessionManager::Shown(
    absl::StatusOr<RecordPtr> record) {
  RETURN_IF_ERROR(record.status());
  return SessionToProto(**record, clock_->NowMs());
}

// A session as it is now, ended where it should be over.
void SessionManager::Settle(const std::string& name, Done<RecordPtr> done) {
  absl::StatusOr<RecordPtr> record = live_.Find(name);
  if (!record.ok() || !(*record)->OverdueReason(clock_->NowMs())) {
    return done(std::move(record));
  }
  live_.Change(
      name,
      [this](const SessionRecord& now) -> absl::StatusOr<Change> {
        const int64_t now_ms = clock_->NowMs();
        const auto reason = now.OverdueReason(now_ms);
        return reason ? Ended(now, *reason, now_ms) : Unchanged(now);
      },
      std::move(done));
}

absl::StatusOr<SessionManager::RecordPtr> SessionManager::FindSettled(
    const std::string& name) {
  return WaitFor<absl::StatusOr<RecordPtr>>(
      [&](auto done) { Settle(name, std::move(done)); });
}

absl::StatusOr<v1::Session> SessionManager::Get(const std::string& name) {
  return Shown(FindSettled(name));
}

absl::StatusOr<v1::GetNextItemResponse> SessionManager::GetNextItem(
    const std::string& name) {
  ASSIGN_OR_RETURN(const RecordPtr record, FindSettled(name));
  return NextItemOf(*record);
}

v1::GetNextItemResponse SessionManager::NextItemOf(
    const SessionRecord& record) const {
  v1::GetNextItemResponse response;
  *response.mutable_session() = SessionToProto(record, clock_->NowMs());
  if (!record.session().finished()) {
    *response.mutable_next_item() = WaitingItem(record);
  }
  return response;
}

absl::StatusOr<v1::Estimate> SessionManager::GetEstimate(
    const std::string& name) {
  ASSIGN_OR_RETURN(const RecordPtr record, FindSettled(name));
  v1::Estimate estimate =
      EstimateToProto(record->session(), record->version().name);
  AddOutlook(record->session(), estimate);
  return estimate;
}

absl::StatusOr<v1::SelectionExplanation> SessionManager::Explain(
    const v1::ExplainSelectionRequest& request) {
  ASSIGN_OR_RETURN(const RecordPtr record, live_.Find(request.name()));
  return ExplainSelection(*record, request);
}

// Applies `event`, at the time it is now, where `applies` says true.
void SessionManager::ChangeSession(const std::string& name,
                                   storage::v1::SessionEvent event,
                                   Applies applies, Done<RecordPtr> done) {
  live_.Change(
      name,
      [this, event = std::move(event), applies = std::move(applies)](
          const SessionRecord& record) -> absl::StatusOr<Change> {
        const int64_t now_ms = clock_->NowMs();
        if (const auto reason = record.OverdueReason(now_ms)) {
          return EndedFirst(record, *reason, now_ms);
        }
        ASSIGN_OR_RETURN(const bool applied, applies(record));
        if (!applied) return Unchanged(record);
        storage::v1::SessionEvent timed = event;
        timed.set_time_ms(now_ms);
        return Decided(record, std::move(timed));
      },
      std::move(done));
}

absl::StatusOr<SessionManager::RecordPtr> SessionManager::ChangeAndWait(
    const std::string& name, const storage::v1::SessionEvent& event,
    const Applies& applies) {
  return WaitFor<absl::StatusOr<RecordPtr>>(
      [&](auto done) { ChangeSession(name, event, applies, std::move(done)); });
}

void SessionManager::Finish(const std::string& name, Done<RecordPtr> done) {
  storage::v1::SessionEvent event;
  event.mutable_finished();
  ChangeSession(
      name, std::move(event),
      [](const SessionRecord& record) { return !record.session().finished(); },
      std::move(done));
}

absl::StatusOr<v1::Session> SessionManager::Finish(const std::string& name) {
  return Shown(WaitFor<absl::StatusOr<RecordPtr>>(
      [&](auto done) { Finish(name, std::move(done)); }));
}

absl::StatusOr<v1::Session> SessionManager::StartBreak(
    const std::string& name) {
  storage::v1::SessionEvent event;
  event.mutable_break_started();
  const auto may_start =
      [this](const SessionRecord& record) -> absl::StatusOr<bool> {
    const int64_t now_ms = clock_->NowMs();
    if (record.session().finished()) {
      return absl::FailedPreconditionError(
          absl::StrCat(record.name(), " is over; there is no break"));
    }
    if (record.clock().OnBreak(now_ms)) return false;
    if (record.clock().BreakSecondsLeft(now_ms) > 0) return true;
    return absl::FailedPreconditionError(
        absl::StrCat(record.name(), " has no time for breaks left; granted: ",
                     record.clock().granted().break_seconds(), " s"));
  };
  return Shown(ChangeAndWait(name, event, may_start));
}

absl::StatusOr<v1::Session> SessionManager::EndBreak(const std::string& name) {
  storage::v1::SessionEvent event;
  event.mutable_break_ended();
  const auto on_break = [this](const SessionRecord& record) {
    return !record.session().finished() &&
           record.clock().OnBreak(clock_->NowMs());
  };
  return Shown(ChangeAndWait(name, event, on_break));
}

void SessionManager::Submit(v1::SubmitResponseRequest request,
                            Done<v1::SubmitResponseResponse> done) {
  absl::Status valid = ValidateSubmission(request);
  if (!valid.ok()) return done(std::move(valid));
  std::string name = request.name();
  live_.Change(
      std::move(name),
      [this, request = std::move(request)](const SessionRecord& record) {
        return ChangeBySubmission(record, request);
      },
      [this, done = std::move(done)](absl::StatusOr<RecordPtr> state) {
        if (!state.ok()) return done(std::move(state).status());
        const auto reply = [this, record = *state, done] {
          done(ReplyToSubmission(*record, clock_->NowMs()));
        };
        if (!(*state)->session().finished()) return reply();
        live_.Aside(reply);  // with a report
      });
}

absl::StatusOr<SessionManager::Change> SessionManager::ChangeBySubmission(
    const SessionRecord& record, const v1::SubmitResponseRequest& request) {
  ASSIGN_OR_RETURN(const bool retry, IsRetry(record, request));
  if (retry) return Unchanged(record.After(request.position()));
  const int64_t now_ms = clock_->NowMs();
  if (const auto reason = record.OverdueReason(now_ms)) {
    return EndedFirst(record, *reason, now_ms);
  }
  ASSIGN_OR_RETURN(storage::v1::SessionEvent event,
                   AcceptSubmission(record, request, now_ms));
  return Decided(record, std::move(event));
}

void SessionManager::Step(v1::StreamSessionRequest request,
                          std::function<void(v1::StreamSessionResponse)> done) {
  if (request.has_submit()) {
    return Submit(std::move(*request.mutable_submit()), [done](auto reply) {
      done(reply.ok() ? StepReply(*std::move(reply))
                      : StepRefused(reply.status()));
    });
  }
  live_.Aside([this, request = std::move(request), done = std::move(done)] {
    StepAside(request, done);
  });
}

void SessionManager::StepAside(
    const v1::StreamSessionRequest& request,
    const std::function<void(v1::StreamSessionResponse)>& done) {
  const auto ask = [this, done](const absl::StatusOr<RecordPtr>& record) {
    if (!record.ok()) return done(StepRefused(record.status()));
    live_.Aside([this, record = *record, done] {
      done(StepReply(NextItemOf(*record)));
    });
  };
  switch (request.step_case()) {
    case v1::StreamSessionRequest::kCreate:
      return Open(request.create(), ask);
    case v1::StreamSessionRequest::kNext:
      return Settle(request.next().name(), ask);
    case v1::StreamSessionRequest::kFinish:
      return Finish(request.finish().name(), [this, done](auto record) {
        if (!record.ok()) return done(StepRefused(record.status()));
        live_.Aside([this, record = *std::move(record), done] {
          done(StepReply(SessionToProto(*record, clock_->NowMs())));
        });
      });
    default:
      return done(
          StepRefused(FieldError("step",
                                 "is missing; allowed: create, next, submit, "
                                 "finish")));
  }
}

}  // namespace adaptest

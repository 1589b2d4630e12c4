#include "service/sessions/session_manager.h"

#include <future>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "proto/conversion/session_conversion.h"
#include "service/sessions/explanation.h"
#include "service/sessions/field_error.h"
#include "service/sessions/resource_name.h"
#include "service/sessions/submission.h"

namespace adaptest {
namespace {

constexpr size_t kMaxText = 128;

// Sessions kept in memory; others are read again when they are needed.
constexpr size_t kMaxLive = 20000;

absl::Status ValidateCreate(const v1::CreateSessionRequest& request) {
  if (request.request_id().size() > kMaxText) {
    return FieldError("request_id",
                      absl::StrCat(request.request_id().size(),
                                   " bytes; allowed: 0 to ", kMaxText));
  }
  if (request.examinee().size() > kMaxText) {
    return FieldError("examinee",
                      absl::StrCat(request.examinee().size(),
                                   " bytes; allowed: 0 to ", kMaxText));
  }
  return absl::OkStatus();
}

// Calls `start` with a callback and waits for what it is given. The callback
// shares the promise, since it may still be inside set_value when the waiter
// has the value.
template <class T, class Start>
T WaitFor(Start start) {
  const auto result = std::make_shared<std::promise<T>>();
  std::future<T> future = result->get_future();
  start([result](T value) { result->set_value(std::move(value)); });
  return future.get();
}

}  // namespace

absl::StatusOr<v1::Session> SessionManager::Create(
    const v1::CreateSessionRequest& request) {
  RETURN_IF_ERROR(ValidateCreate(request));
  ASSIGN_OR_RETURN(const auto version, catalog_->Active(request.exam()));
  const absl::StatusOr<int> mode =
      FindMode(version->exam->exam(), request.mode());
  if (!mode.ok()) return FieldError("mode", mode.status().message());
  const uint64_t seed = request.seed() != 0 ? request.seed() : RandomSeed();
  const int64_t now_ms = clock_->NowMs();
  ASSIGN_OR_RETURN(const LearnerPast past,
                   FindLearnerPast(*store_, *catalog_, *version, *mode,
                                   request.examinee(), now_ms));
  const storage::v1::SessionEvent event =
      MakeCreatedEvent(*version, *mode, seed, request.examinee(), past, now_ms);
  const NewSession session = {request.request_id(), event.created().exam(),
                              request.examinee(), RandomToken(),
                              event.SerializeAsString()};
  ASSIGN_OR_RETURN(const StoredSession stored,
                   WaitFor<absl::StatusOr<StoredSession>>([&](auto done) {
                     store_->Create(session, std::move(done));
                   }));
  ASSIGN_OR_RETURN(RecordPtr record, LoadRecord(stored));
  const LivePtr live = Keep(stored.number, std::move(record));
  const std::lock_guard lock(live->mutex);
  return live->committed->ToProto();
}

absl::StatusOr<v1::Session> SessionManager::Get(const std::string& name) {
  ASSIGN_OR_RETURN(const RecordPtr record, FindRecord(name));
  return record->ToProto();
}

absl::StatusOr<v1::GetNextItemResponse> SessionManager::GetNextItem(
    const std::string& name) {
  ASSIGN_OR_RETURN(const RecordPtr record, FindRecord(name));
  v1::GetNextItemResponse response;
  *response.mutable_session() = record->ToProto();
  if (!record->session().finished()) {
    *response.mutable_next_item() = record->WaitingItem();
  }
  return response;
}

absl::StatusOr<v1::Estimate> SessionManager::GetEstimate(
    const std::string& name) {
  ASSIGN_OR_RETURN(const RecordPtr record, FindRecord(name));
  v1::Estimate estimate =
      EstimateToProto(record->session(), record->version().name);
  AddOutlook(record->session(), estimate);
  return estimate;
}

absl::StatusOr<v1::SelectionExplanation> SessionManager::Explain(
    const v1::ExplainSelectionRequest& request) {
  ASSIGN_OR_RETURN(const RecordPtr record, FindRecord(request.name()));
  return ExplainSelection(*record, request);
}

absl::StatusOr<v1::Session> SessionManager::Finish(const std::string& name) {
  return WaitFor<absl::StatusOr<v1::Session>>(
      [&](auto done) { FinishAsync(name, std::move(done)); });
}

void SessionManager::FinishAsync(const std::string& name, FinishDone done) {
  Change(
      name, [this](const Live& live) { return StepOfFinish(live); },
      [done](absl::StatusOr<RecordPtr> state) {
        if (!state.ok()) return done(std::move(state).status());
        done((*state)->ToProto());
      },
      [this, name, done] { FinishAsync(name, done); });
}

void SessionManager::Submit(v1::SubmitResponseRequest request,
                            SubmitDone done) {
  absl::Status valid = ValidateSubmission(request);
  if (!valid.ok()) return done(std::move(valid));
  Change(
      request.name(),
      [&](const Live& live) { return StepOfSubmission(live, request); },
      [done](absl::StatusOr<RecordPtr> state) {
        if (!state.ok()) return done(std::move(state).status());
        done(ReplyToSubmission(**state));
      },
      [this, request, done] { Submit(request, done); });
}

absl::StatusOr<SessionManager::Step> SessionManager::StepOfFinish(
    const Live& live) {
  if (live.committed->session().finished())
    return Step{nullptr, live.committed};
  auto event = std::make_shared<storage::v1::SessionEvent>();
  event->set_time_ms(clock_->NowMs());
  event->mutable_finished();
  auto state = std::make_shared<SessionRecord>(*live.committed);
  RETURN_IF_ERROR(state->Apply(event));
  return Step{std::move(event), std::move(state)};
}

absl::StatusOr<SessionManager::Step> SessionManager::StepOfSubmission(
    const Live& live, const v1::SubmitResponseRequest& request) {
  const SessionRecord& record = *live.committed;
  ASSIGN_OR_RETURN(const bool retry, IsRetry(record, request));
  if (retry) {
    return Step{nullptr, std::make_shared<const SessionRecord>(
                             record.After(request.position()))};
  }
  ASSIGN_OR_RETURN(storage::v1::SessionEvent accepted,
                   AcceptSubmission(record, request, clock_->NowMs()));
  auto event =
      std::make_shared<const storage::v1::SessionEvent>(std::move(accepted));
  auto state = std::make_shared<SessionRecord>(record);
  RETURN_IF_ERROR(state->Apply(event));
  return Step{std::move(event), std::move(state)};
}

void SessionManager::Change(
    const std::string& name,
    const std::function<absl::StatusOr<Step>(const Live&)>& step,
    std::function<void(absl::StatusOr<RecordPtr>)> done,
    std::function<void()> again) {
  const absl::StatusOr<LivePtr> found = FindLive(name);
  if (!found.ok()) return done(found.status());
  const LivePtr& live = *found;
  std::unique_lock lock(live->mutex);
  if (live->writing) {
    live->waiting.push_back(std::move(again));
    return;
  }
  absl::StatusOr<Step> taken = step(*live);
  if (!taken.ok() || taken->event == nullptr) {
    lock.unlock();
    if (!taken.ok()) return done(std::move(taken).status());
    return done(std::move(taken->state));
  }
  live->writing = true;
  lock.unlock();
  const RecordPtr state = std::move(taken->state);
  store_->Append(state->number(), state->num_events() - 1,
                 taken->event->SerializeAsString(),
                 [this, live, state, done = std::move(done),
                  again = std::move(again)](const absl::Status& status) {
                   Written(live, state, status);
                   // Another process was first: its event decides.
                   if (absl::IsAborted(status)) return again();
                   if (!status.ok()) return done(status);
                   done(state);
                 });
}

void SessionManager::Written(const LivePtr& live, const RecordPtr& state,
                             const absl::Status& status) {
  // After an error the store may or may not hold the event: it is asked again.
  if (!status.ok()) Forget(live);
  std::vector<std::function<void()>> waiting;
  {
    const std::lock_guard lock(live->mutex);
    if (status.ok()) live->committed = state;
    if (status.ok() && state->session().finished()) state->RecordExposure();
    live->writing = false;
    waiting.swap(live->waiting);
  }
  for (const auto& again : waiting) again();
}

void SessionManager::Forget(const LivePtr& live) {
  const std::lock_guard lock(mutex_);
  std::erase_if(live_, [&](const auto& entry) { return entry.second == live; });
}

absl::StatusOr<SessionManager::RecordPtr> SessionManager::FindRecord(
    const std::string& name) {
  ASSIGN_OR_RETURN(const LivePtr live, FindLive(name));
  const std::lock_guard lock(live->mutex);
  return live->committed;
}

absl::StatusOr<SessionManager::LivePtr> SessionManager::FindLive(
    const std::string& name) {
  ASSIGN_OR_RETURN(const SessionName parsed, ParseSessionName(name));
  {
    const std::lock_guard lock(mutex_);
    const auto known = live_.find(parsed.number);
    if (known != live_.end()) {
      if (known->second->name == name) return known->second;
      return absl::NotFoundError(absl::StrCat(name, " is unknown"));
    }
  }
  ASSIGN_OR_RETURN(const StoredSession stored, store_->Load(parsed.number));
  if (stored.token != parsed.token) {
    return absl::NotFoundError(absl::StrCat(name, " is unknown"));
  }
  ASSIGN_OR_RETURN(RecordPtr record, LoadRecord(stored));
  return Keep(parsed.number, std::move(record));
}

absl::StatusOr<SessionManager::RecordPtr> SessionManager::LoadRecord(
    const StoredSession& stored) {
  ASSIGN_OR_RETURN(SessionRecord record, Replay(stored, *catalog_));
  return std::make_shared<const SessionRecord>(std::move(record));
}

SessionManager::LivePtr SessionManager::Keep(int64_t number, RecordPtr record) {
  const std::lock_guard lock(mutex_);
  if (live_.size() >= kMaxLive) {
    // Those that nobody is working on; they are read again when needed.
    std::erase_if(
        live_, [](const auto& entry) { return entry.second.use_count() == 1; });
  }
  LivePtr& live = live_[number];
  if (live == nullptr) live = std::make_shared<Live>(std::move(record));
  return live;
}

}  // namespace adaptest

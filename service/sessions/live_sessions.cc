#include "service/sessions/live_sessions.h"

#include <utility>

#include "engine/status_macros.h"
#include "service/sessions/replay.h"
#include "service/sessions/resource_name.h"

namespace adaptest {
namespace {

// Sessions kept in memory; others are read again when they are needed.
constexpr size_t kMaxLive = 20000;

}  // namespace

absl::StatusOr<LiveSessions::RecordPtr> LiveSessions::Find(
    const std::string& name) {
  ASSIGN_OR_RETURN(const LivePtr live, FindLive(name));
  if (store_->is_shared()) {
    RETURN_IF_ERROR(Refresh(*live, Committed(*live)).status());
  }
  return Committed(*live);
}

absl::StatusOr<LiveSessions::RecordPtr> LiveSessions::Keep(
    const StoredSession& stored) {
  ASSIGN_OR_RETURN(SessionRecord record, Replay(stored, *catalog_));
  return Committed(*KeepLive(
      stored.number, std::make_shared<SessionRecord>(std::move(record))));
}

LiveSessions::RecordPtr LiveSessions::Committed(Live& live) {
  const std::lock_guard lock(live.mutex);
  return live.committed;
}

LiveSessions::LivePtr LiveSessions::Known(int64_t number) {
  const std::lock_guard lock(mutex_);
  const auto known = live_.find(number);
  return known == live_.end() ? nullptr : known->second;
}

LiveSessions::LivePtr LiveSessions::KeepLive(int64_t number, RecordPtr record) {
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

// Null where it is not in memory.
absl::StatusOr<LiveSessions::LivePtr> LiveSessions::FindHeld(
    const std::string& name) {
  ASSIGN_OR_RETURN(const SessionName parsed, ParseSessionName(name));
  LivePtr live = Known(parsed.number);
  if (live != nullptr && live->name != name) return UnknownSessionName(name);
  return live;
}

absl::StatusOr<LiveSessions::LivePtr> LiveSessions::FindLive(
    const std::string& name) {
  ASSIGN_OR_RETURN(LivePtr live, FindHeld(name));
  if (live != nullptr) return live;
  ASSIGN_OR_RETURN(const SessionName parsed, ParseSessionName(name));
  ASSIGN_OR_RETURN(const StoredSession stored, store_->Load(parsed.number));
  if (stored.token != parsed.token) return UnknownSessionName(name);
  ASSIGN_OR_RETURN(SessionRecord record, Replay(stored, *catalog_));
  return KeepLive(parsed.number,
                  std::make_shared<SessionRecord>(std::move(record)));
}

// Applies what other processes have written after `known`, and tells whether
// the session is another one by now. Not while an event of this process is
// being written: the store decides between the two.
absl::StatusOr<bool> LiveSessions::Refresh(Live& live, const RecordPtr& known) {
  {
    const std::lock_guard lock(live.mutex);
    if (live.writing || live.committed != known) return true;
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> events,
                   store_->EventsFrom(known->number(), known->num_events()));
  if (events.empty()) return false;
  auto state = std::make_shared<SessionRecord>(*known);
  for (const std::string& bytes : events) {
    ASSIGN_OR_RETURN(const auto event, ParseEvent(known->name(), bytes));
    RETURN_IF_ERROR(state->Apply(event));
  }
  const std::lock_guard lock(live.mutex);
  if (!live.writing && live.committed == known) live.committed = state;
  return true;
}

void LiveSessions::Change(std::string name, StepOf step, Done done) {
  Run(std::make_shared<Pending>(
      Pending{std::move(name), std::move(step), std::move(done)}));
}

void LiveSessions::Run(const PendingPtr& change) {
  absl::StatusOr<LivePtr> held = FindHeld(change->name);
  if (!held.ok()) return change->done(std::move(held).status());
  if (*held != nullptr) return RunOn(*held, change);
  Aside([this, change] {
    absl::StatusOr<LivePtr> found = FindLive(change->name);
    if (!found.ok()) return change->done(std::move(found).status());
    RunOn(*found, change);
  });
}

void LiveSessions::RunOn(const LivePtr& live, const PendingPtr& change) {
  std::unique_lock lock(live->mutex);
  if (live->writing) {
    live->waiting.push_back([this, change] { Run(change); });
    return;
  }
  const RecordPtr known = live->committed;
  absl::StatusOr<Step> step = change->step(*known);
  if (step.ok() && step->event.event_case() != 0) {
    live->writing = true;
    lock.unlock();
    return Write(change, live, *std::move(step));
  }
  lock.unlock();
  if (step.ok() && !store_->is_shared()) {
    return change->done(std::move(step->state));
  }
  Aside([this, change, live, known, step = std::move(step)]() mutable {
    LookAgain(change, live, known, std::move(step));
  });
}

// What is refused by what was known here, or changes nothing, may be right by
// what others wrote.
void LiveSessions::LookAgain(const PendingPtr& change, const LivePtr& live,
                             const RecordPtr& known,
                             absl::StatusOr<Step> step) {
  absl::StatusOr<bool> changed = Refresh(*live, known);
  if (!changed.ok()) return change->done(std::move(changed).status());
  if (*changed) return Run(change);
  if (step.ok()) return change->done(std::move(step->state));
  change->done(std::move(step).status());
}

void LiveSessions::Write(const PendingPtr& change, const LivePtr& live,
                         Step step) {
  const RecordPtr state = std::move(step.state);
  const bool go_on = step.go_on;
  store_->Append(state->number(), state->num_events() - 1,
                 step.event.SerializeAsString(),
                 [this, change, live, state, go_on](absl::Status status) {
                   const bool at_once = status.ok() && !go_on;
                   auto finish = [this, change, live, state, go_on,
                                  status = std::move(status)]() mutable {
                     Written(live, state, status);
                     // Another process was first: its event decides.
                     if (absl::IsAborted(status)) return Run(change);
                     if (!status.ok()) return change->done(std::move(status));
                     if (go_on) return Run(change);
                     change->done(state);
                   };
                   if (!at_once) return Aside(std::move(finish));
                   if (soon_ == nullptr) return finish();
                   soon_(std::move(finish));
                 });
}

void LiveSessions::Aside(std::function<void()> work) {
  if (aside_ == nullptr) return work();
  aside_(std::move(work));
}

void LiveSessions::Written(const LivePtr& live, const RecordPtr& state,
                           const absl::Status& status) {
  // After an error the store may or may not hold the event: it is asked again.
  if (!status.ok()) Forget(live);
  std::vector<std::function<void()>> waiting;
  {
    const std::lock_guard lock(live->mutex);
    if (status.ok()) {
      const bool ended =
          state->session().finished() && !live->committed->session().finished();
      live->committed = state;
      if (ended) state->RecordExposure();
    }
    live->writing = false;
    waiting.swap(live->waiting);
  }
  for (const auto& again : waiting) again();
}

void LiveSessions::Forget(const LivePtr& live) {
  const std::lock_guard lock(mutex_);
  std::erase_if(live_, [&](const auto& entry) { return entry.second == live; });
}

}  // namespace adaptest

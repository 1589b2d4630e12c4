#include "service/sessions/session_record.h"

#include <utility>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/sessions/created_event.h"
#include "service/sessions/recorded_items.h"
#include "service/sessions/rescored_session.h"
#include "service/sessions/session_result.h"

namespace adaptest {
namespace {

// 0 stands for a time that was not measured.
std::optional<double> SecondsTaken(
    const storage::v1::ResponseSubmitted& event) {
  if (event.seconds() > 0) return event.seconds();
  return std::nullopt;
}

// What was answered, to tell a retry from another answer. Of this process.
uint64_t Fingerprint(const std::string& item_id, const v1::Answer& answer) {
  return absl::HashOf(item_id, answer.SerializeAsString());
}

v1::EndReason EndReasonOf(const storage::v1::SessionFinished& finished) {
  switch (finished.reason()) {
    case storage::v1::SessionFinished::REASON_TIME_OVER:
      return v1::END_REASON_TIME_OVER;
    case storage::v1::SessionFinished::REASON_ABANDONED:
      return v1::END_REASON_ABANDONED;
    default:
      return v1::END_REASON_FINISHED_EARLY;
  }
}

}  // namespace

absl::Status DamagedEvents(const std::string& session, absl::string_view why) {
  return absl::DataLossError(
      absl::StrCat(session, ": stored events are damaged: ", why));
}

absl::Status SessionRecord::Damaged(absl::string_view why) const {
  return DamagedEvents(name_, why);
}

SessionRecord::SessionRecord(int64_t number, std::string name,
                             std::string examinee,
                             const storage::v1::SessionEvent& event,
                             std::shared_ptr<const PreparedVersion> version,
                             Session session)
    : number_(number),
      name_(std::move(name)),
      examinee_(std::move(examinee)),
      language_(event.created().language()),
      version_(std::move(version)),
      clock_(event.time_ms(), session.mode().mode,
             event.created().accommodation()),
      session_(std::move(session)),
      last_event_ms_(event.time_ms()) {}

absl::StatusOr<SessionRecord> SessionRecord::Start(
    int64_t number, std::string name, std::string examinee,
    const storage::v1::SessionEvent& event,
    std::shared_ptr<const PreparedVersion> version) {
  const storage::v1::SessionCreated& created = event.created();
  const absl::StatusOr<int> mode =
      FindMode(version->exam->exam(), created.mode());
  if (!mode.ok()) return DamagedEvents(name, mode.status().message());
  absl::StatusOr<SessionPlan> plan = ReadPlan(*version->exam, *mode, created);
  if (!plan.ok()) return DamagedEvents(name, plan.status().message());
  const auto first = version->exam->bank().Find(created.first_item());
  if (!first) {
    return DamagedEvents(name, absl::StrCat("item ", created.first_item(),
                                            " is not in the bank"));
  }
  Session session(version->exam, *mode, *std::move(plan));
  session.Give(*first);
  return SessionRecord(number, std::move(name), std::move(examinee), event,
                       std::move(version), std::move(session));
}

// Whether a recorded event follows.
absl::Status SessionRecord::Check(
    const storage::v1::SessionEvent& event) const {
  if (event.has_rescored() || event.has_person_erased()) {
    if (session_.finished()) return absl::OkStatus();
    return Damaged("one that belongs after the end");
  }
  if (session_.finished()) return Damaged("one follows the end");
  if (!event.has_submitted()) return absl::OkStatus();
  const storage::v1::ResponseSubmitted& submitted = event.submitted();
  if (!session_.waiting() ||
      submitted.position() != session_.num_answered() + 1) {
    return Damaged(absl::StrCat("position ", submitted.position(),
                                " does not follow ", session_.num_answered()));
  }
  const Item& item = version_->exam->bank().item(session_.given().back().item);
  const absl::Status category = CheckCategory(item, submitted.category());
  if (!category.ok()) return Damaged(category.message());
  const std::string& next = submitted.next_item();
  if (next.empty() || version_->exam->bank().Find(next)) {
    return absl::OkStatus();
  }
  return Damaged(absl::StrCat("item ", next, " is not in the bank"));
}

void SessionRecord::Answer(const storage::v1::ResponseSubmitted& submitted,
                           int64_t time_ms) {
  session_.Answer(submitted.category(), clock_.CountedSeconds(time_ms),
                  SecondsTaken(submitted));
  answers_.push_back(Fingerprint(submitted.item_id(), submitted.answer()));
}

void SessionRecord::EndByAnswer(bool time_is_over) {
  session_.Finish(/*cut_short=*/time_is_over);
  end_reason_ =
      time_is_over ? v1::END_REASON_TIME_OVER : v1::END_REASON_COMPLETED;
}

absl::Status SessionRecord::Apply(const storage::v1::SessionEvent& event) {
  RETURN_IF_ERROR(Check(event));
  if (event.has_submitted()) {
    const storage::v1::ResponseSubmitted& submitted = event.submitted();
    Answer(submitted, event.time_ms());
    if (submitted.next_item().empty()) {
      EndByAnswer(submitted.time_is_over());
    } else {
      session_.Give(*version_->exam->bank().Find(submitted.next_item()));
    }
  } else if (event.has_finished()) {
    session_.Finish(/*cut_short=*/true);
    end_reason_ = EndReasonOf(event.finished());
  } else if (event.has_break_started()) {
    clock_.StartBreak(event.time_ms());
  } else if (event.has_break_ended()) {
    clock_.EndBreak(event.time_ms());
  } else if (event.has_rescored()) {
    RETURN_IF_ERROR(Rescore(event));
  } else if (event.has_person_erased()) {
    examinee_.clear();
  } else {
    return Damaged("one of them is of an unknown kind");
  }
  last_event_ms_ = event.time_ms();
  ++num_events_;
  return absl::OkStatus();
}

absl::Status SessionRecord::Rescore(const storage::v1::SessionEvent& event) {
  absl::StatusOr<Session> session = RescoredSession(session_, event.rescored());
  if (!session.ok()) return Damaged(session.status().message());
  rescorings_.push_back(std::make_shared<const Rescoring>(
      Rescoring{event.rescored(), event.time_ms(), *std::move(session)}));
  return absl::OkStatus();
}

void SessionRecord::Decide(storage::v1::SessionEvent& event) {
  if (event.has_submitted()) {
    storage::v1::ResponseSubmitted& submitted = *event.mutable_submitted();
    Answer(submitted, event.time_ms());
    submitted.set_theta(session_.score_mean());
    submitted.set_standard_error(session_.score_sd());
    std::optional<int> next;
    if (!submitted.time_is_over()) next = session_.SelectNext();
    if (next) {
      submitted.set_next_item(session_.exam().bank().item(*next).id);
      session_.Give(*next);
    } else {
      submitted.clear_next_item();
      EndByAnswer(submitted.time_is_over());
      *submitted.mutable_result() = ResultOf(session_);
    }
    last_event_ms_ = event.time_ms();
    ++num_events_;
    ShrinkToFit();
    return;
  }
  // The others decide no more than a result.
  (void)Apply(event);
  if (event.has_finished()) {
    *event.mutable_finished()->mutable_result() = ResultOf(session_);
  } else if (event.has_rescored()) {
    *event.mutable_rescored()->mutable_result() =
        ResultOf(rescorings_.back()->session);
  }
}

void SessionRecord::ShrinkToFit() {
  session_.ShrinkToFit();
  answers_.shrink_to_fit();
}

SessionRecord SessionRecord::After(int answers) const {
  const bool ended_otherwise = end_reason_ != v1::END_REASON_UNSPECIFIED &&
                               end_reason_ != v1::END_REASON_COMPLETED &&
                               session_.waiting();
  if (answers == session_.num_answered() && !ended_otherwise &&
      rescorings_.empty()) {
    return *this;
  }
  SessionRecord earlier = *this;
  earlier.session_ = Session(version_->exam, mode(), session_.plan());
  earlier.answers_.resize(answers);
  earlier.end_reason_ = v1::END_REASON_UNSPECIFIED;
  earlier.rescorings_.clear();
  const auto given = session_.given();
  earlier.session_.Give(given[0].item);
  for (int i = 0; i < answers; ++i) {
    earlier.session_.Answer(*given[i].category, given[i].elapsed_seconds,
                            given[i].seconds);
    if (i + 1 < static_cast<int>(given.size())) {
      earlier.session_.Give(given[i + 1].item);
    } else {
      earlier.EndByAnswer(end_reason_ == v1::END_REASON_TIME_OVER);
    }
  }
  return earlier;
}

int SessionRecord::mode() const {
  return static_cast<int>(&session_.mode() - session_.exam().modes().data());
}

bool SessionRecord::SameAnswer(int position, const std::string& item_id,
                               const v1::Answer& answer) const {
  return answers_[position - 1] == Fingerprint(item_id, answer);
}

void SessionRecord::RecordExposure() const {
  version_->exposure->Record(mode(), session_);
}

std::optional<storage::v1::SessionFinished::Reason>
SessionRecord::OverdueReason(int64_t now_ms) const {
  if (session_.finished()) return std::nullopt;
  if (clock_.GraceIsOver(now_ms)) {
    return storage::v1::SessionFinished::REASON_TIME_OVER;
  }
  const double limit = session_.mode().mode.expire_after_seconds;
  if (1e-3 * static_cast<double>(now_ms - last_event_ms_) > limit) {
    return storage::v1::SessionFinished::REASON_ABANDONED;
  }
  return std::nullopt;
}

}  // namespace adaptest

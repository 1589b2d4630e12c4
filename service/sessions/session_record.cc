#include "service/sessions/session_record.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "google/protobuf/util/time_util.h"
#include "proto/conversion/session_conversion.h"
#include "service/sessions/question.h"
#include "service/sessions/resource_name.h"

namespace adaptest {
namespace {

using google::protobuf::util::TimeUtil;

absl::Status Damaged(const std::string& name, absl::string_view why) {
  return absl::DataLossError(
      absl::StrCat(name, ": stored events are damaged: ", why));
}

absl::StatusOr<int> FindItem(const ItemBank& bank, const std::string& name,
                             const std::string& id) {
  if (const auto item = bank.Find(id)) return *item;
  return Damaged(name, absl::StrCat("item ", id, " is not in the bank"));
}

absl::StatusOr<std::vector<int>> FindItems(
    const ItemBank& bank, const std::string& name,
    const google::protobuf::RepeatedPtrField<std::string>& ids) {
  std::vector<int> items;
  for (const std::string& id : ids) {
    ASSIGN_OR_RETURN(const int item, FindItem(bank, name, id));
    items.push_back(item);
  }
  return items;
}

// 0 stands for a time that was not measured.
std::optional<double> SecondsTaken(
    const storage::v1::ResponseSubmitted& event) {
  if (event.seconds() > 0) return event.seconds();
  return std::nullopt;
}

absl::StatusOr<SessionPlan> ReadPlan(const ItemBank& bank,
                                     const std::string& name,
                                     const storage::v1::SessionCreated& event) {
  SessionPlan plan;
  plan.seed = event.seed();
  plan.pretest_positions = {event.pretest_positions().begin(),
                            event.pretest_positions().end()};
  ASSIGN_OR_RETURN(plan.pretest_items,
                   FindItems(bank, name, event.pretest_items()));
  ASSIGN_OR_RETURN(plan.form, FindItems(bank, name, event.form()));
  if (event.has_history()) {
    const storage::v1::LearnerHistory& history = event.history();
    plan.history = {history.mean(), history.sd(), history.days()};
  }
  for (const storage::v1::HeldBack& held : event.held_back()) {
    for (const int item : held.items()) {
      if (item >= 0 && item < bank.size()) continue;
      return Damaged(name,
                     absl::StrCat("item number ", item, " is not in the bank"));
    }
    if (held.control() >= static_cast<int>(plan.held_back.size())) {
      plan.held_back.emplace_back();
    }
    plan.held_back.back().push_back({held.items().begin(), held.items().end()});
  }
  return plan;
}

}  // namespace

storage::v1::SessionEvent MakeCreatedEvent(const PreparedVersion& version,
                                           int mode, uint64_t seed,
                                           const std::string& examinee,
                                           const LearnerPast& past,
                                           int64_t now_ms) {
  const std::vector<ExposureCounts> counts = version.exposure->Counts(mode);
  SessionStart start;
  start.exposure = counts;
  start.seen = past.seen;
  start.history = past.history;
  const PreparedExam& exam = *version.exam;
  const ItemBank& bank = exam.bank();
  const PreparedMode& prepared = exam.modes()[mode];
  const SessionPlan plan = MakeSessionPlan(exam, prepared, seed, start);
  storage::v1::SessionEvent event;
  event.set_time_ms(now_ms);
  storage::v1::SessionCreated* created = event.mutable_created();
  created->set_exam(exam.exam().name);
  created->set_bank_version(version.name);
  created->set_mode(std::string(NameOf(prepared.mode.kind)));
  created->set_examinee(examinee);
  created->set_seed(seed);
  for (const int position : plan.pretest_positions) {
    created->add_pretest_positions(position);
  }
  for (const int item : plan.pretest_items) {
    created->add_pretest_items(bank.item(item).id);
  }
  for (const int item : plan.form) created->add_form(bank.item(item).id);
  for (size_t c = 0; c < plan.held_back.size(); ++c) {
    for (const std::vector<int>& items : plan.held_back[c]) {
      storage::v1::HeldBack* held = created->add_held_back();
      held->set_control(static_cast<int>(c));
      held->mutable_items()->Add(items.begin(), items.end());
    }
  }
  if (plan.history) {
    storage::v1::LearnerHistory* history = created->mutable_history();
    history->set_mean(plan.history->mean);
    history->set_sd(plan.history->sd);
    history->set_days(plan.history->days);
  }
  const Session session(version.exam, mode, plan);
  created->set_first_item(bank.item(*session.SelectNext()).id);
  return event;
}

SessionRecord::SessionRecord(int64_t number, std::string name,
                             const storage::v1::SessionEvent& event,
                             std::shared_ptr<const PreparedVersion> version,
                             Session session)
    : number_(number),
      name_(std::move(name)),
      create_time_ms_(event.time_ms()),
      exam_(event.created().exam()),
      examinee_(event.created().examinee()),
      version_(std::move(version)),
      session_(std::move(session)) {}

absl::StatusOr<SessionRecord> SessionRecord::Start(
    int64_t number, std::string name, const storage::v1::SessionEvent& event,
    std::shared_ptr<const PreparedVersion> version) {
  if (!event.has_created()) return Damaged(name, "the first is no creation");
  const ItemBank& bank = version->exam->bank();
  ASSIGN_OR_RETURN(const int mode,
                   FindMode(version->exam->exam(), event.created().mode()));
  ASSIGN_OR_RETURN(SessionPlan plan, ReadPlan(bank, name, event.created()));
  ASSIGN_OR_RETURN(const int first,
                   FindItem(bank, name, event.created().first_item()));
  Session session(version->exam, mode, std::move(plan));
  session.Give(first);
  return SessionRecord(number, std::move(name), event, std::move(version),
                       std::move(session));
}

absl::Status SessionRecord::Apply(
    std::shared_ptr<const storage::v1::SessionEvent> event) {
  if (session_.finished()) return Damaged(name_, "one follows the end");
  if (event->has_finished()) {
    session_.Finish(/*cut_short=*/true);
  } else {
    const storage::v1::ResponseSubmitted& submitted = event->submitted();
    if (!session_.waiting() ||
        submitted.position() != session_.num_answered() + 1) {
      return Damaged(
          name_, absl::StrCat("position ", submitted.position(),
                              " does not follow ", session_.num_answered()));
    }
    session_.Answer(submitted.category(), ElapsedSeconds(event->time_ms()),
                    SecondsTaken(submitted));
    if (submitted.next_item().empty()) {
      session_.Finish();
    } else {
      ASSIGN_OR_RETURN(const int next, FindItem(version_->exam->bank(), name_,
                                                submitted.next_item()));
      session_.Give(next);
    }
  }
  events_.push_back(std::move(event));
  return absl::OkStatus();
}

SessionRecord SessionRecord::After(int answers) const {
  if (answers == static_cast<int>(events_.size())) return *this;
  SessionRecord earlier = *this;
  earlier.session_ = Session(version_->exam, mode(), session_.plan());
  earlier.session_.Give(session_.given()[0].item);
  earlier.events_.clear();
  for (int i = 0; i < answers; ++i) {
    // Cannot fail: the same events were applied before.
    (void)earlier.Apply(events_[i]);
  }
  return earlier;
}

int SessionRecord::mode() const {
  return static_cast<int>(&session_.mode() - session_.exam().modes().data());
}

void SessionRecord::RecordExposure() const {
  version_->exposure->Record(mode(), session_);
}

double SessionRecord::ElapsedSeconds(int64_t now_ms) const {
  return 1e-3 * static_cast<double>(now_ms - create_time_ms_);
}

bool SessionRecord::TimeIsOver(int64_t now_ms) const {
  const double limit = session_.mode().mode.time_limit_seconds;
  return limit > 0 && ElapsedSeconds(now_ms) > limit;
}

v1::Session SessionRecord::ToProto() const {
  v1::Session message;
  const Mode& mode = session_.mode().mode;
  message.set_name(name_);
  message.set_exam(exam_);
  message.set_bank_version(version_->name);
  message.set_mode(std::string(NameOf(mode.kind)));
  message.set_state(session_.finished() ? v1::SESSION_STATE_FINISHED
                                        : v1::SESSION_STATE_ACTIVE);
  message.set_item_count(session_.mode().num_positions());
  message.set_answered_count(session_.num_answered());
  *message.mutable_create_time() =
      TimeUtil::MillisecondsToTimestamp(create_time_ms_);
  if (mode.time_limit_seconds > 0) {
    *message.mutable_expire_time() = TimeUtil::MillisecondsToTimestamp(
        create_time_ms_ + static_cast<int64_t>(1000 * mode.time_limit_seconds));
  }
  message.set_examinee(examinee_);
  if (session_.finished()) {
    *message.mutable_report() = ReportToProto(session_, version_->name);
  }
  return message;
}

v1::PresentedItem SessionRecord::WaitingItem() const {
  v1::PresentedItem shown;
  const int item = session_.given().back().item;
  shown.set_position(static_cast<int>(session_.given().size()));
  shown.set_item_id(session_.exam().bank().item(item).id);
  const v1::Content& content = version_->contents[item];
  if (!content.item_id().empty()) {
    *shown.mutable_content() = WithoutKey(content);
  }
  return shown;
}

absl::StatusOr<SessionRecord> Replay(const StoredSession& stored,
                                     BankCatalog& catalog) {
  const std::string name = FormatSessionName(stored.number, stored.token);
  std::vector<std::shared_ptr<const storage::v1::SessionEvent>> events;
  for (const std::string& bytes : stored.events) {
    auto event = std::make_shared<storage::v1::SessionEvent>();
    if (!event->ParseFromString(bytes)) {
      return Damaged(name, absl::StrCat("number ", events.size()));
    }
    events.push_back(std::move(event));
  }
  if (events.empty()) return Damaged(name, "there are none");
  ASSIGN_OR_RETURN(const auto version,
                   catalog.Prepared(events[0]->created().bank_version()));
  ASSIGN_OR_RETURN(
      SessionRecord record,
      SessionRecord::Start(stored.number, name, *events[0], version));
  for (size_t i = 1; i < events.size(); ++i) {
    RETURN_IF_ERROR(record.Apply(events[i]));
  }
  return record;
}

}  // namespace adaptest

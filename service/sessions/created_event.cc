#include "service/sessions/created_event.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/session/session.h"
#include "engine/status_macros.h"
#include "service/sessions/recorded_items.h"

namespace adaptest {
namespace {

absl::Status ReadHeldBack(const ItemBank& bank,
                          const storage::v1::SessionCreated& event,
                          SessionPlan& plan) {
  for (const storage::v1::HeldBack& held : event.held_back()) {
    for (const int item : held.items()) {
      if (item >= 0 && item < bank.size()) continue;
      return absl::DataLossError(
          absl::StrCat("item number ", item, " is not in the bank"));
    }
    const int controls = static_cast<int>(plan.held_back.size());
    if (held.control() == controls) {
      plan.held_back.emplace_back();
    } else if (held.control() != controls - 1) {
      return absl::DataLossError(absl::StrCat(
          "exposure control ", held.control(), " follows ", controls - 1));
    }
    plan.held_back.back().push_back({held.items().begin(), held.items().end()});
  }
  return absl::OkStatus();
}

// Every position has its item.
absl::Status CheckLengths(const Mode& mode, const SessionPlan& plan) {
  if (plan.pretest_items.size() != plan.pretest_positions.size()) {
    return absl::DataLossError(
        absl::StrCat(plan.pretest_items.size(), " pretest items have ",
                     plan.pretest_positions.size(), " positions"));
  }
  const size_t scored = mode.scored_items;
  if (plan.form.empty() || plan.form.size() == scored) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat("the form has ", plan.form.size(), " items, not ", scored));
}

absl::Status ReadAreas(const std::vector<std::string>& names,
                       const storage::v1::SessionCreated& event,
                       SessionPlan& plan) {
  for (const std::string& area : event.weak_areas()) {
    const auto at = std::find(names.begin(), names.end(), area);
    if (at == names.end()) {
      return absl::DataLossError(
          absl::StrCat("area ", area, " is not in the exam"));
    }
    plan.weak_areas.push_back(static_cast<int>(at - names.begin()));
  }
  return absl::OkStatus();
}

void WritePlan(const ItemBank& bank, const SessionPlan& plan,
               storage::v1::SessionCreated& created) {
  created.set_seed(plan.seed);
  for (const int position : plan.pretest_positions) {
    created.add_pretest_positions(position);
  }
  for (const int item : plan.pretest_items) {
    created.add_pretest_items(bank.item(item).id);
  }
  for (const int item : plan.form) created.add_form(bank.item(item).id);
  for (size_t c = 0; c < plan.held_back.size(); ++c) {
    for (const std::vector<int>& items : plan.held_back[c]) {
      storage::v1::HeldBack* held = created.add_held_back();
      held->set_control(static_cast<int>(c));
      held->mutable_items()->Add(items.begin(), items.end());
    }
  }
  if (plan.history) {
    storage::v1::LearnerHistory* history = created.mutable_history();
    history->set_mean(plan.history->mean);
    history->set_sd(plan.history->sd);
    history->set_days(plan.history->days);
  }
}

}  // namespace

storage::v1::SessionEvent MakeCreatedEvent(const PreparedVersion& version,
                                           const SessionRequest& request,
                                           const LearnerPast& past) {
  const std::vector<ExposureCounts> counts =
      version.exposure->Counts(request.mode);
  SessionStart start;
  start.exposure = counts;
  start.seen = past.seen;
  start.history = past.history;
  start.weak_areas = past.weak_areas;
  const PreparedExam& exam = *version.exam;
  const PreparedMode& mode = exam.modes()[request.mode];
  const SessionPlan plan = MakeSessionPlan(exam, mode, request.seed, start);
  storage::v1::SessionEvent event;
  event.set_time_ms(request.now_ms);
  storage::v1::SessionCreated* created = event.mutable_created();
  created->set_exam(exam.exam().name);
  created->set_bank_version(version.name);
  created->set_mode(std::string(NameOf(mode.mode.kind)));
  created->set_language(request.language);
  *created->mutable_accommodation() = request.accommodation;
  WritePlan(exam.bank(), plan, *created);
  for (const int area : plan.weak_areas) {
    created->add_weak_areas(exam.areas().names[area]);
  }
  const Session session(version.exam, request.mode, plan);
  created->set_first_item(exam.bank().item(*session.SelectNext()).id);
  return event;
}

absl::StatusOr<SessionPlan> ReadPlan(const PreparedExam& exam, int mode,
                                     const storage::v1::SessionCreated& event) {
  const ItemBank& bank = exam.bank();
  SessionPlan plan;
  plan.seed = event.seed();
  plan.pretest_positions = {event.pretest_positions().begin(),
                            event.pretest_positions().end()};
  ASSIGN_OR_RETURN(plan.pretest_items, FindItems(bank, event.pretest_items()));
  ASSIGN_OR_RETURN(plan.form, FindItems(bank, event.form()));
  RETURN_IF_ERROR(CheckLengths(exam.modes()[mode].mode, plan));
  if (event.has_history()) {
    const storage::v1::LearnerHistory& history = event.history();
    plan.history = {history.mean(), history.sd(), history.days()};
  }
  RETURN_IF_ERROR(ReadHeldBack(bank, event, plan));
  RETURN_IF_ERROR(ReadAreas(exam.areas().names, event, plan));
  return plan;
}

}  // namespace adaptest

#include "service/sessions/rescored_session.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/sessions/recorded_items.h"

namespace adaptest {
namespace {

absl::StatusOr<std::map<int, int>> NewCategories(
    const Session& session, const storage::v1::SessionRescored& event) {
  std::map<int, int> categories;  // by position, from 0
  for (const storage::v1::RescoredAnswer& answer : event.answers()) {
    if (answer.position() < 1 || answer.position() > session.num_answered()) {
      return absl::DataLossError(
          absl::StrCat("position ", answer.position(), " has no answer"));
    }
    const int item = session.given()[answer.position() - 1].item;
    RETURN_IF_ERROR(
        CheckCategory(session.exam().bank().item(item), answer.category()));
    categories[answer.position() - 1] = answer.category();
  }
  return categories;
}

// The plan in which the item given at a position counts no longer.
void Unscore(int position, int item, SessionPlan& plan) {
  const auto at = std::lower_bound(plan.pretest_positions.begin(),
                                   plan.pretest_positions.end(), position);
  const auto index = at - plan.pretest_positions.begin();
  if (at != plan.pretest_positions.end() && *at == position) return;
  plan.pretest_positions.insert(at, position);
  plan.pretest_items.insert(plan.pretest_items.begin() + index, item);
}

}  // namespace

absl::StatusOr<Session> RescoredSession(
    const Session& session, const storage::v1::SessionRescored& event) {
  ASSIGN_OR_RETURN(const std::vector<int> dropped,
                   FindItems(session.exam().bank(), event.dropped_items()));
  ASSIGN_OR_RETURN(const auto categories, NewCategories(session, event));
  const auto is_dropped = [&](int item) {
    return std::find(dropped.begin(), dropped.end(), item) != dropped.end();
  };
  SessionPlan plan = session.plan();
  std::erase_if(plan.form, is_dropped);
  const auto given = session.given();
  for (size_t i = 0; i < given.size(); ++i) {
    if (is_dropped(given[i].item)) {
      Unscore(static_cast<int>(i), given[i].item, plan);
    }
  }
  const PreparedMode* modes = session.exam().modes().data();
  Session rescored(session.shared_exam(),
                   static_cast<int>(&session.mode() - modes), std::move(plan));
  for (size_t i = 0; i < given.size(); ++i) {
    rescored.Give(given[i].item);
    if (!given[i].category) break;
    const auto changed = categories.find(static_cast<int>(i));
    rescored.Answer(
        changed != categories.end() ? changed->second : *given[i].category,
        given[i].elapsed_seconds, given[i].seconds);
  }
  rescored.Finish(session.cut_short());
  return rescored;
}

}  // namespace adaptest

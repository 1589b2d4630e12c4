#include "service/sessions/learner_past.h"

#include <algorithm>
#include <limits>

#include "engine/session/weakest_areas.h"
#include "engine/status_macros.h"
#include "service/sessions/replay.h"
#include "service/sessions/session_record.h"

namespace adaptest {
namespace {

constexpr double kDay = 86'400;  // seconds

// What the rules of a mode ask of the past.
struct Need {
  bool seen = false;
  double days = 0;
  int sessions = 0;
  bool history = false;
  bool areas = false;
};

Need NeedOf(const PreparedMode& mode) {
  Need need;
  for (const ExposureControl& control : mode.exposure) {
    const auto* no_repeat = std::get_if<NoRepeat>(&control);
    if (no_repeat == nullptr) continue;
    need.seen = true;
    need.days = std::max(need.days, no_repeat->days);
    need.sessions = std::max(need.sessions, no_repeat->sessions);
  }
  for (const Prior* prior : {&mode.selection_prior, &mode.score_prior}) {
    need.history = need.history || std::holds_alternative<HistoryPrior>(*prior);
  }
  need.areas = std::holds_alternative<WeakAreas>(mode.strategy);
  return need;
}

std::optional<LearnerHistory> HistoryFrom(const Session& session, double days) {
  if (session.ScoredAnswers().empty()) return std::nullopt;
  const bool carried =
      std::holds_alternative<HistoryPrior>(session.mode().selection_prior);
  const Posterior posterior =
      carried ? session.SelectionPosterior() : session.ScorePosterior();
  return LearnerHistory{posterior.mean(), posterior.sd(), days};
}

void AddSeen(const Session& session, const ItemBank& bank, double days,
             int sessions_ago, std::vector<SeenItem>& seen) {
  for (const GivenItem& given : session.given()) {
    const auto item = bank.Find(session.exam().bank().item(given.item).id);
    if (item) seen.push_back({*item, days, sessions_ago});
  }
}

// An item of another bank version is the same where its id is.
void AddAnswers(const Session& session, const ItemBank& bank,
                std::vector<ScoredAnswer>& answers) {
  for (const ScoredAnswer& answer : session.ScoredAnswers()) {
    const auto item = bank.Find(session.exam().bank().item(answer.item).id);
    if (!item || answer.category >= NumCategories(bank.item(*item))) continue;
    answers.push_back({*item, answer.category});
  }
}

// Takes from one session what is asked for, and clears in `need` what no
// earlier session can add to.
void Take(const SessionRecord& record, const ItemBank& bank, int64_t now_ms,
          int sessions_ago, Need& need, LearnerPast& past,
          std::vector<ScoredAnswer>& answers) {
  const double days =
      std::max(0.0, record.clock().ElapsedSeconds(now_ms)) / kDay;
  need.seen = need.seen && (sessions_ago <= need.sessions || days < need.days);
  if (need.seen) {
    AddSeen(record.session(), bank, days, sessions_ago, past.seen);
  }
  if (need.history) past.history = HistoryFrom(record.session(), days);
  need.history = need.history && !past.history;
  if (need.areas) AddAnswers(record.session(), bank, answers);
  need.areas = need.areas && sessions_ago < kAreaSessions;
}

}  // namespace

absl::StatusOr<LearnerPast> FindLearnerPast(
    EventStore& store, BankCatalog& catalog, const PreparedVersion& version,
    int mode, const std::string& examinee, int64_t now_ms) {
  const PreparedExam& exam = *version.exam;
  Need need = examinee.empty() ? Need() : NeedOf(exam.modes()[mode]);
  LearnerPast past;
  std::vector<ScoredAnswer> answers;
  int sessions_ago = 0;
  int64_t before = std::numeric_limits<int64_t>::max();
  while (need.seen || need.history || need.areas) {
    ASSIGN_OR_RETURN(
        const std::vector<int64_t> earlier,
        store.ListSessions({exam.exam().name, examinee}, before, 1));
    if (earlier.empty()) break;
    before = earlier[0];
    ASSIGN_OR_RETURN(const auto record, LoadReadable(store, catalog, before));
    if (!record) continue;
    Take(*record, exam.bank(), now_ms, ++sessions_ago, need, past, answers);
  }
  past.weak_areas = WeakestAreas(exam, exam.modes()[mode], answers);
  return past;
}

}  // namespace adaptest

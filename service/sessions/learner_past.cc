#include "service/sessions/learner_past.h"

#include <algorithm>
#include <limits>

#include "engine/status_macros.h"
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
  return need;
}

std::optional<LearnerHistory> HistoryFrom(const Session& session, double days) {
  if (session.ScoredAnswers().empty()) return std::nullopt;
  const bool carried =
      std::holds_alternative<HistoryPrior>(session.mode().selection_prior);
  const Posterior& posterior =
      carried ? session.selection_posterior() : session.score_posterior();
  return LearnerHistory{posterior.mean(), posterior.sd(), days};
}

void AddSeen(const Session& session, const ItemBank& bank, double days,
             int sessions_ago, std::vector<SeenItem>& seen) {
  for (const GivenItem& given : session.given()) {
    const auto item = bank.Find(session.exam().bank().item(given.item).id);
    if (item) seen.push_back({*item, days, sessions_ago});
  }
}

// Takes from one session what is asked for, and clears in `need` what no
// earlier session can add to.
void Take(const SessionRecord& record, const ItemBank& bank, int64_t now_ms,
          int sessions_ago, Need& need, LearnerPast& past) {
  const double days = std::max(0.0, record.ElapsedSeconds(now_ms)) / kDay;
  need.seen = need.seen && (sessions_ago <= need.sessions || days < need.days);
  if (need.seen) {
    AddSeen(record.session(), bank, days, sessions_ago, past.seen);
  }
  if (need.history) past.history = HistoryFrom(record.session(), days);
  need.history = need.history && !past.history;
}

}  // namespace

absl::StatusOr<LearnerPast> FindLearnerPast(
    EventStore& store, BankCatalog& catalog, const PreparedVersion& version,
    int mode, const std::string& examinee, int64_t now_ms) {
  const PreparedExam& exam = *version.exam;
  Need need = examinee.empty() ? Need() : NeedOf(exam.modes()[mode]);
  LearnerPast past;
  int sessions_ago = 0;
  int64_t before = std::numeric_limits<int64_t>::max();
  while (need.seen || need.history) {
    ASSIGN_OR_RETURN(before,
                     store.SessionBefore(exam.exam().name, examinee, before));
    if (before == 0) break;
    ASSIGN_OR_RETURN(const StoredSession stored, store.Load(before));
    ASSIGN_OR_RETURN(const SessionRecord record, Replay(stored, catalog));
    Take(record, exam.bank(), now_ms, ++sessions_ago, need, past);
  }
  return past;
}

}  // namespace adaptest

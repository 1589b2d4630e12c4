#include "service/sessions/replay_check.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "adaptest/storage/v1/event.pb.h"
#include "engine/session/selection_explanation.h"
#include "engine/status_macros.h"
#include "service/sessions/created_event.h"
#include "service/sessions/replay.h"
#include "service/sessions/resource_name.h"
#include "service/sessions/session_record.h"

namespace adaptest {
namespace {

using storage::v1::SessionEvent;
using storage::v1::SessionResult;

class Check {
 public:
  Check(ReplayReport& report, double tolerance)
      : report_(report), tolerance_(tolerance) {}

  void Differs(absl::string_view place, absl::string_view what,
               absl::string_view recorded, absl::string_view derived) {
    report_.differences.push_back(absl::StrCat(
        place, ": ", what, ": recorded ", recorded, ", derived ", derived));
  }

  void Number(absl::string_view place, absl::string_view what, double recorded,
              double derived) {
    ++report_.scores;
    const double scale = std::max({1.0, std::abs(recorded), std::abs(derived)});
    if (std::abs(recorded - derived) <= tolerance_ * scale) return;
    Differs(place, what, absl::StrCat(recorded), absl::StrCat(derived));
  }

  void Result(absl::string_view place, const SessionResult& recorded,
              const SessionResult& derived) {
    Number(place, "theta", recorded.theta(), derived.theta());
    Number(place, "standard error", recorded.standard_error(),
           derived.standard_error());
    Number(place, "scaled score", recorded.scaled_score(),
           derived.scaled_score());
    Number(place, "mastery probability", recorded.mastery_probability(),
           derived.mastery_probability());
    Number(place, "pass probability", recorded.pass_probability(),
           derived.pass_probability());
    Number(place, "number right", recorded.right_count(),
           derived.right_count());
    Number(place, "passed", recorded.passed(), derived.passed());
  }

  // The item chosen after the answers of `before`. A tie is no difference.
  void Item(absl::string_view place, const Session& before,
            const std::string& recorded, const std::string& derived) {
    ++report_.selections;
    if (recorded == derived) return;
    if (IsTie(before, recorded, derived)) {
      ++report_.ties;
      return;
    }
    Differs(place, "item", recorded.empty() ? "the end" : recorded,
            derived.empty() ? "the end" : derived);
  }

 private:
  static bool IsTie(const Session& before, const std::string& x,
                    const std::string& y) {
    if (x.empty() || y.empty() || !before.plan().form.empty()) return false;
    std::optional<double> gains[2];
    before.WithSelection(
        [&](const SelectionRules& rules, const SelectionSnapshot& snapshot) {
          const auto explanation =
              ExplainSelection(rules, snapshot, snapshot.bank.size());
          for (const RankedItem& ranked : explanation.ranking) {
            const std::string& id = snapshot.bank.item(ranked.item).id;
            if (id == x) gains[0] = ranked.gain;
            if (id == y) gains[1] = ranked.gain;
          }
          return 0;
        });
    return gains[0] && gains[1] &&
           std::abs(*gains[0] - *gains[1]) <=
               kGainTie * std::max(std::abs(*gains[0]), std::abs(*gains[1]));
  }

  ReplayReport& report_;
  const double tolerance_;
};

void CheckStart(const SessionEvent& event, const PreparedVersion& version,
                const SessionRecord& record, Check& check) {
  constexpr absl::string_view kPlace = "start";
  const Session& session = record.session();
  const SessionPlan& plan = session.plan();
  const SessionPlan derived = RemakePlan(*version.exam, session.mode(), plan);
  if (derived.pretest_positions != plan.pretest_positions ||
      derived.pretest_items != plan.pretest_items) {
    check.Differs(kPlace, "pretest", "one draw", "another");
  }
  if (derived.form != plan.form) {
    check.Differs(kPlace, "form", "one form", "another");
  }
  const Session begun(version.exam, record.mode(), plan);
  check.Item(kPlace, begun, event.created().first_item(),
             version.exam->bank().item(*begun.SelectNext()).id);
}

void CheckCategory(const std::string& place, const SessionRecord& record,
                   const storage::v1::ResponseSubmitted& submitted,
                   Check& check) {
  const int item = record.session().given().back().item;
  const Question& question = record.version().questions[item];
  if (question.empty()) return;
  const absl::StatusOr<int> category =
      ScoreAnswer(question.content(), submitted.answer());
  check.Number(place, "category", submitted.category(),
               category.ok() ? *category : -1);
}

// An answer, from the state before it.
void CheckAnswer(const SessionEvent& event, const SessionRecord& record,
                 Check& check) {
  const storage::v1::ResponseSubmitted& submitted = event.submitted();
  const std::string place = absl::StrCat("position ", submitted.position());
  CheckCategory(place, record, submitted, check);
  SessionEvent derived = event;
  SessionRecord after = record;
  after.Decide(derived);
  // The first schemas recorded no estimates.
  if (submitted.standard_error() > 0) {
    check.Number(place, "theta", submitted.theta(),
                 derived.submitted().theta());
    check.Number(place, "standard error", submitted.standard_error(),
                 derived.submitted().standard_error());
  }
  Session answered = record.session();
  answered.Answer(submitted.category());
  check.Item(place, answered, submitted.next_item(),
             derived.submitted().next_item());
  if (submitted.has_result() && derived.submitted().has_result()) {
    check.Result(place, submitted.result(), derived.submitted().result());
  }
}

void CheckOther(const SessionEvent& event, const SessionRecord& record,
                Check& check) {
  SessionEvent derived = event;
  SessionRecord after = record;
  after.Decide(derived);
  if (event.finished().has_result()) {
    check.Result("end", event.finished().result(), derived.finished().result());
  }
  if (event.rescored().has_result()) {
    check.Result("rescoring", event.rescored().result(),
                 derived.rescored().result());
  }
}

}  // namespace

absl::StatusOr<ReplayReport> CheckReplay(const StoredSession& stored,
                                         BankCatalog& catalog,
                                         double tolerance) {
  // Tells of damage first, so that nothing below can fail.
  RETURN_IF_ERROR(Replay(stored, catalog).status());
  ReplayReport report;
  report.session = FormatSessionName(stored.number, stored.token);
  Check check(report, tolerance);
  ASSIGN_OR_RETURN(const SessionEvent first,
                   ParseEvent(report.session, stored.events[0]));
  ASSIGN_OR_RETURN(const auto version,
                   catalog.Prepared(first.created().bank_version()));
  ASSIGN_OR_RETURN(SessionRecord record,
                   SessionRecord::Start(stored.number, report.session,
                                        stored.examinee, first, version));
  CheckStart(first, *version, record, check);
  for (size_t i = 1; i < stored.events.size(); ++i) {
    ASSIGN_OR_RETURN(const SessionEvent event,
                     ParseEvent(report.session, stored.events[i]));
    if (event.has_submitted()) {
      CheckAnswer(event, record, check);
    } else {
      CheckOther(event, record, check);
    }
    RETURN_IF_ERROR(record.Apply(event));
  }
  return report;
}

}  // namespace adaptest

#include "service/sessions/store_responses.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/status_macros.h"
#include "service/sessions/each_session.h"
#include "service/sessions/replay.h"
#include "service/sessions/session_record.h"

namespace adaptest {
namespace {

// [position from 0]: whether the question was left unanswered on purpose. The
// events have been replayed, so they can be read.
std::vector<bool> OmittedPositions(const StoredSession& stored) {
  std::vector<bool> omitted;
  for (const std::string& bytes : stored.events) {
    storage::v1::SessionEvent event;
    if (!event.ParseFromString(bytes) || !event.has_submitted()) continue;
    omitted.push_back(event.submitted().answer().omitted());
  }
  return omitted;
}

bool IsDropped(const SessionRecord& record, const std::string& item) {
  if (record.rescorings().empty()) return false;
  const auto& dropped = record.rescorings().back()->event.dropped_items();
  return std::find(dropped.begin(), dropped.end(), item) != dropped.end();
}

// Positions that the person did not come to, where it is known what they held:
// those of a form, and a question that was shown at the end.
int NotReached(const Session& session) {
  if (!session.finished()) return 0;
  if (!session.plan().form.empty()) {
    return session.mode().num_positions() - session.num_answered();
  }
  return static_cast<int>(session.given().size()) - session.num_answered();
}

bool GivesFeedback(const Mode& mode) {
  return mode.kind == ModeKind::kPractice && mode.feedback != Feedback::kAtEnd;
}

SourceSession SourceOf(const StoredSession& stored,
                       const SessionRecord& record) {
  SourceSession out;
  out.person_id = record.examinee();
  // Without the token, which is the session's secret.
  out.session_id = absl::StrCat("sessions/", record.number());
  out.time = static_cast<double>(record.clock().create_time_ms()) / 1000;
  out.is_finished = record.session().finished() &&
                    record.end_reason() != v1::END_REASON_ABANDONED;
  out.is_practice_with_feedback = GivesFeedback(record.session().mode().mode);
  out.not_reached = NotReached(record.session());
  const Session& session = record.rescorings().empty()
                               ? record.session()
                               : record.rescorings().back()->session;
  const std::vector<bool> omitted = OmittedPositions(stored);
  for (int i = 0; i < session.num_answered(); ++i) {
    const GivenItem& given = session.given()[i];
    const std::string& id = session.exam().bank().item(given.item).id;
    if (IsDropped(record, id)) continue;
    out.answers.push_back({id, *given.category,
                           i < static_cast<int>(omitted.size()) && omitted[i],
                           given.seconds.value_or(0)});
  }
  return out;
}

}  // namespace

absl::Status StoreResponses::ForEach(UseSession use) {
  num_unreadable_ = 0;
  return ForEachSession(
      store_, {exam_, ""}, [&](int64_t number) -> absl::Status {
        const absl::StatusOr<StoredSession> stored = store_.Load(number);
        ASSIGN_OR_RETURN(const std::optional<SessionRecord> record,
                         ReplayReadable(stored, catalog_));
        if (record) return use(SourceOf(*stored, *record));
        ++num_unreadable_;
        return absl::OkStatus();
      });
}

absl::StatusOr<std::string> ChosenExam(BankStore& store,
                                       const std::string& exam) {
  ASSIGN_OR_RETURN(const std::vector<std::string> exams, store.ListExams());
  const std::string names = absl::StrJoin(exams, ", ");
  if (exams.empty()) return absl::NotFoundError("the store has no exam");
  if (exam.empty() && exams.size() == 1) return exams[0];
  if (exam.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("the store has several exams; choose one of: ", names));
  }
  if (std::find(exams.begin(), exams.end(), exam) != exams.end()) return exam;
  return absl::NotFoundError(
      absl::StrCat("exam ", exam, " is not in the store; it has: ", names));
}

}  // namespace adaptest

#include "service/sessions/rescoring.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "google/protobuf/util/message_differencer.h"
#include "service/sessions/each_session.h"
#include "service/sessions/field_error.h"
#include "service/sessions/replay.h"
#include "service/sessions/rescored_session.h"
#include "service/sessions/resource_name.h"
#include "service/sessions/session_result.h"

namespace adaptest {
namespace {

constexpr size_t kMaxReason = 1000;

// A rescoring made ready.
struct Correction {
  std::shared_ptr<const PreparedVersion> version;
  std::shared_ptr<const PreparedVersion> key_version;  // null where none
  std::set<std::string> dropped;
  std::string reason;
};

absl::StatusOr<Correction> Prepare(const v1::RescoreSessionsRequest& request,
                                   BankCatalog& catalog) {
  if (request.key_version().empty() && request.dropped_items().empty()) {
    return FieldError("key_version",
                      "is missing; allowed: a bank version with corrected "
                      "keys, or dropped_items");
  }
  if (request.reason().empty() || request.reason().size() > kMaxReason) {
    return FieldError("reason",
                      absl::StrCat(request.reason().size(),
                                   " bytes; allowed: 1 to ", kMaxReason));
  }
  Correction correction;
  correction.reason = request.reason();
  ASSIGN_OR_RETURN(correction.version,
                   catalog.Prepared(request.bank_version()));
  if (!request.key_version().empty()) {
    ASSIGN_OR_RETURN(correction.key_version,
                     catalog.Prepared(request.key_version()));
    const std::string& exam = correction.version->exam->exam().name;
    if (correction.key_version->exam->exam().name != exam) {
      return FieldError(
          "key_version",
          absl::StrCat(request.key_version(),
                       " is of another exam; allowed: of ", exam));
    }
  }
  for (const std::string& item : request.dropped_items()) {
    if (!correction.version->exam->bank().Find(item)) {
      return FieldError("dropped_items",
                        absl::StrCat("item \"", item, "\" is not in ",
                                     correction.version->name));
    }
    correction.dropped.insert(item);
  }
  return correction;
}

// By position, from 1.
absl::StatusOr<std::map<int, v1::Answer>> AnswersOf(const StoredSession& stored,
                                                    const std::string& name) {
  std::map<int, v1::Answer> answers;
  for (const std::string& bytes : stored.events) {
    ASSIGN_OR_RETURN(const auto event, ParseEvent(name, bytes));
    if (!event.has_submitted()) continue;
    answers[event.submitted().position()] = event.submitted().answer();
  }
  return answers;
}

// The category of an answer by the corrected key; nothing where that does not
// tell.
std::optional<int> CorrectedCategory(const Correction& correction,
                                     const std::string& item,
                                     const v1::Answer& answer) {
  if (correction.key_version == nullptr) return std::nullopt;
  const auto index = correction.key_version->exam->bank().Find(item);
  if (!index) return std::nullopt;
  const Question& question = correction.key_version->questions[*index];
  if (question.empty()) return std::nullopt;
  const auto category = ScoreAnswer(question.content(), answer);
  return category.ok() ? std::optional<int>(*category) : std::nullopt;
}

// All that now differs from the first scoring: what earlier rescorings changed
// stands where this one says nothing of it.
storage::v1::SessionRescored RescoringOf(
    const Correction& correction, const SessionRecord& record,
    const std::map<int, v1::Answer>& answers) {
  const ItemBank& bank = record.session().exam().bank();
  std::map<int, int> categories;
  std::set<std::string> dropped;
  if (!record.rescorings().empty()) {
    const auto& earlier = record.rescorings().back()->event;
    for (const auto& answer : earlier.answers()) {
      categories[answer.position()] = answer.category();
    }
    dropped.insert(earlier.dropped_items().begin(),
                   earlier.dropped_items().end());
  }
  const auto given = record.session().given();
  for (const auto& [position, answer] : answers) {
    const GivenItem& item = given[position - 1];
    const std::string& id = bank.item(item.item).id;
    if (correction.dropped.count(id) > 0) dropped.insert(id);
    const auto category = CorrectedCategory(correction, id, answer);
    if (!category) continue;
    categories.erase(position);
    if (*category != *item.category) categories[position] = *category;
  }
  for (const int item : record.session().plan().form) {
    const std::string& id = bank.item(item).id;
    if (correction.dropped.count(id) > 0) dropped.insert(id);
  }
  storage::v1::SessionRescored event;
  for (const auto& [position, category] : categories) {
    storage::v1::RescoredAnswer* answer = event.add_answers();
    answer->set_position(position);
    answer->set_category(category);
  }
  for (const std::string& item : dropped) event.add_dropped_items(item);
  return event;
}

bool ChangesNothing(const SessionRecord& record,
                    const storage::v1::SessionRescored& event) {
  storage::v1::SessionRescored known;
  if (!record.rescorings().empty()) known = record.rescorings().back()->event;
  const auto same = [](const auto& x, const auto& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                      [](const auto& a, const auto& b) {
                        return a.SerializeAsString() == b.SerializeAsString();
                      });
  };
  return same(known.answers(), event.answers()) &&
         std::equal(known.dropped_items().begin(), known.dropped_items().end(),
                    event.dropped_items().begin(), event.dropped_items().end());
}

bool PassesNow(const SessionRecord& record) {
  return record.rescorings().empty()
             ? ResultOf(record.session()).passed()
             : record.rescorings().back()->event.result().passed();
}

// A result needs a scored item.
absl::Status CheckSomethingIsLeft(const SessionRecord& record,
                                  const Session& rescored) {
  const auto scored = [](const Session& session) {
    return session.plan().form.size() + session.ScoredAnswers().size();
  };
  if (scored(rescored) > 0 || scored(record.session()) == 0) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat(
      record.name(), " would have no scored item left; drop fewer items"));
}

absl::Status RescoreOne(const Correction& correction, int64_t number,
                        bool dry_run, EventStore& store, BankCatalog& catalog,
                        SessionManager& manager,
                        v1::RescoreSessionsResponse& counts) {
  const absl::StatusOr<StoredSession> stored = store.Load(number);
  ASSIGN_OR_RETURN(const auto read, ReplayReadable(stored, catalog));
  if (!read) {
    counts.set_unreadable_count(counts.unreadable_count() + 1);
    return absl::OkStatus();
  }
  const SessionRecord& record = *read;
  if (!record.session().finished() ||
      record.version().name != correction.version->name) {
    return absl::OkStatus();
  }
  counts.set_session_count(counts.session_count() + 1);
  ASSIGN_OR_RETURN(const auto answers, AnswersOf(*stored, record.name()));
  storage::v1::SessionRescored event = RescoringOf(correction, record, answers);
  if (ChangesNothing(record, event)) return absl::OkStatus();
  if (correction.key_version != nullptr) {
    event.set_key_version(correction.key_version->name);
  }
  event.set_reason(correction.reason);
  ASSIGN_OR_RETURN(const Session rescored,
                   RescoredSession(record.session(), event));
  RETURN_IF_ERROR(CheckSomethingIsLeft(record, rescored));
  const bool passed = PassesNow(record);
  const bool passes = ResultOf(rescored).passed();
  if (!dry_run) {
    RETURN_IF_ERROR(manager.Rescore(record.name(), event));
  }
  counts.set_rescored_count(counts.rescored_count() + 1);
  if (passes && !passed)
    counts.set_now_passed_count(counts.now_passed_count() + 1);
  if (passed && !passes)
    counts.set_now_failed_count(counts.now_failed_count() + 1);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::RescoreSessionsResponse> RescoreSessions(
    const v1::RescoreSessionsRequest& request, EventStore& store,
    BankCatalog& catalog, SessionManager& manager) {
  ASSIGN_OR_RETURN(const Correction correction, Prepare(request, catalog));
  v1::RescoreSessionsResponse counts;
  const std::string& exam = correction.version->exam->exam().name;
  RETURN_IF_ERROR(ForEachSession(store, {exam, ""}, [&](int64_t number) {
    return RescoreOne(correction, number, request.dry_run(), store, catalog,
                      manager, counts);
  }));
  return counts;
}

}  // namespace adaptest

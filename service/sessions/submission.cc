#include "service/sessions/submission.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "proto/conversion/session_conversion.h"
#include "service/sessions/field_error.h"
#include "service/sessions/question.h"
#include "service/sessions/session_view.h"

namespace adaptest {
namespace {

constexpr int kMaxChoices = 100;
constexpr double kMaxSeconds = 7 * 86400;

absl::StatusOr<int> Score(const SessionRecord& record, int item,
                          const v1::Answer& answer) {
  const Question& question = record.version().questions[item];
  if (!question.empty()) return ScoreAnswer(question.content(), answer);
  const PreparedExam& exam = record.session().exam();
  return ScoreCategoryAnswer(answer, exam.exam().allow_category_answers,
                             NumCategories(exam.bank().item(item)));
}

absl::string_view Because(const SessionRecord& record) {
  switch (record.end_reason()) {
    case v1::END_REASON_TIME_OVER:
      return ", its time is over";
    case v1::END_REASON_ABANDONED:
      return ", it was abandoned";
    default:
      return "";
  }
}

absl::Status CheckAskedFor(const SessionRecord& record,
                           const v1::SubmitResponseRequest& request,
                           int64_t now_ms) {
  const Session& session = record.session();
  if (session.finished()) {
    return absl::FailedPreconditionError(
        absl::StrCat(record.name(), " is finished", Because(record),
                     "; position ", request.position(), " takes no answer"));
  }
  const int position = static_cast<int>(session.given().size());
  const std::string& id =
      session.exam().bank().item(session.given().back().item).id;
  if (request.position() != position || request.item_id() != id) {
    return absl::FailedPreconditionError(absl::StrCat(
        "position ", request.position(), " with item ", request.item_id(),
        " was not asked; position ", position, " with item ", id, " waits"));
  }
  if (record.clock().OnBreak(now_ms)) {
    return absl::FailedPreconditionError(
        absl::StrCat(record.name(), " is on a break; end it first (EndBreak)"));
  }
  return absl::OkStatus();
}

void FillFeedback(const SessionRecord& record,
                  v1::SubmitResponseResponse& reply) {
  const Session& session = record.session();
  const Feedback level = session.mode().mode.feedback;
  if (level == Feedback::kAtEnd) return;
  const GivenItem& answered = session.given()[session.num_answered() - 1];
  reply.mutable_feedback()->set_response(*answered.category);
  reply.mutable_feedback()->set_scored(answered.scored);
  if (level == Feedback::kFull) {
    v1::Content content = ContentAt(record, session.num_answered());
    if (!content.item_id().empty()) {
      *reply.mutable_feedback()->mutable_content() = std::move(content);
    }
  }
  *reply.mutable_estimate() = EstimateToProto(session, record.version().name);
}

}  // namespace

absl::Status ValidateSubmission(const v1::SubmitResponseRequest& request) {
  if (request.position() < 1) {
    return FieldError("position",
                      absl::StrCat(request.position(), "; allowed: 1 or more"));
  }
  RETURN_IF_ERROR(CheckText("item_id", request.item_id(), kMaxId));
  RETURN_IF_ERROR(CheckText("request_id", request.request_id(), kMaxId));
  if (!request.has_answer()) return FieldError("answer", "is missing");
  const v1::Answer& answer = request.answer();
  if (answer.option_ids_size() > kMaxChoices ||
      answer.pairs_size() > kMaxChoices) {
    return FieldError(
        "answer", absl::StrCat(answer.option_ids_size(), " options and ",
                               answer.pairs_size(), " pairs; allowed: at most ",
                               kMaxChoices));
  }
  for (const std::string& id : answer.option_ids()) {
    RETURN_IF_ERROR(CheckText("answer.option_ids", id, kMaxId));
  }
  for (const v1::Pair& pair : answer.pairs()) {
    RETURN_IF_ERROR(CheckText("answer.pairs", pair.left(), kMaxId));
    RETURN_IF_ERROR(CheckText("answer.pairs", pair.right(), kMaxId));
  }
  if (!(request.seconds() >= 0 && request.seconds() <= kMaxSeconds)) {
    return FieldError(
        "seconds",
        absl::StrCat(request.seconds(), " is outside [0, ", kMaxSeconds, "]"));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> IsRetry(const SessionRecord& record,
                             const v1::SubmitResponseRequest& request) {
  if (request.position() > record.session().num_answered()) return false;
  if (record.SameAnswer(request.position(), request.item_id(),
                        request.answer())) {
    return true;
  }
  const Session& session = record.session();
  const int item = session.given()[request.position() - 1].item;
  return absl::AbortedError(absl::StrCat(
      "position ", request.position(), " of ", record.name(),
      " was answered before, otherwise: item ",
      session.exam().bank().item(item).id, "; the first answer stands"));
}

absl::StatusOr<storage::v1::SessionEvent> AcceptSubmission(
    const SessionRecord& record, const v1::SubmitResponseRequest& request,
    int64_t now_ms) {
  RETURN_IF_ERROR(CheckAskedFor(record, request, now_ms));
  const Session& session = record.session();
  ASSIGN_OR_RETURN(
      const int category,
      Score(record, session.given().back().item, request.answer()));
  storage::v1::SessionEvent event;
  event.set_time_ms(now_ms);
  storage::v1::ResponseSubmitted* submitted = event.mutable_submitted();
  submitted->set_position(request.position());
  submitted->set_item_id(request.item_id());
  *submitted->mutable_answer() = request.answer();
  submitted->set_category(category);
  submitted->set_seconds(request.seconds());
  submitted->set_time_is_over(record.clock().TimeIsOver(now_ms));
  return event;
}

v1::SubmitResponseResponse ReplyToSubmission(const SessionRecord& record,
                                             int64_t now_ms) {
  v1::SubmitResponseResponse reply;
  *reply.mutable_session() = SessionToProto(record, now_ms);
  if (!record.session().finished()) {
    *reply.mutable_next_item() = WaitingItem(record);
  }
  FillFeedback(record, reply);
  return reply;
}

}  // namespace adaptest

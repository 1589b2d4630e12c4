#include "service/sessions/submission.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "google/protobuf/util/message_differencer.h"
#include "proto/conversion/session_conversion.h"
#include "service/sessions/field_error.h"
#include "service/sessions/question.h"

namespace adaptest {
namespace {

constexpr size_t kMaxId = 128;
constexpr int kMaxChoices = 100;
constexpr double kMaxSeconds = 7 * 86400;

absl::Status CheckLength(absl::string_view field, const std::string& text) {
  if (text.size() <= kMaxId) return absl::OkStatus();
  return FieldError(
      field, absl::StrCat(text.size(), " bytes; allowed: 0 to ", kMaxId));
}

absl::StatusOr<int> Score(const SessionRecord& record, int item,
                          const v1::Answer& answer) {
  const v1::Content& content = record.version().contents[item];
  if (!content.item_id().empty()) return ScoreAnswer(content, answer);
  const PreparedExam& exam = record.session().exam();
  return ScoreCategoryAnswer(answer, exam.exam().allow_category_answers,
                             NumCategories(exam.bank().item(item)));
}

// The id of the question for the next position, or "" where the test is over.
std::string NextItem(const SessionRecord& record, int category,
                     int64_t now_ms) {
  const Session& session = record.session();
  Session after = session;
  after.Answer(category, record.ElapsedSeconds(now_ms));
  const std::optional<int> next = after.SelectNext();
  return next ? session.exam().bank().item(*next).id : "";
}

absl::Status CheckAskedFor(const SessionRecord& record,
                           const v1::SubmitResponseRequest& request,
                           int64_t now_ms) {
  const Session& session = record.session();
  if (session.finished()) {
    return absl::FailedPreconditionError(
        absl::StrCat(record.name(), " is finished; position ",
                     request.position(), " takes no answer"));
  }
  const int position = static_cast<int>(session.given().size());
  const std::string& id =
      session.exam().bank().item(session.given().back().item).id;
  if (request.position() != position || request.item_id() != id) {
    return absl::FailedPreconditionError(absl::StrCat(
        "position ", request.position(), " with item ", request.item_id(),
        " was not asked; position ", position, " with item ", id, " waits"));
  }
  if (record.TimeIsOver(now_ms)) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the time limit of ", session.mode().mode.time_limit_seconds,
        " s is over; finish the session"));
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
    const v1::Content& content = record.version().contents[answered.item];
    if (!content.item_id().empty()) {
      *reply.mutable_feedback()->mutable_content() = content;
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
  RETURN_IF_ERROR(CheckLength("item_id", request.item_id()));
  RETURN_IF_ERROR(CheckLength("request_id", request.request_id()));
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
    RETURN_IF_ERROR(CheckLength("answer.option_ids", id));
  }
  for (const v1::Pair& pair : answer.pairs()) {
    RETURN_IF_ERROR(CheckLength("answer.pairs", pair.left()));
    RETURN_IF_ERROR(CheckLength("answer.pairs", pair.right()));
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
  const auto& earlier = record.submission(request.position());
  if (earlier.item_id() == request.item_id() &&
      google::protobuf::util::MessageDifferencer::Equals(earlier.answer(),
                                                         request.answer())) {
    return true;
  }
  return absl::AbortedError(
      absl::StrCat("position ", request.position(), " of ", record.name(),
                   " was answered before, otherwise: item ", earlier.item_id(),
                   "; the first answer stands"));
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
  submitted->set_request_id(request.request_id());
  submitted->set_next_item(NextItem(record, category, now_ms));
  return event;
}

v1::SubmitResponseResponse ReplyToSubmission(const SessionRecord& record) {
  v1::SubmitResponseResponse reply;
  *reply.mutable_session() = record.ToProto();
  if (!record.session().finished()) {
    *reply.mutable_next_item() = record.WaitingItem();
  }
  FillFeedback(record, reply);
  return reply;
}

}  // namespace adaptest

#include "service/sessions/explanation.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "engine/session/selection_explanation.h"
#include "engine/status_macros.h"
#include "service/sessions/field_error.h"

namespace adaptest {
namespace {

constexpr int kDefaultCandidates = 20;
constexpr int kMaxCandidates = 1000;

absl::Status CheckRequest(const SessionRecord& record,
                          const v1::ExplainSelectionRequest& request) {
  const auto given = record.session().given();
  if (request.position() < 1 ||
      request.position() > static_cast<int>(given.size())) {
    return FieldError("position",
                      absl::StrCat(request.position(), " is outside [1, ",
                                   given.size(), "]"));
  }
  if (request.candidate_count() < 0 ||
      request.candidate_count() > kMaxCandidates) {
    return FieldError("candidate_count",
                      absl::StrCat(request.candidate_count(),
                                   " is outside [0, ", kMaxCandidates, "]"));
  }
  if (!record.session().plan().form.empty()) {
    return absl::FailedPreconditionError(
        "the form of a mock exam is assembled at its start; no criterion chose "
        "this question");
  }
  if (!given[request.position() - 1].scored) {
    return absl::FailedPreconditionError(
        absl::StrCat("position ", request.position(),
                     " is a pretest question, drawn at random"));
  }
  return absl::OkStatus();
}

std::string IdOf(const ItemBank& bank, int item) {
  return item < 0 ? "" : bank.item(item).id;
}

void Fill(const ItemBank& bank, const SelectionExplanation& explanation,
          v1::SelectionExplanation& message) {
  message.set_criterion(std::string(explanation.criterion));
  message.set_strategy(std::string(explanation.strategy));
  message.set_exposure_set_free(explanation.selection.set_free);
  message.set_selected_again(IdOf(bank, explanation.selection.item));
  for (const std::string& id : explanation.binding_constraints) {
    message.add_binding_constraints(id);
  }
  for (const Alternative& other : explanation.alternatives) {
    v1::SelectionAlternative* alternative = message.add_alternatives();
    alternative->set_without(other.without);
    alternative->set_item_id(IdOf(bank, other.item));
  }
  for (const RankedItem& ranked : explanation.ranking) {
    v1::SelectionCandidate* candidate = message.add_candidates();
    candidate->set_rank(message.candidates_size());
    candidate->set_item_id(IdOf(bank, ranked.item));
    candidate->set_value(ranked.value);
    candidate->set_gain(ranked.gain);
    candidate->set_eligible(ranked.reasons.empty());
    candidate->set_in_shadow_test(ranked.in_shadow_test);
    for (const std::string& reason : ranked.reasons) {
      candidate->add_reasons(reason);
    }
  }
}

}  // namespace

absl::StatusOr<v1::SelectionExplanation> ExplainSelection(
    const SessionRecord& record, const v1::ExplainSelectionRequest& request) {
  RETURN_IF_ERROR(CheckRequest(record, request));
  const int position = request.position();
  v1::SelectionExplanation message;
  message.set_name(record.name());
  message.set_position(position);
  const GivenItem& given = record.session().given()[position - 1];
  message.set_item_id(record.session().exam().bank().item(given.item).id);
  const int count = request.candidate_count() == 0 ? kDefaultCandidates
                                                   : request.candidate_count();
  record.After(position - 1)
      .session()
      .WithSelection([&](const SelectionRules& rules,
                         const SelectionSnapshot& snapshot) {
        message.set_theta(snapshot.theta);
        Fill(snapshot.bank, ExplainSelection(rules, snapshot, count), message);
      });
  return message;
}

}  // namespace adaptest

#include "service/sessions/explanation.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/shadow_test.h"
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

void FillCandidates(const SelectionRules& rules,
                    const SelectionSnapshot& snapshot,
                    const ItemSelection& selection, int count,
                    v1::SelectionExplanation& message) {
  const std::vector<double> values = ReportedValues(
      CriterionAt(rules.strategy, rules.criterion, snapshot.num_given),
      snapshot);
  for (const int item : OrderByGain(snapshot.bank, selection.gains)) {
    if (message.candidates_size() == count) break;
    if (snapshot.bank.item(item).status == ItemStatus::kPretest) continue;
    v1::SelectionCandidate* candidate = message.add_candidates();
    candidate->set_rank(message.candidates_size());
    candidate->set_item_id(snapshot.bank.item(item).id);
    candidate->set_value(values[item]);
    candidate->set_gain(selection.gains[item]);
    for (const std::string& reason :
         ReasonsAgainst(rules, snapshot, selection, item)) {
      candidate->add_reasons(reason);
    }
    candidate->set_eligible(candidate->reasons().empty());
    candidate->set_in_shadow_test(
        std::find(selection.shadow_test.begin(), selection.shadow_test.end(),
                  item) != selection.shadow_test.end());
  }
}

void Fill(const SelectionRules& rules, const SelectionSnapshot& snapshot,
          int count, v1::SelectionExplanation& message) {
  const ItemSelection selection = SelectItem(rules, snapshot);
  message.set_theta(snapshot.theta);
  const absl::string_view criterion =
      NameOf(CriterionAt(rules.strategy, rules.criterion, snapshot.num_given));
  message.set_criterion(criterion.data(), criterion.size());
  const absl::string_view strategy =
      std::visit([](const auto& s) { return s.kName; }, rules.strategy);
  message.set_strategy(strategy.data(), strategy.size());
  message.set_exposure_set_free(selection.set_free);
  message.set_selected_again(IdOf(snapshot.bank, selection.item));
  for (const std::string& id :
       BindingConstraintsOf(rules, snapshot, selection)) {
    message.add_binding_constraints(id);
  }
  for (const Alternative& other : Alternatives(rules, snapshot, selection)) {
    v1::SelectionAlternative* alternative = message.add_alternatives();
    alternative->set_without(other.without);
    alternative->set_item_id(IdOf(snapshot.bank, other.item));
  }
  FillCandidates(rules, snapshot, selection, count, message);
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
      .WithSelection(
          [&](const SelectionRules& rules, const SelectionSnapshot& snapshot) {
            Fill(rules, snapshot, count, message);
          });
  return message;
}

}  // namespace adaptest

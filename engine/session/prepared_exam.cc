#include "engine/session/prepared_exam.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/blueprint/shadow_test.h"
#include "engine/person_fit/cusum_rule.h"
#include "engine/scores/above_cut.h"
#include "engine/scores/pass_probability.h"
#include "engine/scores/study_worth.h"
#include "engine/status_macros.h"
#include "engine/uncertainty/cold_start.h"
#include "engine/uncertainty/item_posterior.h"

namespace adaptest {
namespace {

// Seed of the forms of the pass curve: the same for every exam.
constexpr uint64_t kPassFormsSeed = 720;

absl::string_view DefaultDecision(ModeKind kind) {
  return kind == ModeKind::kMock ? NumberRight::kName : Mastery::kName;
}

absl::StatusOr<DecisionRule> PrepareDecision(const Mode& mode) {
  Rule rule = mode.decision;
  if (rule.rule.empty()) rule.rule = std::string(DefaultDecision(mode.kind));
  ASSIGN_OR_RETURN(DecisionRule decision, MakeDecisionRule(rule));
  const bool by_form = std::holds_alternative<NumberRight>(decision);
  if (by_form != (mode.kind == ModeKind::kMock)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "decision ", rule.rule, " does not fit this mode; allowed: ",
        mode.kind == ModeKind::kMock ? "number_right" : "mastery, estimate"));
  }
  return decision;
}

// The prior that the bank's estimates contain: a calibration of 3pl and 4pl
// items is by default with priors (calibration/parameter_prior.h), here as
// normals on the working scale. A calibration maximises likelihood times prior
// density, the density being one of a, b, c or d and no Jacobian added. A
// maximum and the curvature there are the same on any scale if what is
// maximised is, so on the working scale w, too, the prior counts with the log
// density of the parameter, as a function of w:
//
//   a = lognormal(0, 0.5), w = log a:  -w - w^2 / (2 0.5^2) + constant, which
//     is that of N(-0.5^2, 0.5^2), exactly;
//   c = beta(5, 17), w = logit c:  4 log c + 16 log(1 - c), largest at c = 0.2,
//     with curvature -20 c (1 - c) = -3.2: about N(logit 0.2, 1 / 3.2).
//
// and the mirror image for d = beta(17, 5).
HyperParameters CalibrationPrior(const ItemBank& bank) {
  const bool with_priors =
      std::all_of(bank.items().begin(), bank.items().end(), [](const Item& i) {
        return std::holds_alternative<ThreePl>(i.model) ||
               std::holds_alternative<FourPl>(i.model);
      });
  if (!with_priors) return {};
  return {{-0.25, 0.5}, {0, 2}, {-1.386, 0.559}, {1.386, 0.559}};
}

absl::Status PrepareStopping(const Mode& mode, PreparedMode& prepared) {
  for (const Rule& rule : mode.stopping_rules) {
    ASSIGN_OR_RETURN(StoppingRule stopping, MakeStoppingRule(rule));
    const bool early = MayStopEarly(stopping, mode.scored_items);
    if (early && mode.kind == ModeKind::kMock) {
      return absl::InvalidArgumentError(
          absl::StrCat("stopping rule ", rule.rule,
                       " may end the form early; allowed: fixed_length"));
    }
    prepared.may_stop_early = prepared.may_stop_early || early;
    prepared.stopping_rules.push_back(std::move(stopping));
  }
  return absl::OkStatus();
}

absl::Status PreparePersonFit(const Mode& mode, PreparedMode& prepared) {
  if (mode.person_fit == Rule()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const CusumRule rule, CusumRule::Make(mode.person_fit));
  RETURN_IF_ERROR(rule.CheckReady());
  prepared.cusum_bounds = rule.bounds;
  return absl::OkStatus();
}

absl::StatusOr<Prior> PreparePrior(absl::string_view field, const Rule& rule) {
  absl::StatusOr<Prior> prior = MakePrior(rule);
  if (!prior.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(field, ": ", prior.status().message()));
  }
  return prior;
}

std::vector<int> OperationalItems(const ItemBank& bank) {
  std::vector<int> items;
  for (int i = 0; i < bank.size(); ++i) {
    if (bank.item(i).status == ItemStatus::kOperational) items.push_back(i);
  }
  return items;
}

absl::Status InMode(const Mode& mode, const absl::Status& status) {
  return absl::Status(status.code(), absl::StrCat("mode ", NameOf(mode.kind),
                                                  ": ", status.message()));
}

}  // namespace

absl::StatusOr<PreparedMode> PrepareMode(const Exam& exam, const Mode& mode,
                                         const ItemBank& bank,
                                         const ThetaGrid& grid) {
  PreparedMode prepared;
  prepared.mode = mode;
  ASSIGN_OR_RETURN(prepared.blueprint,
                   Blueprint::Make(bank, ConstraintsOf(exam, mode),
                                   {mode.scored_items, mode.pretest_items}));
  Rule criterion = mode.criterion;
  if (criterion.rule.empty() && mode.kind == ModeKind::kMock) {
    criterion.rule = std::string(RandomGain::kName);  // so that forms differ
  }
  ASSIGN_OR_RETURN(prepared.criterion, MakeSelectionCriterion(criterion));
  RETURN_IF_ERROR(CheckCriterion(prepared.criterion, bank));
  ASSIGN_OR_RETURN(prepared.strategy, MakeSelectionStrategy(mode.strategy));
  RETURN_IF_ERROR(CheckStrategy(prepared.strategy, bank, exam.area_attribute));
  for (const Rule& rule : mode.exposure) {
    ASSIGN_OR_RETURN(ExposureControl control, MakeExposureControl(rule, bank));
    prepared.exposure.push_back(std::move(control));
  }
  RETURN_IF_ERROR(PrepareStopping(mode, prepared));
  ASSIGN_OR_RETURN(prepared.decision, PrepareDecision(mode));
  ASSIGN_OR_RETURN(prepared.selection_prior,
                   PreparePrior("selectionPrior", mode.selection_prior));
  ASSIGN_OR_RETURN(prepared.score_prior,
                   PreparePrior("scorePrior", mode.score_prior));
  if (std::holds_alternative<HistoryPrior>(prepared.score_prior) &&
      mode.kind != ModeKind::kPractice) {
    return absl::InvalidArgumentError(
        "scorePrior history would score learners by their past; allowed in "
        "practice only");
  }
  RETURN_IF_ERROR(PreparePersonFit(mode, prepared));
  prepared.log_selection_prior = LogPrior(prepared.selection_prior, grid);
  prepared.log_score_prior = LogPrior(prepared.score_prior, grid);
  return prepared;
}

absl::StatusOr<std::shared_ptr<const PreparedExam>> PreparedExam::Make(
    Exam exam, std::shared_ptr<const ItemBank> bank) {
  RETURN_IF_ERROR(ValidateExam(exam));
  if (!exam.scale_given) {
    return absl::InvalidArgumentError(
        absl::StrCat(exam.name, ": scale is missing"));
  }
  RETURN_IF_ERROR(CheckProvisional(*bank, exam.parameter_uncertainty));
  ASSIGN_OR_RETURN(const ThetaGrid grid,
                   ThetaGrid::Make(exam.nodes, -exam.range, exam.range));
  std::shared_ptr<PreparedExam> prepared(
      new PreparedExam(std::move(exam), std::move(bank), grid));
  RETURN_IF_ERROR(prepared->PrepareEstimator());
  RETURN_IF_ERROR(prepared->PrepareScale());
  RETURN_IF_ERROR(prepared->PrepareModes());
  prepared->FillPassCurve();
  return prepared;
}

PreparedExam::PreparedExam(Exam exam, std::shared_ptr<const ItemBank> bank,
                           const ThetaGrid& grid)
    : exam_(std::move(exam)),
      bank_(std::move(bank)),
      tables_(exam_.parameter_uncertainty
                  ? BankTables(*bank_, grid,
                               ItemPosteriors(*bank_, CalibrationPrior(*bank_)))
                  : BankTables(*bank_, grid)),
      criterion_tables_(*bank_, tables_),
      scan_tables_(*bank_, OperationalItems(*bank_), grid.lower(),
                   grid.upper()),
      above_cut_(AboveCut(grid, exam_.scale)),
      reported_scale_(ReportedScale::Linear(exam_.scale)) {
  for (int i = 0; i < bank_->size(); ++i) {
    if (bank_->item(i).status == ItemStatus::kPretest) {
      pretest_items_.push_back(i);
    }
  }
}

absl::Status PreparedExam::PrepareEstimator() {
  Rule rule = exam_.estimator;
  if (rule.rule.empty()) rule.rule = std::string(Eap::kName);
  ASSIGN_OR_RETURN(estimator_, MakeAbilityEstimator(rule));
  RETURN_IF_ERROR(CheckEstimator(estimator_, *bank_));
  if (exam_.parameter_uncertainty && !std::holds_alternative<Eap>(estimator_)) {
    return absl::InvalidArgumentError(
        absl::StrCat("estimator ", rule.rule,
                     " does not know the errors of item "
                     "parameters; allowed with parameterUncertainty: eap"));
  }
  return absl::OkStatus();
}

absl::Status PreparedExam::PrepareScale() {
  if (!exam_.true_score_scale) {
    if (exam_.reference_form.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(
        "referenceForm is not used; allowed with scale.method = true_score");
  }
  std::vector<int> form;
  for (const std::string& id : exam_.reference_form) {
    const auto item = bank_->Find(id);
    if (!item) {
      return absl::InvalidArgumentError(
          absl::StrCat("referenceForm: item ", id, " is not in the bank"));
    }
    form.push_back(*item);
  }
  ASSIGN_OR_RETURN(reported_scale_,
                   ReportedScale::TrueScore(exam_.scale, *bank_, form));
  return absl::OkStatus();
}

absl::Status PreparedExam::PrepareModes() {
  for (const Mode& mode : exam_.modes) {
    absl::StatusOr<PreparedMode> prepared =
        PrepareMode(exam_, mode, *bank_, tables_.grid());
    if (!prepared.ok()) return InMode(mode, prepared.status());
    const absl::Status feasible = prepared->blueprint.CheckFeasible();
    if (!feasible.ok()) return InMode(mode, feasible);
    if (mode.pretest_items > static_cast<int>(pretest_items_.size())) {
      return InMode(mode, absl::FailedPreconditionError(absl::StrCat(
                              "pretestItems = ", mode.pretest_items,
                              ", but the bank has ", pretest_items_.size(),
                              " items with status pretest")));
    }
    modes_.push_back(*std::move(prepared));
  }
  return absl::OkStatus();
}

std::vector<std::vector<int>> PreparedExam::PassForms() const {
  std::vector<std::vector<int>> forms;
  for (int f = 0; f < kPassForms; ++f) {
    const auto gains = RandomGains(bank_->size(), kPassFormsSeed, f);
    auto form = AssembleTest({*bank_, form_blueprint(), gains, {}});
    assert(form.ok());  // the blueprint is feasible
    forms.push_back(*std::move(form));
  }
  return forms;
}

void PreparedExam::FillPassCurve() {
  const std::vector<std::vector<int>> forms = PassForms();
  for (const std::vector<int>& form : forms) {
    for (const int item : form) {
      has_provisional_forms_ |= bank_->item(item).provisional;
    }
  }
  pass_curve_ = PassCurve(*bank_, tables_, forms, exam_.scale);
  FillAreas(forms);
}

void PreparedExam::FillAreas(absl::Span<const std::vector<int>> forms) {
  if (exam_.area_attribute.empty()) return;
  std::map<std::string, int> index;
  for (const Item& item : bank_->items()) {
    const auto area = item.attributes.find(exam_.area_attribute);
    if (area != item.attributes.end()) index.emplace(area->second, 0);
  }
  for (auto& [name, area] : index) {
    area = areas_.model.num_areas++;
    areas_.names.push_back(name);
    const auto sd = exam_.area_sds.find(name);
    areas_.model.sd.push_back(sd == exam_.area_sds.end() ? 0 : sd->second);
  }
  for (const Item& item : bank_->items()) {
    const auto area = item.attributes.find(exam_.area_attribute);
    areas_.model.area_of_item.push_back(
        area == item.attributes.end() ? -1 : index.at(area->second));
  }
  areas_.shares = AreaShares(tables_, forms, areas_.model.area_of_item,
                             areas_.model.num_areas);
}

}  // namespace adaptest

#ifndef ADAPTEST_ENGINE_SESSION_PREPARED_EXAM_H_
#define ADAPTEST_ENGINE_SESSION_PREPARED_EXAM_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/ability/scan_tables.h"
#include "engine/ability_estimator.h"
#include "engine/bank_tables.h"
#include "engine/blueprint/blueprint.h"
#include "engine/criteria/criterion_tables.h"
#include "engine/decision_rule.h"
#include "engine/exam/exam.h"
#include "engine/exposure_control.h"
#include "engine/item_bank.h"
#include "engine/person_fit/residual_cusum.h"
#include "engine/prior.h"
#include "engine/scores/area_readiness.h"
#include "engine/scores/reported_scale.h"
#include "engine/selection_criterion.h"
#include "engine/selection_strategy.h"
#include "engine/stopping_rule.h"

namespace adaptest {

// A mode of an exam with everything it names made ready for one bank.
struct PreparedMode {
  Mode mode;
  Blueprint blueprint;
  SelectionCriterion criterion;
  SelectionStrategy strategy;
  std::vector<ExposureControl> exposure;
  std::vector<StoppingRule> stopping_rules;
  bool may_stop_early = false;  // by one of the stopping rules
  DecisionRule decision;
  Prior selection_prior;
  Prior score_prior;
  std::vector<double> log_selection_prior;    // [node]
  std::vector<double> log_score_prior;        // [node]
  std::optional<CusumExtremes> cusum_bounds;  // of person fit; may be none

  int num_positions() const { return mode.scored_items + mode.pretest_items; }
};

// The areas of readiness that the profile names, by name.
struct ExamAreas {
  std::vector<std::string> names;  // empty where there are none
  AreaModel model;
  std::vector<std::vector<double>> shares;  // [area][node], see study_worth.h
};

// An exam profile together with a bank version, checked and made ready once:
// after Make, nothing about a session can fail. Immutable; shared by all
// sessions that are pinned to the two, in any thread.
class PreparedExam {
 public:
  // Forms averaged over in the pass curve T(theta).
  static constexpr int kPassForms = 64;

  // Refuses an invalid profile, provisional operational items without
  // parameterUncertainty (cold_start.h), and a mode whose blueprint the bank
  // cannot satisfy or that asks for more pretest items than there are. Messages
  // name the mode.
  static absl::StatusOr<std::shared_ptr<const PreparedExam>> Make(
      Exam exam, std::shared_ptr<const ItemBank> bank);

  const Exam& exam() const { return exam_; }
  const ItemBank& bank() const { return *bank_; }
  const BankTables& tables() const { return tables_; }
  const CriterionTables& criterion_tables() const { return criterion_tables_; }
  const AbilityEstimator& estimator() const { return estimator_; }
  const std::vector<PreparedMode>& modes() const { return modes_; }

  // Of the operational items over the grid's range, for person fit, which
  // searches the whole range in every report.
  const ScanTables& scan_tables() const { return scan_tables_; }

  // From theta to the score that is reported.
  const ReportedScale& reported_scale() const { return reported_scale_; }

  // Items with status pretest, in the bank's order.
  absl::Span<const int> pretest_items() const { return pretest_items_; }

  // [node]: coefficients of the posterior's mass above the cut score, the error
  // of the cut integrated out; see upper_integral.h.
  absl::Span<const double> above_cut() const { return above_cut_; }

  const ExamAreas& areas() const { return areas_; }

  // [node]: T(theta), the probability of passing a real form; see
  // pass_probability.h.
  absl::Span<const double> pass_curve() const { return pass_curve_; }

  // The kPassForms forms behind the pass curve, each a list of items: random
  // tests within form_blueprint(). Assembled anew by every call, always the
  // same.
  std::vector<std::vector<int>> PassForms() const;

  // What a real form holds: a test of the exam's FormMode.
  const Blueprint& form_blueprint() const {
    return modes_[FormMode(exam_)].blueprint;
  }

  // Whether a form behind the pass curve holds a provisional item.
  bool has_provisional_forms() const { return has_provisional_forms_; }

 private:
  PreparedExam(Exam exam, std::shared_ptr<const ItemBank> bank,
               const ThetaGrid& grid);

  absl::Status PrepareEstimator();
  absl::Status PrepareScale();
  absl::Status PrepareModes();
  void FillPassCurve();
  void FillAreas(absl::Span<const std::vector<int>> forms);

  Exam exam_;
  std::shared_ptr<const ItemBank> bank_;
  BankTables tables_;
  CriterionTables criterion_tables_;
  ScanTables scan_tables_;
  std::vector<double> above_cut_;
  AbilityEstimator estimator_;
  ReportedScale reported_scale_;
  std::vector<PreparedMode> modes_;
  std::vector<int> pretest_items_;
  std::vector<double> pass_curve_;
  bool has_provisional_forms_ = false;
  ExamAreas areas_;
};

// One mode with its rules and blueprint, without asking whether a test exists.
absl::StatusOr<PreparedMode> PrepareMode(const Exam& exam, const Mode& mode,
                                         const ItemBank& bank,
                                         const ThetaGrid& grid);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_SESSION_PREPARED_EXAM_H_

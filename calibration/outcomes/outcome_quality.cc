#include "calibration/outcomes/outcome_quality.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/simulation/running_moments.h"
#include "engine/random.h"
#include "engine/scores/pass_probability.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr int kIntervals = 10;

PredictionQuality QualityOf(const Predictions& predictions, uint64_t seed) {
  PredictionQuality quality;
  quality.brier = BrierScore(predictions);
  quality.log_loss = LogLoss(predictions);
  quality.ece = ExpectedCalibrationError(predictions, seed);
  quality.ece_floor = CalibrationErrorFloor(predictions, seed);
  quality.line = FitCalibrationLine(predictions);
  ReliabilityCurve curve(kIntervals);
  for (size_t i = 0; i < predictions.probability.size(); ++i) {
    curve.Add(predictions.probability[i], predictions.event[i] != 0);
  }
  quality.curve = curve.Figures();
  return quality;
}

Predictions Predict(absl::Span<const OutcomeCase> cases,
                    absl::Span<const double> pass_curve) {
  Predictions predictions;
  for (const OutcomeCase& one : cases) {
    predictions.probability.push_back(PassProbability(one.weights, pass_curve));
    predictions.event.push_back(one.passed);
  }
  return predictions;
}

// [case]: the fold of its person.
std::vector<int> DealFolds(absl::Span<const OutcomeCase> cases, int folds,
                           uint64_t seed) {
  std::set<int64_t> persons;
  for (const OutcomeCase& one : cases) persons.insert(one.person);
  std::vector<int64_t> order(persons.begin(), persons.end());
  Random(seed).Shuffle(order);
  std::map<int64_t, int> fold_of;
  for (size_t i = 0; i < order.size(); ++i) {
    fold_of[order[i]] = static_cast<int>(i % folds);
  }
  std::vector<int> fold;
  for (const OutcomeCase& one : cases) fold.push_back(fold_of[one.person]);
  return fold;
}

Predictions CrossValidate(const OutcomeModel& model,
                          absl::Span<const OutcomeCase> cases,
                          const std::vector<int>& fold, int folds) {
  Predictions predictions = {std::vector<double>(cases.size()),
                             std::vector<char>(cases.size())};
  for (int held_out = 0; held_out < folds; ++held_out) {
    std::vector<const OutcomeCase*> others;
    for (size_t i = 0; i < cases.size(); ++i) {
      if (fold[i] != held_out) others.push_back(&cases[i]);
    }
    const OutcomeOptimum at = SolveOutcomes(model, others).optimum;
    const auto curve = model.PassCurve({at.theta_cut, std::sqrt(at.variance)});
    for (size_t i = 0; i < cases.size(); ++i) {
      if (fold[i] != held_out) continue;
      predictions.probability[i] = PassProbability(cases[i].weights, curve);
      predictions.event[i] = cases[i].passed;
    }
  }
  return predictions;
}

void AddChanges(const Predictions& before, const Predictions& after,
                OutcomeQuality& quality) {
  RunningPair brier;
  RunningPair log_loss;
  for (size_t i = 0; i < before.event.size(); ++i) {
    const bool event = before.event[i] != 0;
    const double p = before.probability[i];
    const double r = after.probability[i];
    brier.Add((p - event) * (p - event), (r - event) * (r - event));
    log_loss.Add(LogLoss(p, event), LogLoss(r, event));
  }
  quality.brier_change = brier.Difference();
  quality.log_loss_change = log_loss.Difference();
}

int CountPersons(absl::Span<const OutcomeCase> cases) {
  std::set<int64_t> persons;
  for (const OutcomeCase& one : cases) persons.insert(one.person);
  return static_cast<int>(persons.size());
}

}  // namespace

absl::StatusOr<OutcomeQuality> MeasureOutcomeQuality(
    const OutcomeModel& model, absl::Span<const OutcomeCase> cases,
    const OutcomeParameters& fitted, const OutcomeQualityOptions& options) {
  RETURN_IF_ERROR(CheckOutcomeCases(model, cases));
  if (options.folds < 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("folds = ", options.folds, "; allowed: 2 or more"));
  }
  OutcomeQuality quality;
  const Predictions before = Predict(cases, model.exam().pass_curve());
  quality.before = QualityOf(before, options.seed);
  quality.fitted =
      QualityOf(Predict(cases, model.PassCurve(fitted)), options.seed);
  const int folds = std::min(options.folds, CountPersons(cases));
  if (folds < 2) return quality;
  const Predictions after =
      CrossValidate(model, cases, DealFolds(cases, folds, options.seed), folds);
  quality.folds = folds;
  quality.cross_validated = QualityOf(after, options.seed);
  AddChanges(before, after, quality);
  return quality;
}

}  // namespace adaptest

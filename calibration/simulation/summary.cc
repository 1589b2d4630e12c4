#include "calibration/simulation/summary.h"

namespace adaptest {

StudyStatistics::StudyStatistics(const SimulationOptions& options,
                                 int64_t examinees)
    : exam_(options.exam),
      mode_(options.mode),
      seed_(options.seed),
      has_fresh_form_(options.post_hoc == nullptr),
      profile_(options.exam->exam().scale.theta_cut),
      curve_(kIntervals),
      exposure_(options.exam->bank().size(), examinees) {}

void StudyStatistics::Add(const SimulatedExaminee& examinee) {
  std::vector<int> items;
  int scored = 0;
  for (const GivenItem& given : examinee.given) {
    items.push_back(given.item);
    scored += given.scored;
  }
  profile_.Add(examinee);
  consistency_.Add(examinee.theta, examinee.passed);
  exposure_.Add(examinee);
  const Blueprint& blueprint = exam_->modes()[mode_].blueprint;
  if (scored == blueprint.length()) blueprint_.Add(blueprint, items);
  scored_length_.Add(scored);
  ++lengths_[static_cast<int>(examinee.given.size())];
  blueprint_violations_ += examinee.breaks_blueprint;
  if (has_fresh_form_) AddPrediction(examinee);
}

void StudyStatistics::AddPrediction(const SimulatedExaminee& examinee) {
  const double p = examinee.pass_probability;
  const double error = p - examinee.passes_fresh_form;
  brier_.Add(error * error);
  curve_.Add(p, examinee.passes_fresh_form);
  if (predictions_.probability.size() == kMaxPredictions) return;
  predictions_.probability.push_back(p);
  predictions_.event.push_back(examinee.passes_fresh_form);
}

Statistic StudyStatistics::ItemsUsed() const {
  int64_t operational = 0;
  int64_t used = 0;
  for (int i = 0; i < exam_->bank().size(); ++i) {
    operational += exam_->bank().item(i).status == ItemStatus::kOperational;
    used += exposure_.items()[i].administered > 0;
  }
  if (exposure_.examinees() < 2) return {};
  // A count of this study, not an estimate: it has no standard error.
  return {static_cast<double>(used) / static_cast<double>(operational), {}};
}

void StudyStatistics::AddFigures(SimulationSummary& summary) const {
  for (const ThetaStretch& s : profile_.stretches()) {
    if (s.theta.count() == 0) continue;
    summary.by_theta.push_back({s.theta.mean(), s.theta.count(), s.error.Mean(),
                                s.squared_error.RootMean(), s.covered.Mean(),
                                s.right.Mean(), s.passed.Mean(),
                                s.length.Mean()});
  }
  for (const auto& [length, count] : lengths_) {
    summary.lengths.push_back(
        {length, count, Share(count, exposure_.examinees())});
  }
  for (const ConstraintUse& use : blueprint_.constraints()) {
    summary.constraints.push_back(
        {use.id, use.lower, use.upper, use.least, use.most, use.count.Mean()});
  }
}

void StudyStatistics::AddReliability(SimulationSummary& summary) const {
  if (!has_fresh_form_) return;
  summary.brier = brier_.Mean();
  summary.ece = ExpectedCalibrationError(predictions_, seed_);
  summary.ece_floor = CalibrationErrorFloor(predictions_, seed_);
  const CalibrationLine line = FitCalibrationLine(predictions_);
  summary.calibration_slope = line.slope;
  summary.calibration_intercept = line.intercept;
  summary.reliability = curve_.Figures();
}

SimulationSummary StudyStatistics::Summary() const {
  const ThetaStretch& all = profile_.all();
  SimulationSummary summary;
  summary.examinees = exposure_.examinees();
  summary.mean_length = all.length.Mean();
  summary.mean_scored_length = scored_length_.Mean();
  summary.bias = all.error.Mean();
  summary.rmse = all.squared_error.RootMean();
  summary.coverage_95 = all.covered.Mean();
  summary.decision_accuracy = all.right.Mean();
  summary.decision_consistency = consistency_.Value();
  summary.max_exposure = exposure_.MaxExposure();
  summary.mean_overlap = exposure_.MeanOverlap();
  summary.items_used = ItemsUsed();
  summary.blueprint_violations = blueprint_violations_;
  AddFigures(summary);
  AddReliability(summary);
  return summary;
}

SimulationSummary Summarize(const SimulationOptions& options,
                            absl::Span<const SimulatedExaminee> examinees) {
  StudyStatistics statistics(options, static_cast<int64_t>(examinees.size()));
  for (const SimulatedExaminee& e : examinees) statistics.Add(e);
  return statistics.Summary();
}

}  // namespace adaptest

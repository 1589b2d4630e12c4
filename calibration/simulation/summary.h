#ifndef ADAPTEST_CALIBRATION_SIMULATION_SUMMARY_H_
#define ADAPTEST_CALIBRATION_SIMULATION_SUMMARY_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "calibration/simulation/blueprint_tally.h"
#include "calibration/simulation/decision_consistency.h"
#include "calibration/simulation/exposure_tally.h"
#include "calibration/simulation/reliability.h"
#include "calibration/simulation/reliability_curve.h"
#include "calibration/simulation/simulation.h"
#include "calibration/simulation/theta_profile.h"

namespace adaptest {

// A stretch of true ability; see ThetaProfile.
struct ThetaFigures {
  double theta;  // mean in the stretch
  int64_t examinees;
  Statistic bias;
  Statistic rmse;
  Statistic coverage_95;
  Statistic decision_accuracy;
  Statistic pass_rate;
  Statistic mean_length;
};

// How many examinees were given so many questions, pretest included.
struct LengthFigures {
  int length;
  int64_t examinees;
  Statistic share;
};

// A constraint in the tests of full length.
struct ConstraintFigures {
  std::string id;
  double lower;
  double upper;
  double least;
  double most;
  Statistic mean;
};

// What a study shows. Each statistic has its standard error over examinees.
struct SimulationSummary {
  int64_t examinees = 0;
  Statistic mean_length;  // questions given, pretest included
  Statistic mean_scored_length;
  Statistic bias;  // mean of estimate - theta
  Statistic rmse;
  Statistic coverage_95;           // share of theta in the credible interval
  Statistic decision_accuracy;     // decision = (theta >= theta_cut)
  Statistic decision_consistency;  // two tests of a person decide alike
  Statistic brier;                 // pass probability against a fresh form
  Statistic ece;                   // this one and the next three: see below
  Statistic ece_floor;
  Statistic calibration_slope;
  Statistic calibration_intercept;
  Statistic max_exposure;  // of a scored item
  Statistic mean_overlap;  // share of scored items common to two persons
  Statistic items_used;    // share of the operational items given at least once
  int64_t blueprint_violations = 0;
  std::vector<ThetaFigures> by_theta;  // only stretches with examinees
  std::vector<LengthFigures> lengths;
  std::vector<ReliabilityFigures> reliability;  // of passing a fresh form
  std::vector<ConstraintFigures> constraints;
};

// Gathers a summary session by session, in memory that does not grow with
// their number: calibration errors and line, which need every prediction by
// itself, are of the first kMaxPredictions examinees. After answers on record
// there is no fresh form, and what is measured against one is undefined.
class StudyStatistics {
 public:
  static constexpr size_t kMaxPredictions = 50000;

  // `examinees` is how many will be added.
  StudyStatistics(const SimulationOptions& options, int64_t examinees);

  void Add(const SimulatedExaminee& examinee);

  SimulationSummary Summary() const;
  const ExposureTally& exposure() const { return exposure_; }

 private:
  static constexpr int kIntervals = 20;  // of the pass probability

  void AddPrediction(const SimulatedExaminee& examinee);
  void AddFigures(SimulationSummary& summary) const;
  void AddReliability(SimulationSummary& summary) const;
  Statistic ItemsUsed() const;

  std::shared_ptr<const PreparedExam> exam_;
  int mode_;
  uint64_t seed_;
  bool has_fresh_form_;
  ThetaProfile profile_;
  DecisionConsistency consistency_;
  RunningMean scored_length_;
  RunningMean brier_;
  Predictions predictions_;
  ReliabilityCurve curve_;
  std::map<int, int64_t> lengths_;
  BlueprintTally blueprint_;
  ExposureTally exposure_;
  int64_t blueprint_violations_ = 0;
};

// The same of examinees at hand.
SimulationSummary Summarize(const SimulationOptions& options,
                            absl::Span<const SimulatedExaminee> examinees);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_SUMMARY_H_

#ifndef ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_QUALITY_H_
#define ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_QUALITY_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "calibration/outcomes/fit_outcomes.h"
#include "calibration/outcomes/outcome_model.h"
#include "calibration/simulation/reliability.h"
#include "calibration/simulation/reliability_curve.h"

namespace adaptest {

// How good predicted probabilities of passing were (reliability.h). Standard
// errors are those of independent cases.
struct PredictionQuality {
  Statistic brier;
  Statistic log_loss;
  Statistic ece;
  Statistic ece_floor;  // what right predictions would show by chance
  CalibrationLine line;
  std::vector<ReliabilityFigures> curve;  // in ten equal intervals
};

// The same results predicted in three ways.
struct OutcomeQuality {
  // Today's pass probability: the profile's cut and its error, no spread.
  PredictionQuality before;

  // With the parameters fitted to these very cases: optimistic.
  PredictionQuality fitted;

  // Each case with parameters fitted to other persons: the honest "after".
  // Empty where there are less than two persons.
  PredictionQuality cross_validated;
  int folds = 0;  // as many as asked for, not more than persons; 0 if empty

  // Cross-validated less before, case by case: below 0 where the fit helps.
  // Their standard errors do not count what both have in common, nor that the
  // fits to the folds have cases in common.
  Statistic brier_change;
  Statistic log_loss_change;
};

struct OutcomeQualityOptions {
  int folds = 10;  // >= 2
  uint64_t seed = 1;
};

// Predictions of one case each are by PassProbability. For the folds, persons
// are put in random order and dealt out in turn, so that no person's results
// are in two folds; the parameters for a fold are fitted to all others, with
// the weak prior where these do not tell them (FitOutcomes).
absl::StatusOr<OutcomeQuality> MeasureOutcomeQuality(
    const OutcomeModel& model, absl::Span<const OutcomeCase> cases,
    const OutcomeParameters& fitted, const OutcomeQualityOptions& options = {});

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_OUTCOMES_OUTCOME_QUALITY_H_

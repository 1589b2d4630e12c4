#ifndef ADAPTEST_CALIBRATION_SIMULATION_RELIABILITY_H_
#define ADAPTEST_CALIBRATION_SIMULATION_RELIABILITY_H_

#include <cstdint>
#include <optional>
#include <vector>

namespace adaptest {

// A statistic with its standard error; empty where it is undefined.
struct Statistic {
  std::optional<double> value;
  std::optional<double> standard_error;
};

// Predicted probabilities with what happened: 1 the event, 0 not.
struct Predictions {
  std::vector<double> probability;
  std::vector<char> event;
};

// Mean of (probability - event)^2 (Brier, 1950).
Statistic BrierScore(const Predictions& predictions);

// -log of the probability that was given to what happened (Good, 1952).
// Predictions nearer to 0 or 1 than 1e-9 count as that. Their mean.
double LogLoss(double probability, bool event);
Statistic LogLoss(const Predictions& predictions);

// Expected calibration error: over 20 bins of equal counts, the mean of
// |mean probability - share of events| weighted by the counts. Its standard
// error comes from 50 seeded bootstrap samples.
Statistic ExpectedCalibrationError(const Predictions& predictions,
                                   uint64_t seed);

// The expected calibration error that predictions as good as these would show
// by chance alone: the mean over 50 draws of the events from the predictions.
Statistic CalibrationErrorFloor(const Predictions& predictions, uint64_t seed);

// Logistic regression of the event on logit(probability) (Cox, 1958): slope 1
// and intercept 0 where the predictions are calibrated. Undefined where the
// event always or never happens, or the predictions do not vary.
struct CalibrationLine {
  Statistic slope;
  Statistic intercept;
};
CalibrationLine FitCalibrationLine(const Predictions& predictions);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_RELIABILITY_H_

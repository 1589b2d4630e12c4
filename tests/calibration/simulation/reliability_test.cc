#include "calibration/simulation/reliability.h"

#include <algorithm>
#include <cmath>

#include "engine/random.h"

namespace adaptest {
namespace {

// Calibrated predictions: logits uniform in (-3, 3), events drawn from them;
// the predictions told are those of `times` the logits.
Predictions Draw(int n, double times, uint64_t seed) {
  Random random(seed);
  Predictions predictions;
  for (int i = 0; i < n; ++i) {
    const double logit = 6 * random.Uniform() - 3;
    predictions.probability.push_back(1 / (1 + std::exp(-times * logit)));
    predictions.event.push_back(random.Uniform() < 1 / (1 + std::exp(-logit)));
  }
  return predictions;
}

// Expected calibration error by its definition, n divisible by 20.
double EceByDefinition(const Predictions& predictions) {
  const size_t n = predictions.probability.size();
  std::vector<std::pair<double, int>> sorted;
  for (size_t i = 0; i < n; ++i) {
    sorted.push_back({predictions.probability[i], predictions.event[i]});
  }
  std::sort(sorted.begin(), sorted.end());
  double error = 0;
  for (size_t bin = 0; bin < 20; ++bin) {
    double p = 0, events = 0;
    for (size_t i = bin * n / 20; i < (bin + 1) * n / 20; ++i) {
      p += sorted[i].first;
      events += sorted[i].second;
    }
    error += std::abs(p - events) / static_cast<double>(n);
  }
  return error;
}

TEST(BrierScore, IsTheMeanSquare) {
  const Statistic brier = BrierScore({{0.9, 0.2, 0.5}, {1, 1, 0}});
  const double squares[] = {0.01, 0.64, 0.25};
  const double mean = (0.01 + 0.64 + 0.25) / 3;
  double variance = 0;
  for (const double s : squares) variance += (s - mean) * (s - mean) / 2;
  EXPECT_NEAR(*brier.value, mean, 1e-15);
  EXPECT_NEAR(*brier.standard_error, std::sqrt(variance / 3), 1e-15);
}

TEST(LogLoss, IsTheMeanSurprise) {
  const Statistic loss = LogLoss({{0.9, 0.2, 0.5}, {1, 1, 0}});
  const double losses[] = {-std::log(0.9), -std::log(0.2), -std::log(0.5)};
  const double mean = (losses[0] + losses[1] + losses[2]) / 3;
  double variance = 0;
  for (const double l : losses) variance += (l - mean) * (l - mean) / 2;
  EXPECT_NEAR(*loss.value, mean, 1e-15);
  EXPECT_NEAR(*loss.standard_error, std::sqrt(variance / 3), 1e-15);
}

TEST(LogLoss, IsFiniteForWhatWasHeldImpossible) {
  EXPECT_NEAR(LogLoss(0, true), -std::log(1e-9), 1e-9);
  EXPECT_NEAR(LogLoss(1, false), -std::log(1e-9), 1e-6);
  EXPECT_NEAR(LogLoss(1, true), 0, 1e-8);
  EXPECT_FALSE(LogLoss({{0.5}, {1}}).value);
}

TEST(ExpectedCalibrationError, FollowsItsDefinition) {
  const Predictions predictions = Draw(2000, 1.7, 1);
  EXPECT_NEAR(*ExpectedCalibrationError(predictions, 1).value,
              EceByDefinition(predictions), 1e-12);
}

TEST(ExpectedCalibrationError, IsTheSameForTheSameSeed) {
  const Predictions predictions = Draw(500, 1, 2);
  EXPECT_EQ(ExpectedCalibrationError(predictions, 3).standard_error,
            ExpectedCalibrationError(predictions, 3).standard_error);
}

TEST(CalibrationErrorFloor, IsWhatCalibratedPredictionsShowByChance) {
  const Predictions predictions = Draw(1000, 1, 4);
  Random random(5);
  double sum = 0, squares = 0;
  constexpr int kDraws = 300;
  Predictions drawn = predictions;
  for (int draw = 0; draw < kDraws; ++draw) {
    for (size_t i = 0; i < drawn.event.size(); ++i) {
      drawn.event[i] = random.Uniform() < drawn.probability[i];
    }
    const double error = EceByDefinition(drawn);
    sum += error;
    squares += error * error;
  }
  const double mean = sum / kDraws;
  const double sd = std::sqrt(squares / kDraws - mean * mean);
  const Statistic floor = CalibrationErrorFloor(predictions, 6);
  EXPECT_NEAR(*floor.value, mean, 4 * sd * std::sqrt(1 / 50. + 1. / kDraws));
  EXPECT_NEAR(*floor.standard_error, sd / std::sqrt(50), 0.5 * sd / 7);
}

TEST(CalibrationLine, IsTheDiagonalForCalibratedPredictions) {
  for (int seed = 0; seed < 5; ++seed) {
    const CalibrationLine line = FitCalibrationLine(Draw(20000, 1, seed));
    EXPECT_NEAR(*line.slope.value, 1, 4 * *line.slope.standard_error);
    EXPECT_NEAR(*line.intercept.value, 0, 4 * *line.intercept.standard_error);
    EXPECT_LT(*line.slope.standard_error, 0.03);
  }
}

TEST(CalibrationLine, HalvesTheSlopeWhereLogitsAreDoubled) {
  const CalibrationLine line = FitCalibrationLine(Draw(20000, 2, 7));
  EXPECT_NEAR(*line.slope.value, 0.5, 4 * *line.slope.standard_error);
  EXPECT_NEAR(*line.intercept.value, 0, 4 * *line.intercept.standard_error);
}

TEST(CalibrationLine, IsUndefinedWithoutVariation) {
  const Predictions always = {{0.2, 0.5, 0.9}, {1, 1, 1}};
  const Predictions equal = {{0.5, 0.5, 0.5}, {1, 0, 1}};
  for (const Predictions& predictions : {always, equal, Predictions()}) {
    const CalibrationLine line = FitCalibrationLine(predictions);
    EXPECT_FALSE(line.slope.value);
    EXPECT_FALSE(line.intercept.standard_error);
  }
}

TEST(Reliability, IsUndefinedForTooFewPredictions) {
  const Predictions few = Draw(19, 1, 1);
  EXPECT_FALSE(ExpectedCalibrationError(few, 1).value);
  EXPECT_FALSE(CalibrationErrorFloor(few, 1).value);
  EXPECT_FALSE(BrierScore(Draw(1, 1, 1)).value);
}

}  // namespace
}  // namespace adaptest

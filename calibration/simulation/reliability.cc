#include "calibration/simulation/reliability.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/math/logistic.h"
#include "engine/random.h"

namespace adaptest {
namespace {

constexpr int kBins = 20;
constexpr int kReplicates = 50;

// Predictions nearer to 0 or 1 than this count as this in logarithms.
constexpr double kSmallestProbability = 1e-9;

double WithinBounds(double probability) {
  return std::clamp(probability, kSmallestProbability,
                    1 - kSmallestProbability);
}

double CalibrationError(const std::vector<double>& probability,
                        const std::vector<char>& event,
                        const std::vector<int>& sorted) {
  const size_t n = sorted.size();
  double error = 0;
  for (int bin = 0; bin < kBins; ++bin) {
    double difference = 0;
    for (size_t i = n * bin / kBins; i < n * (bin + 1) / kBins; ++i) {
      difference += probability[sorted[i]] - event[sorted[i]];
    }
    error += std::abs(difference);
  }
  return n == 0 ? 0 : error / static_cast<double>(n);
}

std::vector<int> OrderOf(const std::vector<double>& values) {
  std::vector<int> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](int i, int j) { return values[i] < values[j]; });
  return order;
}

// Mean and standard deviation of replicates.
struct Moments {
  double mean = 0;
  double sd = 0;
};
Moments MomentsOf(const std::vector<double>& values) {
  Moments moments;
  for (const double v : values) moments.mean += v;
  moments.mean /= values.size();
  for (const double v : values) {
    moments.sd += (v - moments.mean) * (v - moments.mean);
  }
  moments.sd = std::sqrt(moments.sd / (values.size() - 1));
  return moments;
}

// Mean of values with its standard error; undefined for less than two.
Statistic MeanOf(const std::vector<double>& values) {
  if (values.size() < 2) return {};
  const Moments moments = MomentsOf(values);
  return {moments.mean, moments.sd / std::sqrt(values.size())};
}

}  // namespace

Statistic BrierScore(const Predictions& predictions) {
  const size_t n = predictions.probability.size();
  std::vector<double> squares(n);
  for (size_t i = 0; i < n; ++i) {
    const double error = predictions.probability[i] - predictions.event[i];
    squares[i] = error * error;
  }
  return MeanOf(squares);
}

double LogLoss(double probability, bool event) {
  const double p = WithinBounds(probability);
  return event ? -std::log(p) : -std::log1p(-p);
}

Statistic LogLoss(const Predictions& predictions) {
  std::vector<double> losses;
  for (size_t i = 0; i < predictions.probability.size(); ++i) {
    losses.push_back(
        LogLoss(predictions.probability[i], predictions.event[i] != 0));
  }
  return MeanOf(losses);
}

Statistic ExpectedCalibrationError(const Predictions& predictions,
                                   uint64_t seed) {
  const std::vector<double>& p = predictions.probability;
  if (p.size() < kBins) return {};
  const std::vector<int> order = OrderOf(p);
  Random random(seed);
  std::vector<double> errors;
  std::vector<int> sample(p.size());
  for (int replicate = 0; replicate < kReplicates; ++replicate) {
    // Ranks are drawn, and sorted by counting, so that a sample costs O(n).
    std::vector<int> times(p.size(), 0);
    for (size_t i = 0; i < p.size(); ++i) ++times[random.Below(p.size())];
    auto out = sample.begin();
    for (size_t rank = 0; rank < p.size(); ++rank) {
      out = std::fill_n(out, times[rank], order[rank]);
    }
    errors.push_back(CalibrationError(p, predictions.event, sample));
  }
  return {CalibrationError(p, predictions.event, order), MomentsOf(errors).sd};
}

Statistic CalibrationErrorFloor(const Predictions& predictions, uint64_t seed) {
  const std::vector<double>& p = predictions.probability;
  if (p.size() < kBins) return {};
  const std::vector<int> order = OrderOf(p);
  Random random(seed);
  std::vector<double> errors;
  std::vector<char> event(p.size());
  for (int replicate = 0; replicate < kReplicates; ++replicate) {
    for (size_t i = 0; i < p.size(); ++i) event[i] = random.Uniform() < p[i];
    errors.push_back(CalibrationError(p, event, order));
  }
  const Moments moments = MomentsOf(errors);
  return {moments.mean, moments.sd / std::sqrt(kReplicates)};
}

CalibrationLine FitCalibrationLine(const Predictions& predictions) {
  constexpr int kIterations = 50;
  constexpr double kTolerance = 1e-10;
  double intercept = 0;
  double slope = 1;
  for (int iteration = 0; iteration < kIterations; ++iteration) {
    // Newton's method on the logistic log-likelihood.
    double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
    for (size_t i = 0; i < predictions.probability.size(); ++i) {
      const double p = WithinBounds(predictions.probability[i]);
      const double x = std::log(p / (1 - p));
      const double fitted = Logistic(intercept + slope * x);
      const double residual = predictions.event[i] - fitted;
      const double weight = fitted * (1 - fitted);
      g0 += residual;
      g1 += residual * x;
      h00 += weight;
      h01 += weight * x;
      h11 += weight * x * x;
    }
    const double determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-9 * h00 * h11)) return {};
    const double step0 = (h11 * g0 - h01 * g1) / determinant;
    const double step1 = (h00 * g1 - h01 * g0) / determinant;
    intercept += step0;
    slope += step1;
    if (!std::isfinite(intercept) || !std::isfinite(slope)) return {};
    if (std::max(std::abs(step0), std::abs(step1)) < kTolerance) {
      return {{slope, std::sqrt(h00 / determinant)},
              {intercept, std::sqrt(h11 / determinant)}};
    }
  }
  return {};
}

}  // namespace adaptest

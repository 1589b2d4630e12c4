#ifndef ADAPTEST_CALIBRATION_SIMULATION_RUNNING_MOMENTS_H_
#define ADAPTEST_CALIBRATION_SIMULATION_RUNNING_MOMENTS_H_

#include <cmath>
#include <cstdint>

#include "calibration/simulation/reliability.h"

namespace adaptest {

// Mean and sum of squares about it, value by value (Welford, 1962); the mean
// itself from the sum, which is exact for counts. The same values in the same
// order give the same bits.
class RunningMean {
 public:
  void Add(double value) {
    ++count_;
    sum_ += value;
    const double before = value - running_mean_;
    running_mean_ += before / static_cast<double>(count_);
    squares_ += before * (value - running_mean_);
  }

  int64_t count() const { return count_; }
  // 0 without values.
  double mean() const {
    return count_ == 0 ? 0 : sum_ / static_cast<double>(count_);
  }

  // The mean with its standard error; undefined for less than two values.
  Statistic Mean() const {
    if (count_ < 2) return {};
    const double n = static_cast<double>(count_);
    return {mean(), std::sqrt(squares_ / (n - 1) / n)};
  }

  // The root of the mean of values >= 0, its standard error by the delta
  // method: se / (2 root).
  Statistic RootMean() const {
    const Statistic mean = Mean();
    if (!mean.value || *mean.value <= 0) return mean;
    const double root = std::sqrt(*mean.value);
    return {root, *mean.standard_error / (2 * root)};
  }

 private:
  int64_t count_ = 0;
  double sum_ = 0;
  double running_mean_ = 0;
  double squares_ = 0;
};

// The same of pairs (x, y), with their covariance.
class RunningPair {
 public:
  void Add(double x, double y) {
    ++count_;
    const double n = static_cast<double>(count_);
    const double before_x = x - mean_x_;
    const double before_y = y - mean_y_;
    mean_x_ += before_x / n;
    mean_y_ += before_y / n;
    xx_ += before_x * (x - mean_x_);
    yy_ += before_y * (y - mean_y_);
    xy_ += before_x * (y - mean_y_);
  }

  // mean(y) - mean(x), the pairs being independent of each other.
  Statistic Difference() const {
    if (count_ < 2) return {};
    return {mean_y_ - mean_x_, StandardError(1, 1)};
  }

  // sqrt(mean(y)) - sqrt(mean(x)) for values >= 0, by the delta method.
  Statistic RootDifference() const {
    if (count_ < 2 || mean_x_ <= 0 || mean_y_ <= 0) return {};
    const double root_x = std::sqrt(mean_x_);
    const double root_y = std::sqrt(mean_y_);
    return {root_y - root_x, StandardError(0.5 / root_x, 0.5 / root_y)};
  }

 private:
  // Of weight_y mean(y) - weight_x mean(x).
  double StandardError(double weight_x, double weight_y) const {
    const double n = static_cast<double>(count_);
    const double squares = weight_x * weight_x * xx_ +
                           weight_y * weight_y * yy_ -
                           2 * weight_x * weight_y * xy_;
    return std::sqrt(std::fmax(0, squares) / (n - 1) / n);
  }

  int64_t count_ = 0;
  double mean_x_ = 0;
  double mean_y_ = 0;
  double xx_ = 0;
  double yy_ = 0;
  double xy_ = 0;
};

// A share of n trials with its standard error; undefined for less than two.
inline Statistic Share(int64_t count, int64_t n) {
  if (n < 2) return {};
  const double share = static_cast<double>(count) / static_cast<double>(n);
  return {share, std::sqrt(share * (1 - share) / static_cast<double>(n))};
}

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SIMULATION_RUNNING_MOMENTS_H_

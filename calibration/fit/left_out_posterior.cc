#include "calibration/fit/left_out_posterior.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

// Below exp(-kNegligibleLog) of the highest node the posterior is 0.
constexpr double kNegligibleLog = 700;
constexpr double kLeastDivisor = 1e-300;

void ScaleToSumOne(std::vector<double>& weight) {
  double sum = 0;
  for (const double w : weight) sum += w;
  for (double& w : weight) w /= sum;
}

}  // namespace

LeftOutPosterior::LeftOutPosterior(const FittedModel& model)
    : model_(model),
      weight_(model.nodes().stride),
      left_out_(model.nodes().stride) {
  for (int q = 0; q < model.nodes().stride; ++q) {
    theta_.push_back(model.theta(q));
  }
}

void LeftOutPosterior::SetPerson(int person) {
  LogPosterior(model_, person, weight_.data());
  const double highest = *std::max_element(weight_.begin(), weight_.end());
  for (double& w : weight_) {
    w = w - highest < -kNegligibleLog ? 0 : std::exp(w - highest);
  }
  ScaleToSumOne(weight_);
}

double LeftOutPosterior::MeanOf(const std::vector<double>& weight) const {
  double sum = 0;
  for (size_t q = 0; q < weight.size(); ++q) sum += weight[q] * theta_[q];
  return sum;
}

double LeftOutPosterior::Mean() const { return MeanOf(weight_); }

double LeftOutPosterior::Sd() const {
  const double mean = Mean();
  double sum = 0;
  for (size_t q = 0; q < weight_.size(); ++q) {
    sum += weight_[q] * (theta_[q] - mean) * (theta_[q] - mean);
  }
  return std::sqrt(sum);
}

void LeftOutPosterior::LeaveOut(int row) {
  const double* p = model_.probability(row);
  for (size_t q = 0; q < weight_.size(); ++q) {
    left_out_[q] = weight_[q] / std::max(p[q], kLeastDivisor);
  }
  ScaleToSumOne(left_out_);
}

double LeftOutPosterior::LeftOutMean() const { return MeanOf(left_out_); }

double LeftOutPosterior::Predicted(int row) const {
  const double* p = model_.probability(row);
  double sum = 0;
  for (size_t q = 0; q < left_out_.size(); ++q) sum += left_out_[q] * p[q];
  return sum;
}

}  // namespace adaptest

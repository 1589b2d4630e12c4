#include "calibration/outcomes/outcome_likelihood.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/types/span.h"

namespace adaptest {
namespace {

double WeightedTotal(absl::Span<const double> weights,
                     absl::Span<const double> curve) {
  double sum = 0;
  for (size_t q = 0; q < weights.size(); ++q) sum += weights[q] * curve[q];
  return sum;
}

double WithinBounds(double p) {
  return std::clamp(p, kLeastOutcomeProbability, 1 - kLeastOutcomeProbability);
}

}  // namespace

OutcomeLikelihood::OutcomeLikelihood(const OutcomeModel& model,
                                     std::vector<const OutcomeCase*> cases,
                                     bool with_prior)
    : model_(model), cases_(std::move(cases)), with_prior_(with_prior) {}

double OutcomeLikelihood::LogLikelihood(double theta_cut,
                                        double variance) const {
  const std::vector<double> curve = model_.SmoothCurve(theta_cut, variance);
  double sum = 0;
  for (const OutcomeCase* one : cases_) {
    const double p = WithinBounds(WeightedTotal(one->weights, curve));
    sum += one->passed ? std::log(p) : std::log1p(-p);
  }
  return sum;
}

double OutcomeLikelihood::LogPrior(double theta_cut, double variance) const {
  if (!with_prior_) return 0;
  const double z =
      (theta_cut - model_.exam().exam().scale.theta_cut) / kPriorCutSd;
  return -0.5 * (z * z + variance / (kPriorSpreadSd * kPriorSpreadSd));
}

double OutcomeLikelihood::Value(double theta_cut, double variance) const {
  return LogLikelihood(theta_cut, variance) + LogPrior(theta_cut, variance);
}

OutcomeLikelihood::Derivatives OutcomeLikelihood::At(double theta_cut,
                                                     double variance) const {
  const OutcomeCurve curve = model_.CurveWithDerivatives(theta_cut, variance);
  Derivatives sums;
  for (const OutcomeCase* one : cases_) AddCase(*one, curve, sums);
  sums.value += LogPrior(theta_cut, variance);
  if (!with_prior_) return sums;
  const double precision = 1 / (kPriorCutSd * kPriorCutSd);
  sums.gradient[0] -=
      precision * (theta_cut - model_.exam().exam().scale.theta_cut);
  sums.gradient[1] -= 0.5 / (kPriorSpreadSd * kPriorSpreadSd);
  sums.observed(0, 0) += precision;
  sums.expected(0, 0) += precision;
  return sums;
}

void OutcomeLikelihood::AddCase(const OutcomeCase& one,
                                const OutcomeCurve& curve,
                                Derivatives& sums) const {
  const double p = WeightedTotal(one.weights, curve.value);
  const double bounded = WithinBounds(p);
  sums.value += one.passed ? std::log(bounded) : std::log1p(-bounded);
  if (p != bounded) return;  // constant out there
  const Eigen::Vector2d slope(WeightedTotal(one.weights, curve.cut),
                              WeightedTotal(one.weights, curve.variance));
  Eigen::Matrix2d curvature;
  curvature(0, 0) = WeightedTotal(one.weights, curve.cut_cut);
  curvature(0, 1) = WeightedTotal(one.weights, curve.cut_variance);
  curvature(1, 0) = curvature(0, 1);
  curvature(1, 1) = WeightedTotal(one.weights, curve.variance_variance);
  // d log P(result) / dP.
  const double score = one.passed ? 1 / p : -1 / (1 - p);
  const Eigen::Matrix2d square = slope * slope.transpose();
  sums.gradient += score * slope;
  sums.observed += score * score * square - score * curvature;
  sums.expected += square / (p * (1 - p));
}

}  // namespace adaptest

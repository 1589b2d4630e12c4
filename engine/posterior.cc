#include "engine/posterior.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "Eigen/Core"
#include "engine/math/exp_non_positive.h"

namespace adaptest {
namespace {

using Values = Eigen::Map<Eigen::ArrayXd>;

}  // namespace

Posterior::Posterior(const ThetaGrid& grid, absl::Span<const double> log_prior)
    : grid_(grid),
      log_density_(log_prior.begin(), log_prior.end()),
      weights_(grid.size()) {
  assert(log_prior.size() == weights_.size());
  Normalize();
}

void Posterior::Update(absl::Span<const double> log_probability) {
  assert(log_probability.size() == log_density_.size());
  const int n = grid_.size();
  Values(log_density_.data(), n) +=
      Eigen::Map<const Eigen::ArrayXd>(log_probability.data(), n);
  Normalize();
}

void Posterior::Normalize() {
  const int n = grid_.size();
  Values log_density(log_density_.data(), n);
  Values weights(weights_.data(), n);
  log_density -= log_density.maxCoeff();
  const double* l = log_density_.data();
  double* w = weights_.data();
  for (int q = 0; q < n; ++q) w[q] = ExpNonPositive(l[q]);
  w[0] *= 0.5;
  w[n - 1] *= 0.5;
  weights *= 1 / weights.sum();
  // Moments in units of the spacing, about the centre of the grid.
  const double centre = 0.5 * (n - 1);
  double mean = 0;
  for (int q = 0; q < n; ++q) mean += w[q] * (q - centre);
  double variance = 0;
  for (int q = 0; q < n; ++q) {
    const double d = q - centre - mean;
    variance += w[q] * d * d;
  }
  mean_ = 0.5 * (grid_.lower() + grid_.upper()) + mean * grid_.spacing();
  sd_ = std::sqrt(variance) * grid_.spacing();
}

}  // namespace adaptest

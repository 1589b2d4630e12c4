#ifndef ADAPTEST_ENGINE_POSTERIOR_H_
#define ADAPTEST_ENGINE_POSTERIOR_H_

#include "absl/types/span.h"
#include "engine/math/aligned_vector.h"
#include "engine/theta_grid.h"

namespace adaptest {

// Posterior distribution of an examinee's ability on a theta grid: the state
// of a session. A value, to be copied freely.
//
//   log_density[q] = log prior(theta_q) + sum over answers of log P(x |
//   theta_q)
//                    - the maximum of that over q
//   weights[q]     proportional to exp(log_density[q]), half of it at the two
//                  ends of the grid (trapezoidal rule); their sum is 1
//   mean, sd       of theta under the weights
//
// Kept in the log domain, so that any number of answers is safe. All inputs
// must be finite. Weights below 1e-300 do not underflow: they stop there.
class Posterior {
 public:
  // log_prior has grid.size() elements; constants in it do not matter.
  Posterior(const ThetaGrid& grid, absl::Span<const double> log_prior);

  // The same after answers: log_likelihood[q] = the sum of log P(x | theta_q).
  Posterior(const ThetaGrid& grid, absl::Span<const double> log_prior,
            absl::Span<const double> log_likelihood);

  // Adds one answer: log_probability[q] = log P(X = the answer | theta_q).
  void Update(absl::Span<const double> log_probability);

  const ThetaGrid& grid() const { return grid_; }
  absl::Span<const double> log_density() const& {
    return absl::MakeConstSpan(log_density_.data(), grid_.size());
  }
  absl::Span<const double> log_density() const&& = delete;  // it would dangle
  absl::Span<const double> weights() const& {
    return absl::MakeConstSpan(weights_.data(), grid_.size());
  }
  absl::Span<const double> weights() const&& = delete;
  double mean() const { return mean_; }
  double sd() const { return sd_; }

 private:
  ThetaGrid grid_;
  AlignedVector log_density_;  // both padded for UpdateDensity
  AlignedVector weights_;
  double mean_ = 0;
  double sd_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_POSTERIOR_H_

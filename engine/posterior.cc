#include "engine/posterior.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "engine/math/normalize_density.h"

namespace adaptest {

Posterior::Posterior(const ThetaGrid& grid, absl::Span<const double> log_prior)
    : Posterior(grid, log_prior, std::vector<double>(grid.size())) {}

Posterior::Posterior(const ThetaGrid& grid, absl::Span<const double> log_prior,
                     absl::Span<const double> log_likelihood)
    : grid_(grid) {
  assert(log_prior.size() == static_cast<size_t>(grid.size()));
  const int lanes = kDensityLanes;
  const int padded = (grid.size() + lanes - 1) / lanes * lanes;
  log_density_.resize(padded, kDensityPadding);
  weights_.resize(padded);
  std::copy(log_prior.begin(), log_prior.end(), log_density_.begin());
  Update(log_likelihood);
}

void Posterior::Update(absl::Span<const double> log_probability) {
  assert(log_probability.size() == static_cast<size_t>(grid_.size()));
  const NodeMoments moments =
      UpdateDensity(log_density_.data(), log_probability.data(),
                    weights_.data(), grid_.size());
  mean_ =
      0.5 * (grid_.lower() + grid_.upper()) + moments.mean * grid_.spacing();
  sd_ = std::sqrt(moments.variance) * grid_.spacing();
}

}  // namespace adaptest

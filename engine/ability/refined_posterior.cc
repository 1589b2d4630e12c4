#include "engine/ability/refined_posterior.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/ability/likelihood.h"

namespace adaptest {
namespace {

constexpr int kMaxRefinements = 8;
constexpr double kNegligibleLogDensity = -50;

Posterior PosteriorOn(const ThetaGrid& grid, const ItemBank& bank,
                      absl::Span<const ScoredAnswer> answers,
                      const Prior& prior) {
  std::vector<double> log_density = LogPrior(prior, bank, answers, grid);
  for (int q = 0; q < grid.size(); ++q) {
    log_density[q] += LogLikelihood(bank, answers, grid.theta(q));
  }
  return Posterior(grid, log_density);
}

// A grid at least four times finer over the nodes that matter and one more to
// each side, since the mode may lie between nodes.
absl::StatusOr<ThetaGrid> FinerGrid(const Posterior& posterior) {
  const ThetaGrid& grid = posterior.grid();
  const absl::Span<const double> l = posterior.log_density();
  int first = 0;
  int last = grid.size() - 1;
  while (l[first] < kNegligibleLogDensity) ++first;
  while (l[last] < kNegligibleLogDensity) --last;
  first = std::max(first - 1, 0);
  last = std::min(last + 1, grid.size() - 1);
  const int nodes = std::max(grid.size(), 4 * (last - first) + 1);
  return ThetaGrid::Make(nodes, grid.theta(first), grid.theta(last));
}

}  // namespace

Posterior RefinedPosterior(const ItemBank& bank,
                           absl::Span<const ScoredAnswer> answers,
                           const Prior& prior, const ThetaGrid& grid) {
  Posterior posterior = PosteriorOn(grid, bank, answers, prior);
  for (int i = 0; i < kMaxRefinements; ++i) {
    if (posterior.sd() >= posterior.grid().spacing()) break;
    const absl::StatusOr<ThetaGrid> finer = FinerGrid(posterior);
    if (!finer.ok()) break;
    posterior = PosteriorOn(*finer, bank, answers, prior);
  }
  return posterior;
}

}  // namespace adaptest

#include "engine/criteria/global_discrimination.h"

#include <numeric>
#include <vector>

#include "engine/criteria/posterior_sums.h"

namespace adaptest {
namespace {

// Weights proportional to the density, the ends not halved.
std::vector<double> DensityWeights(const Posterior& posterior) {
  const auto weights = posterior.weights();
  std::vector<double> density(weights.begin(), weights.end());
  density.front() *= 2;
  density.back() *= 2;
  const double sum = std::accumulate(density.begin(), density.end(), 0.0);
  for (double& x : density) x /= sum;
  return density;
}

void FillVariances(const SelectionSnapshot& snapshot,
                   const Posterior& distribution, absl::Span<double> values) {
  const CriterionTables& tables = snapshot.tables;
  const std::vector<double> weights = DensityWeights(distribution);
  const auto means = PredictiveProbabilities(tables, weights);
  const auto squares = ItemSums(tables, tables.sum_of_squares(), weights);
  for (int i = 0; i < tables.num_items(); ++i) {
    double variance = squares[i];
    for (int r = tables.first_row(i); r < tables.first_row(i + 1); ++r) {
      variance -= means[r] * means[r];
    }
    values[i] = 0.5 * variance;
  }
}

}  // namespace

void GlobalDiscrimination::FillValues(const SelectionSnapshot& snapshot,
                                      absl::Span<double> values) const {
  FillVariances(snapshot, LikelihoodOf(snapshot), values);
}

void PosteriorGlobalDiscrimination::FillValues(
    const SelectionSnapshot& snapshot, absl::Span<double> values) const {
  FillVariances(snapshot, snapshot.posterior, values);
}

}  // namespace adaptest

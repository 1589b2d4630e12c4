#include "engine/scores/study_worth.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace adaptest {
namespace {

// Expected scores E[X_item] at the nodes.
std::vector<double> ExpectedScores(const BankTables& tables, int item) {
  std::vector<double> mean(tables.grid().size());
  for (int k = 1; k < tables.num_categories(item); ++k) {
    const absl::Span<const double> log_p = tables.log_probability(item, k);
    for (size_t q = 0; q < mean.size(); ++q) mean[q] += k * std::exp(log_p[q]);
  }
  return mean;
}

// Adds the item's rise about each node to row[q].
void AddSlope(const BankTables& tables, int item, std::vector<double>& row) {
  const std::vector<double> mean = ExpectedScores(tables, item);
  const size_t last = mean.size() - 1;
  for (size_t q = 0; q <= last; ++q) {
    const size_t above = std::min(q + 1, last);
    const size_t below = q == 0 ? 0 : q - 1;
    row[q] += (mean[above] - mean[below]) / static_cast<double>(above - below);
  }
}

// The curve at `position` in nodes, linear between them.
double Interpolate(absl::Span<const double> curve, double position) {
  const size_t last = curve.size() - 1;
  if (position >= static_cast<double>(last)) return curve[last];
  const size_t q = static_cast<size_t>(position);
  const double t = position - static_cast<double>(q);
  return (1 - t) * curve[q] + t * curve[q + 1];
}

}  // namespace

std::vector<std::vector<double>> AreaShares(
    const BankTables& tables, absl::Span<const std::vector<int>> forms,
    absl::Span<const int> area_of_item, int num_areas) {
  const size_t nodes = tables.grid().size();
  std::vector<std::vector<double>> shares(num_areas + 1,
                                          std::vector<double>(nodes));
  for (const std::vector<int>& form : forms) {
    for (const int item : form) {
      const int area = area_of_item[item];
      AddSlope(tables, item, shares[area < 0 ? num_areas : area]);
    }
  }
  for (size_t q = 0; q < nodes; ++q) {
    double sum = 0;
    for (const std::vector<double>& row : shares) sum += row[q];
    for (std::vector<double>& row : shares) row[q] = sum > 0 ? row[q] / sum : 0;
  }
  shares.pop_back();
  return shares;
}

std::vector<double> PassGains(const Posterior& posterior,
                              absl::Span<const double> pass_curve,
                              absl::Span<const std::vector<double>> shares,
                              double delta) {
  const absl::Span<const double> weights = posterior.weights();
  assert(pass_curve.size() == weights.size());
  const double rise = delta / posterior.grid().spacing();
  std::vector<double> gains;
  for (const std::vector<double>& share : shares) {
    double gain = 0;
    for (size_t q = 0; q < weights.size(); ++q) {
      const double position = static_cast<double>(q) + share[q] * rise;
      gain += weights[q] * (Interpolate(pass_curve, position) - pass_curve[q]);
    }
    gains.push_back(gain);
  }
  return gains;
}

}  // namespace adaptest

#include "engine/scores/predicted_score.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "engine/math/normal.h"
#include "engine/scores/raw_score.h"

namespace adaptest {
namespace {

constexpr double kBelowAll = 1e-12;  // probabilities are summed with rounding

// A mixture of normals, one a node of the posterior.
struct Mixture {
  absl::Span<const double> weights;
  std::vector<double> mean;
  std::vector<double> sd;

  double Cdf(double x) const {
    double sum = 0;
    for (size_t q = 0; q < mean.size(); ++q) {
      const double below = sd[q] > 0 ? NormalCdf((x - mean[q]) / sd[q])
                                     : (x >= mean[q] ? 1.0 : 0.0);
      sum += weights[q] * below;
    }
    return sum;
  }

  double Quantile(double p, double low, double high) const {
    for (int i = 0; i < 40; ++i) {
      const double x = 0.5 * (low + high);
      (Cdf(x) < p ? low : high) = x;
    }
    return 0.5 * (low + high);
  }
};

}  // namespace

Prediction PredictFormScore(const Posterior& posterior,
                            const BankTables& tables,
                            absl::Span<const int> unanswered, int earned,
                            absl::Span<const double> scores) {
  const std::vector<double> distributions =
      RawScoreDistributions(tables, unanswered);
  const absl::Span<const double> weights = posterior.weights();
  const size_t nodes = weights.size();
  const size_t last = distributions.size() / nodes - 1;
  assert(earned + last < scores.size());
  const auto quantile = [&](double p) {
    double below = 0;
    for (size_t x = 0; x < last; ++x) {
      for (size_t q = 0; q < nodes; ++q) {
        below += weights[q] * distributions[x * nodes + q];
      }
      if (below >= p - kBelowAll) return scores[earned + x];
    }
    return scores[earned + last];
  };
  return {quantile(0.5), quantile(kPredictionTail),
          quantile(1 - kPredictionTail)};
}

Prediction PredictFinalTheta(const Posterior& posterior,
                             const BankTables& tables,
                             absl::Span<const int> remaining) {
  const ThetaGrid& grid = posterior.grid();
  const double m = posterior.mean();
  const double v = posterior.sd() * posterior.sd();
  Mixture mixture = {posterior.weights(), {}, {}};
  for (int q = 0; q < grid.size(); ++q) {
    const absl::Span<const double> row = tables.information(q);
    double information = 0;
    for (const int i : remaining) information += row[i];
    const double k = v * information / (1 + v * information);
    mixture.mean.push_back(m + k * (grid.theta(q) - m));
    mixture.sd.push_back(v * std::sqrt(information) / (1 + v * information));
  }
  const auto quantile = [&](double p) {
    return mixture.Quantile(p, grid.lower(), grid.upper());
  };
  return {quantile(0.5), quantile(kPredictionTail),
          quantile(1 - kPredictionTail)};
}

}  // namespace adaptest

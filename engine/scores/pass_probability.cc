#include "engine/scores/pass_probability.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "engine/scores/form_score.h"
#include "engine/scores/raw_score.h"

namespace adaptest {

std::vector<double> PassCurve(const ItemBank& bank, const BankTables& tables,
                              absl::Span<const std::vector<int>> forms,
                              const ScoreScale& scale) {
  assert(!forms.empty());
  const size_t nodes = tables.grid().size();
  const std::vector<WeightedCut> cuts = CutNodes(scale);
  std::vector<double> curve(nodes);
  for (const std::vector<int>& form : forms) {
    const std::vector<double> tails = RawScoreTails(tables, form);
    for (const auto& [theta, weight] : cuts) {
      const double* row = tails.data() + RawCut(bank, form, theta) * nodes;
      for (size_t q = 0; q < nodes; ++q) curve[q] += weight * row[q];
    }
  }
  const double count = static_cast<double>(forms.size());
  for (double& mean : curve) mean = std::min(mean / count, 1.0);
  return curve;
}

double PassProbability(absl::Span<const double> weights,
                       absl::Span<const double> pass_curve) {
  assert(pass_curve.size() == weights.size());
  double probability = 0;
  for (size_t q = 0; q < weights.size(); ++q) {
    probability += weights[q] * pass_curve[q];
  }
  return std::min(probability, 1.0);
}

double PassProbability(const Posterior& posterior,
                       absl::Span<const double> pass_curve) {
  return PassProbability(posterior.weights(), pass_curve);
}

double PassProbabilityAt(const ThetaGrid& grid,
                         absl::Span<const double> pass_curve, double theta) {
  assert(theta >= grid.lower() && theta <= grid.upper());
  const double cells = (theta - grid.lower()) / grid.spacing();
  const int q = std::min(static_cast<int>(cells), grid.size() - 2);
  const double t = std::min(cells - q, 1.0);
  return pass_curve[q] + t * (pass_curve[q + 1] - pass_curve[q]);
}

double ThisFormPassProbability(const Posterior& posterior,
                               const BankTables& tables,
                               absl::Span<const int> unanswered_items,
                               int still_needed) {
  if (still_needed <= 0) return 1;
  if (still_needed > MaxRawScore(tables, unanswered_items)) return 0;
  const std::vector<double> tails = RawScoreTails(tables, unanswered_items);
  const size_t nodes = tables.grid().size();
  return PassProbability(posterior, absl::MakeConstSpan(tails).subspan(
                                        still_needed * nodes, nodes));
}

}  // namespace adaptest

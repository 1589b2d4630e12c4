#include "engine/scores/classification.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <vector>

#include "engine/math/normal.h"
#include "engine/scores/raw_score.h"

namespace adaptest {

Classification ClassificationOf(const ThetaGrid& grid,
                                absl::Span<const double> weights,
                                absl::Span<const double> pass,
                                double theta_cut) {
  assert(weights.size() == static_cast<size_t>(grid.size()));
  assert(pass.size() == weights.size());
  Classification result;
  for (int q = 0; q < grid.size(); ++q) {
    const double p = pass[q];
    const double above = std::clamp(
        (grid.theta(q) - theta_cut) / grid.spacing() + 0.5, 0.0, 1.0);
    result.accuracy += weights[q] * (above * p + (1 - above) * (1 - p));
    result.consistency += weights[q] * (p * p + (1 - p) * (1 - p));
  }
  return result;
}

Classification LeeClassification(const BankTables& tables,
                                 absl::Span<const int> form, int raw_cut,
                                 double theta_cut,
                                 absl::Span<const double> weights) {
  assert(raw_cut >= 0 && raw_cut <= MaxRawScore(tables, form));
  const std::vector<double> tails = RawScoreTails(tables, form);
  const size_t nodes = tables.grid().size();
  return ClassificationOf(
      tables.grid(), weights,
      absl::MakeConstSpan(tails).subspan(raw_cut * nodes, nodes), theta_cut);
}

Classification RudnerClassification(const ThetaGrid& grid,
                                    absl::Span<const double> standard_error,
                                    double theta_cut,
                                    absl::Span<const double> weights) {
  std::vector<double> pass;
  for (int q = 0; q < grid.size(); ++q) {
    const double distance = grid.theta(q) - theta_cut;
    if (standard_error[q] > 0) {
      pass.push_back(NormalCdf(distance / standard_error[q]));
    } else {
      pass.push_back(distance >= 0 ? 1 : 0);
    }
  }
  return ClassificationOf(grid, weights, pass, theta_cut);
}

}  // namespace adaptest

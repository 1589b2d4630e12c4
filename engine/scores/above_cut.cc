#include "engine/scores/above_cut.h"

#include "engine/math/upper_integral.h"

namespace adaptest {

std::vector<double> AboveCut(const ThetaGrid& grid, const ScoreScale& scale) {
  std::vector<double> coefficients(grid.size(), 0);
  for (const WeightedCut& cut : CutNodes(scale)) {
    const std::vector<double> above = UpperIntegral(grid, cut.theta);
    for (size_t q = 0; q < above.size(); ++q) {
      coefficients[q] += cut.weight * above[q];
    }
  }
  return coefficients;
}

}  // namespace adaptest

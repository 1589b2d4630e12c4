#include "engine/scores/mastery.h"

#include <algorithm>

#include "engine/scores/posterior_mass.h"

namespace adaptest {

double MasteryProbability(const Posterior& posterior, const ScoreScale& scale) {
  const PosteriorDistribution distribution(posterior);
  double probability = 0;
  for (const auto& [theta, weight] : CutNodes(scale)) {
    probability += weight * distribution.MassAbove(theta);
  }
  return std::min(probability, 1.0);
}

}  // namespace adaptest

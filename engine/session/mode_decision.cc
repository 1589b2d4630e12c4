#include "engine/session/mode_decision.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/scores/mastery.h"

namespace adaptest {
namespace {

// Whether a log density rises at the cut: the slope there of the parabola
// through the three nodes nearest to it. The slope between two nodes would be
// that half a cell away where the cut is a node.
bool RisesAt(const ThetaGrid& grid, double cut, const Posterior& posterior,
             absl::Span<const double> log_prior) {
  const double position = (cut - grid.lower()) / grid.spacing();
  const int q =
      std::clamp(static_cast<int>(std::lround(position)), 1, grid.size() - 2);
  const auto at = [&](int node) {
    return posterior.log_density()[node] -
           (log_prior.empty() ? 0 : log_prior[node]);
  };
  const double slope = (at(q + 1) - at(q - 1)) / 2;
  const double curvature = at(q + 1) - 2 * at(q) + at(q - 1);
  return slope + (position - q) * curvature >= 0;
}

}  // namespace

bool PassesByPosterior(const DecisionRule& decision,
                       const AbilityEstimator& estimator,
                       const ScoreScale& scale,
                       absl::Span<const double> log_prior,
                       const Posterior& posterior) {
  TestOutcome outcome;
  outcome.theta_cut = scale.theta_cut;
  outcome.theta = posterior.mean();
  if (std::holds_alternative<Mastery>(decision)) {
    outcome.mastery_probability = MasteryProbability(posterior, scale);
  }
  if (const auto* above = std::get_if<EstimateAboveCut>(&decision)) {
    const std::string by = above->estimator == "exam"
                               ? std::string(NameOf(estimator))
                               : above->estimator;
    if (by != Eap::kName) {
      return RisesAt(posterior.grid(), scale.theta_cut, posterior,
                     by == "map" ? absl::Span<const double>() : log_prior);
    }
  }
  return Passes(decision, outcome);
}

}  // namespace adaptest

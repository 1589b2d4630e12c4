#include "engine/session/mode_decision.h"

#include <algorithm>
#include <string>

#include "engine/scores/mastery.h"

namespace adaptest {
namespace {

// Whether a log density rises at the cut, by the nodes on either side of it.
bool RisesAt(const ThetaGrid& grid, double cut, const Posterior& posterior,
             absl::Span<const double> log_prior) {
  const double position = (cut - grid.lower()) / grid.spacing();
  const int q = std::clamp(static_cast<int>(position), 0, grid.size() - 2);
  const auto l = posterior.log_density();
  double rise = l[q + 1] - l[q];
  if (!log_prior.empty()) rise -= log_prior[q + 1] - log_prior[q];
  return rise >= 0;
}

}  // namespace

bool PassesByPosterior(const PreparedMode& mode,
                       const AbilityEstimator& estimator,
                       const ScoreScale& scale, const Posterior& posterior) {
  TestOutcome outcome;
  outcome.theta_cut = scale.theta_cut;
  outcome.theta = posterior.mean();
  if (std::holds_alternative<Mastery>(mode.decision)) {
    outcome.mastery_probability = MasteryProbability(posterior, scale);
  }
  if (const auto* decision = std::get_if<EstimateAboveCut>(&mode.decision)) {
    const std::string by = decision->estimator == "exam"
                               ? std::string(NameOf(estimator))
                               : decision->estimator;
    if (by != Eap::kName) {
      return RisesAt(posterior.grid(), scale.theta_cut, posterior,
                     by == "map" ? absl::Span<const double>()
                                 : absl::MakeConstSpan(mode.log_score_prior));
    }
  }
  return Passes(mode.decision, outcome);
}

}  // namespace adaptest

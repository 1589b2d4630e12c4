#include "engine/ability/map.h"

#include "engine/ability/bounded_estimate.h"
#include "engine/ability/global_maximum.h"
#include "engine/ability/scan_tables.h"
#include "engine/prior.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<Map> Map::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const InformationKind information,
                   ReadInformationKind(rule));
  return Map{information};
}

AbilityEstimate Map::Estimate(const ItemBank& bank,
                              absl::Span<const ScoredAnswer> answers,
                              const EstimationSettings& settings) const {
  const auto prior = [&](double t) {
    return LogPriorAt(settings.prior, bank, answers, t);
  };
  const LikelihoodScan likelihood(bank, answers, settings);
  const auto theta =
      GlobalMaximum([&](double t) { return likelihood.At(t) + prior(t); },
                    settings.lower_bound, settings.upper_bound);
  AbilityEstimate estimate = BoundedEstimate(bank, answers, settings, theta);
  if (!theta) return estimate;
  estimate.standard_error =
      StandardErrorOf(InformationOf(information, bank, answers, *theta) -
                      prior(*theta).curvature);
  return estimate;
}

}  // namespace adaptest

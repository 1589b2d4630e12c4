#include "engine/ability/mle.h"

#include "engine/ability/bounded_estimate.h"
#include "engine/ability/global_maximum.h"
#include "engine/ability/scan_tables.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<Mle> Mle::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const InformationKind information,
                   ReadInformationKind(rule));
  return Mle{information};
}

AbilityEstimate Mle::Estimate(const ItemBank& bank,
                              absl::Span<const ScoredAnswer> answers,
                              const EstimationSettings& settings) const {
  const LikelihoodScan likelihood(bank, answers, settings);
  const auto theta = GlobalMaximum([&](double t) { return likelihood.At(t); },
                                   settings.lower_bound, settings.upper_bound);
  AbilityEstimate estimate = BoundedEstimate(bank, answers, settings, theta);
  if (!theta) return estimate;
  estimate.standard_error =
      StandardErrorOf(InformationOf(information, bank, answers, *theta));
  return estimate;
}

}  // namespace adaptest

#include "engine/ability/wle.h"

#include "engine/ability/bounded_estimate.h"
#include "engine/ability/global_maximum.h"
#include "engine/ability/information_curve.h"
#include "engine/ability/scan_tables.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<Wle> Wle::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const InformationKind information,
                   ReadInformationKind(rule));
  return Wle{information};
}

AbilityEstimate Wle::Estimate(const ItemBank& bank,
                              absl::Span<const ScoredAnswer> answers,
                              const EstimationSettings& settings) const {
  const LikelihoodScan likelihood(bank, answers, settings);
  const InformationScan curves(bank, answers, settings);
  const auto equation = [&](double t) -> EquationPoint {
    const CurvePoint l = likelihood.At(t);
    const WarmCorrection warm = WarmCorrectionOf(curves.At(t));
    return {l.slope + warm.value, l.curvature + warm.slope};
  };
  const auto theta =
      GlobalRoot(equation, settings.lower_bound, settings.upper_bound);
  AbilityEstimate estimate = BoundedEstimate(bank, answers, settings, theta);
  if (!theta) return estimate;
  estimate.standard_error =
      StandardErrorOf(InformationOf(information, bank, answers, *theta));
  return estimate;
}

}  // namespace adaptest

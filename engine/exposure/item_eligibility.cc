#include "engine/exposure/item_eligibility.h"

#include <algorithm>
#include <cmath>

#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<ItemEligibility> ItemEligibility::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  ItemEligibility control;
  control.max_rate = values[0];
  control.fading = values[1];
  control.segments = static_cast<int>(values[2]);
  control.acceleration = values[3];
  return control;
}

std::vector<double> ItemEligibility::SegmentBounds() const {
  std::vector<double> bounds;
  for (int s = 1; s < segments; ++s) bounds.push_back(s - 0.5 * segments);
  return bounds;
}

double ItemEligibility::EligibleProbability(const ExposureCounts& counts,
                                            int segment, int item) const {
  const double n = counts.tests[segment];
  const double f = counts.feasible[segment];
  const double a = counts.given[counts.at(segment, item)];
  const double rho = counts.eligible[counts.at(segment, item)];
  if (a <= 0) return 1;
  if (f <= 0) return 1;
  double control = max_rate * n / a;
  if (control < 1) control = std::pow(control, acceleration);
  const double p = 1 - n / f + n / f * control * (rho / n);
  return std::clamp(p, 0.0, 1.0);
}

}  // namespace adaptest

#include "calibration/bounded_step.h"

#include <algorithm>
#include <cmath>

#include "engine/models/graded_response.h"

namespace adaptest {
namespace {

// The most that parameters change at a time: those that multiply by a share of
// themselves or at least the second number, others by a number.
constexpr double kLargestShare = 0.5;
constexpr double kLeastChange = 0.2;
constexpr double kLargestChange = 1;
constexpr double kLargestAsymptoteChange = 0.15;
// What is left of the way to an end where the prior density is 0.
constexpr double kShareOfWay = 0.4;
// A gap between boundaries keeps at least this share of itself.
constexpr double kShareOfGap = 0.2;

double LargestChange(const FreeParameter& parameter, double x) {
  if (parameter.name == "a" || parameter.name == "sd") {
    return std::max(kLeastChange, kLargestShare * std::abs(x));
  }
  if (parameter.name == "c" || parameter.name == "d") {
    return kLargestAsymptoteChange;
  }
  return kLargestChange;
}

// The share of the step after which no gap between boundaries is too small.
double ShareForGaps(const CurveLayout& curve, absl::Span<const double> x,
                    absl::Span<const double> step, double share) {
  if (!std::holds_alternative<GradedResponse>(curve.model)) return share;
  if (!curve.is_item()) return share;
  Slots change = {};
  for (int f = 0; f < curve.num_free; ++f) {
    change[curve.slot[f]] = step[curve.index[f]];
  }
  const Slots from = curve.SlotsAt(x);
  for (int k = 2; k < curve.num_parameters; ++k) {
    const double gap = from[k] - from[k - 1];
    const double closing = change[k - 1] - change[k];
    const double room = std::max(
        0.0,
        std::min((1 - kShareOfGap) * gap, gap - 2 * GradedResponse::kMinGap));
    if (share * closing > room) share = room / closing;
  }
  return share;
}

}  // namespace

double Bounded(const FreeParameter& p, double x, double change) {
  double to = std::clamp(x + change, p.lower, p.upper);
  if (p.is_open_below) to = std::max(to, p.lower + kShareOfWay * (x - p.lower));
  if (p.is_open_above) to = std::min(to, p.upper - kShareOfWay * (p.upper - x));
  return to;
}

std::vector<double> BoundedStep(const FreeParameters& parameters,
                                absl::Span<const double> x,
                                absl::Span<const double> step, double share) {
  std::vector<double> shares(x.size(), share);
  for (const CurveLayout& curve : parameters.curves) {
    double part = share;
    for (int f = 0; f < curve.num_free; ++f) {
      const int j = curve.index[f];
      const double most = LargestChange(parameters.parameters[j], x[j]);
      if (std::abs(step[j]) * part > most) part = most / std::abs(step[j]);
    }
    part = ShareForGaps(curve, x, step, part);
    for (int f = 0; f < curve.num_free; ++f) {
      double& each = shares[curve.index[f]];
      each = std::min(each, part);
    }
  }
  std::vector<double> to(x.size());
  for (size_t j = 0; j < x.size(); ++j) {
    to[j] = Bounded(parameters.parameters[j], x[j], shares[j] * step[j]);
  }
  return to;
}

}  // namespace adaptest

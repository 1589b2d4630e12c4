#include "engine/ability/mle.h"

#include <algorithm>
#include <cmath>

#include "engine/ability/likelihood.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kScanStep = 0.05;
constexpr double kTolerance = 1e-12;
constexpr int kMaxSteps = 100;

struct Candidate {
  double theta;
  double log_likelihood;
};

// The root of the slope in [lower, upper], where it falls from positive to
// not positive: Newton's steps, or halving where a step leaves the bracket.
Candidate MaximumBetween(const ItemBank& bank,
                         absl::Span<const ScoredAnswer> answers, double lower,
                         double upper) {
  double theta = 0.5 * (lower + upper);
  LikelihoodPoint point = LikelihoodAt(bank, answers, theta);
  for (int i = 0; i < kMaxSteps && upper - lower > kTolerance; ++i) {
    if (point.slope == 0) break;
    (point.slope > 0 ? lower : upper) = theta;
    double next = theta - point.slope / point.curvature;
    if (!(point.curvature < 0 && next > lower && next < upper)) {
      next = 0.5 * (lower + upper);
    }
    const double step = std::abs(next - theta);
    theta = next;
    point = LikelihoodAt(bank, answers, theta);
    if (step < kTolerance) break;
  }
  return {theta, point.value};
}

// The best of the bounds and of every maximum between two scanned points.
Candidate GlobalMaximum(const ItemBank& bank,
                        absl::Span<const ScoredAnswer> answers, double lower,
                        double upper) {
  const int steps =
      std::max(1, static_cast<int>(std::ceil((upper - lower) / kScanStep)));
  LikelihoodPoint left = LikelihoodAt(bank, answers, lower);
  Candidate best = {lower, left.value};
  double previous = lower;
  for (int i = 1; i <= steps; ++i) {
    const double theta =
        i == steps ? upper : lower + (upper - lower) * i / steps;
    const LikelihoodPoint right = LikelihoodAt(bank, answers, theta);
    if (left.slope > 0 && right.slope <= 0) {
      const Candidate found = MaximumBetween(bank, answers, previous, theta);
      if (found.log_likelihood > best.log_likelihood) best = found;
    }
    if (i == steps && right.value > best.log_likelihood) {
      best = {upper, right.value};
    }
    left = right;
    previous = theta;
  }
  return best;
}

}  // namespace

absl::StatusOr<Mle> Mle::Make(const Rule& rule) {
  RETURN_IF_ERROR(ReadParameters(rule, {}).status());
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  return Mle();
}

AbilityEstimate Mle::Estimate(const ItemBank& bank,
                              absl::Span<const ScoredAnswer> answers,
                              const EstimationSettings& settings) const {
  AbilityEstimate estimate;
  if (answers.empty()) return estimate;
  const Candidate best =
      GlobalMaximum(bank, answers, settings.lower_bound, settings.upper_bound);
  estimate.theta = best.theta;
  estimate.log_likelihood = best.log_likelihood;
  estimate.state =
      best.theta == settings.lower_bound   ? AbilityState::kAtLowerBound
      : best.theta == settings.upper_bound ? AbilityState::kAtUpperBound
                                           : AbilityState::kOk;
  const double information = TestInformation(bank, answers, best.theta);
  if (information > 0) estimate.standard_error = 1 / std::sqrt(information);
  return estimate;
}

}  // namespace adaptest

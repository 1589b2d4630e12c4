#include "engine/stopping/likelihood_ratio.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/ability/likelihood.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kSpacing = 0.01;
constexpr double kReach = 6;

// The largest log-likelihood from `bound` outwards.
double LargestBeyond(const TestProgress& progress, double bound, int sign) {
  double largest = -std::numeric_limits<double>::infinity();
  const int steps = static_cast<int>(kReach / kSpacing);
  for (int i = 0; i <= steps; ++i) {
    largest = std::max(largest, LogLikelihood(*progress.bank, progress.answers,
                                              bound + sign * i * kSpacing));
  }
  return largest;
}

}  // namespace

absl::StatusOr<WaldBounds> WaldBounds::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  WaldBounds bounds;
  bounds.delta = values[0];
  bounds.upper = std::log((1 - values[2]) / values[1]);
  bounds.lower = std::log(values[2] / (1 - values[1]));
  bounds.min_items = static_cast<int>(values[3]);
  return bounds;
}

absl::StatusOr<ProbabilityRatio> ProbabilityRatio::Make(const Rule& rule) {
  ProbabilityRatio made;
  ASSIGN_OR_RETURN(made.bounds, WaldBounds::Make(rule));
  return made;
}

bool ProbabilityRatio::ShouldStop(const TestProgress& progress) const {
  if (progress.num_items < bounds.min_items) return false;
  const double cut = progress.theta_cut;
  return bounds.Decided(
      LogLikelihood(*progress.bank, progress.answers, cut + bounds.delta) -
      LogLikelihood(*progress.bank, progress.answers, cut - bounds.delta));
}

absl::StatusOr<GeneralizedLikelihoodRatio> GeneralizedLikelihoodRatio::Make(
    const Rule& rule) {
  GeneralizedLikelihoodRatio made;
  ASSIGN_OR_RETURN(made.bounds, WaldBounds::Make(rule));
  return made;
}

bool GeneralizedLikelihoodRatio::ShouldStop(
    const TestProgress& progress) const {
  if (progress.num_items < bounds.min_items) return false;
  const double cut = progress.theta_cut;
  return bounds.Decided(LargestBeyond(progress, cut + bounds.delta, 1) -
                        LargestBeyond(progress, cut - bounds.delta, -1));
}

}  // namespace adaptest

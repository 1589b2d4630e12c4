#include "engine/response_times/lognormal.h"

#include <cmath>

#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

constexpr double kMinIntensity = -10;
constexpr double kMaxIntensity = 20;
constexpr double kMinDiscrimination = 0.01;
constexpr double kMaxDiscrimination = 100;
constexpr size_t kNone = -1;

// The estimate from all answers but one.
std::optional<SpeedEstimate> EstimateWithout(
    size_t left_out, absl::Span<const TimedAnswer> answers,
    const std::optional<SpeedPrior>& prior) {
  double precision = 0;
  double weighted = 0;
  if (prior) {
    precision = 1 / (prior->sd * prior->sd);
    weighted = prior->mean * precision;
  }
  for (size_t i = 0; i < answers.size(); ++i) {
    if (i == left_out) continue;
    const auto& [item, seconds] = answers[i];
    const double weight = item.time_discrimination * item.time_discrimination;
    precision += weight;
    weighted += weight * (item.time_intensity - std::log(seconds));
  }
  if (precision == 0) return std::nullopt;
  return SpeedEstimate{weighted / precision, 1 / std::sqrt(precision)};
}

}  // namespace

absl::StatusOr<std::optional<ResponseTimeParameters>> ResponseTimeOf(
    const std::optional<double>& time_intensity,
    const std::optional<double>& time_discrimination) {
  if (time_intensity && time_discrimination) {
    return ResponseTimeParameters{*time_intensity, *time_discrimination};
  }
  if (!time_intensity && !time_discrimination) return std::nullopt;
  return absl::InvalidArgumentError(
      time_intensity ? "time_intensity has a value, but time_discrimination "
                       "has none; allowed: both or neither"
                     : "time_discrimination has a value, but time_intensity "
                       "has none; allowed: both or neither");
}

absl::Status ValidateResponseTime(const ResponseTimeParameters& item) {
  if (!(item.time_intensity >= kMinIntensity &&
        item.time_intensity <= kMaxIntensity)) {
    return absl::InvalidArgumentError(
        absl::StrCat("time intensity = ", item.time_intensity, " is outside [",
                     kMinIntensity, ", ", kMaxIntensity, "]"));
  }
  if (!(item.time_discrimination >= kMinDiscrimination &&
        item.time_discrimination <= kMaxDiscrimination)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "time discrimination = ", item.time_discrimination, " is outside [",
        kMinDiscrimination, ", ", kMaxDiscrimination, "]"));
  }
  return absl::OkStatus();
}

std::optional<SpeedEstimate> EstimateSpeed(
    absl::Span<const TimedAnswer> answers,
    const std::optional<SpeedPrior>& prior) {
  return EstimateWithout(kNone, answers, prior);
}

double ExpectedSeconds(const ResponseTimeParameters& item, double speed) {
  const double alpha = item.time_discrimination;
  return std::exp(item.time_intensity - speed + 0.5 / (alpha * alpha));
}

std::vector<std::optional<double>> ResponseTimeResiduals(
    absl::Span<const TimedAnswer> answers,
    const std::optional<SpeedPrior>& prior) {
  std::vector<std::optional<double>> residuals(answers.size());
  for (size_t i = 0; i < answers.size(); ++i) {
    const auto others = EstimateWithout(i, answers, prior);
    if (!others) continue;
    const auto& [item, seconds] = answers[i];
    const double alpha = item.time_discrimination;
    const double z =
        alpha * (std::log(seconds) - item.time_intensity + others->speed);
    residuals[i] = z / std::hypot(1, alpha * others->standard_error);
  }
  return residuals;
}

bool IsRapidGuess(const std::optional<double>& residual, bool right,
                  double threshold) {
  return residual.has_value() && *residual < threshold && !right;
}

}  // namespace adaptest

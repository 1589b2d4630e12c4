#include "calibration/simulation/report/axis.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_format.h"

namespace adaptest {
namespace {

// The smallest of 1, 2, 5 times a power of ten that divides the span into no
// more than about eight steps.
double NiceStep(double span) {
  constexpr double kSteps = 8;
  const double power = std::pow(10, std::floor(std::log10(span / kSteps)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (span / (factor * power) <= kSteps) return factor * power;
  }
  return 10 * power;
}

}  // namespace

Axis::Axis(std::string label, double least, double most)
    : label_(std::move(label)) {
  if (!(least < most)) {
    least -= 0.5;
    most = least + 1;
  }
  step_ = NiceStep(most - least);
  // A value that is a tick but for rounding needs no further one.
  least_ = std::floor(least / step_ + 1e-9) * step_;
  most_ = std::ceil(most / step_ - 1e-9) * step_;
}

double Axis::Position(double value) const {
  return std::clamp((value - least_) / (most_ - least_), 0.0, 1.0);
}

std::vector<double> Axis::Ticks() const {
  std::vector<double> ticks;
  const long first = std::lround(least_ / step_);
  const long last = std::lround(most_ / step_);
  for (long k = first; k <= last; ++k) ticks.push_back(k * step_);
  return ticks;
}

std::string Axis::TickLabel(double tick) const {
  const int decimals =
      std::clamp(static_cast<int>(std::ceil(-std::log10(step_) - 1e-9)), 0, 6);
  return absl::StrFormat("%.*f", decimals, tick);
}

}  // namespace adaptest

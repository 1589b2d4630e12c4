#ifndef ADAPTEST_ENGINE_ABILITY_GLOBAL_MAXIMUM_H_
#define ADAPTEST_ENGINE_ABILITY_GLOBAL_MAXIMUM_H_

#include <algorithm>
#include <cmath>
#include <optional>

#include "absl/functional/function_ref.h"
#include "engine/math/curve_point.h"

namespace adaptest {

// The points of a scan of [lower, upper], both ends included, at most 0.05
// apart.
class ScanPoints {
 public:
  static constexpr double kStep = 0.05;

  ScanPoints(double lower, double upper)
      : lower_(lower),
        upper_(upper),
        steps_(std::max(
            1, static_cast<int>(std::ceil((upper - lower) / kStep)))) {}

  int size() const { return steps_ + 1; }
  double theta(int i) const {
    return i == steps_ ? upper_ : lower_ + (upper_ - lower_) * i / steps_;
  }

 private:
  double lower_;
  double upper_;
  int steps_;
};

// The theta in [lower, upper] at which `f` is largest. A scan of
// ScanPoints brackets the maxima, safeguarded Newton steps find each to 1e-12,
// and the bounds compete with them. Properties:
//   (1) of equal maxima the lowest wins; where f has risen and then stays flat
//       up to the upper bound, the bound does;
//   (2) f may have kinks, where its slope jumps;
//   (3) empty where the slope is 0 at every scanned point.
std::optional<double> GlobalMaximum(absl::FunctionRef<CurvePoint(double)> f,
                                    double lower, double upper);

// An estimating equation g(theta) = 0 at one point: g and its derivative.
struct EquationPoint {
  double value = 0;
  double slope = 0;
};

// The root of `g` in [lower, upper] at which g falls from positive to negative.
// Of several it is the one at which the integral of g from `lower` is largest,
// where the integral is by the trapezoidal rule over the scan with end
// corrections, h (g_0 + g_1) / 2 + h^2 (g'_0 - g'_1) / 12, since it only
// chooses between rivals. Without such a root it is the bound that g's sign
// points to; of two, the one with the larger integral. Otherwise as
// GlobalMaximum.
std::optional<double> GlobalRoot(absl::FunctionRef<EquationPoint(double)> g,
                                 double lower, double upper);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_ABILITY_GLOBAL_MAXIMUM_H_

#ifndef ADAPTEST_CALIBRATION_PRIOR_DENSITY_H_
#define ADAPTEST_CALIBRATION_PRIOR_DENSITY_H_

#include <cmath>
#include <limits>
#include <variant>

#include "absl/strings/string_view.h"
#include "engine/math/dual.h"
#include "engine/rule.h"

namespace adaptest {

// Densities for item parameters, as templates over the scalar, so that Duals
// give their slopes. Normalising constants are included. Outside the support
// the logarithm is -infinity.

namespace density {
inline constexpr double kLogRootTwoPi = 0.91893853320467274178;
inline constexpr double kNever = -std::numeric_limits<double>::infinity();
}  // namespace density

// exp(-((x - mean) / sd)^2 / 2) / (sd sqrt(2 pi)).
struct NormalDensity {
  static constexpr absl::string_view kName = "normal";
  static constexpr ParameterSpec kArguments[] = {
      {"mean", -100, 100, 0, "mean"},
      {"sd", 1e-3, 1000, 1, "standard deviation"}};

  double mean;
  double sd;

  template <class T>
  T LogDensity(const T& x) const {
    const T z = (x - T(mean)) / T(sd);
    return T(-0.5) * z * z - T(std::log(sd) + density::kLogRootTwoPi);
  }
};

// log(x) is normal; for x > 0.
struct LognormalDensity {
  static constexpr absl::string_view kName = "lognormal";
  static constexpr ParameterSpec kArguments[] = {
      {"mean", -100, 100, 0, "mean of the logarithm"},
      {"sd", 1e-3, 1000, 1, "standard deviation of the logarithm"}};

  double mean;
  double sd;

  template <class T>
  T LogDensity(const T& x) const {
    if (!(ValueOf(x) > 0)) return T(density::kNever);
    const T log_x = log(x);
    return NormalDensity{mean, sd}.LogDensity<T>(log_x) - log_x;
  }
};

// x^(alpha - 1) (1 - x)^(beta - 1) / B(alpha, beta), for 0 < x < 1 (an end of
// the interval belongs to it where the exponent is 0).
struct BetaDensity {
  static constexpr absl::string_view kName = "beta";
  static constexpr ParameterSpec kArguments[] = {
      {"alpha", 0.01, 1e6, 1, "first shape"},
      {"beta", 0.01, 1e6, 1, "second shape"}};

  double alpha;
  double beta;

  template <class T>
  T LogDensity(const T& x) const {
    const double p = ValueOf(x);
    const bool inside = p > 0 && p < 1;
    const bool at_flat_end = (p == 0 && alpha == 1) || (p == 1 && beta == 1);
    if (!inside && !at_flat_end) return T(density::kNever);
    T sum(std::lgamma(alpha + beta) - std::lgamma(alpha) - std::lgamma(beta));
    if (alpha != 1) sum = sum + T(alpha - 1) * log(x);
    if (beta != 1) sum = sum + T(beta - 1) * log(T(1.0) - x);
    return sum;
  }
};

// To add a density: its struct above, its name here.
using PriorDensity = std::variant<NormalDensity, LognormalDensity, BetaDensity>;

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PRIOR_DENSITY_H_

#include "calibration/areas/boundary_test.h"

#include <algorithm>
#include <cmath>

namespace adaptest {

// By the recurrence of the incomplete gamma function,
// Q(a + 1, y) = Q(a, y) + y^a exp(-y) / Gamma(a + 1).
double ChiSquaredTail(double x, int df) {
  if (!(x > 0)) return 1;
  if (df == 0) return 0;
  const double y = x / 2;
  const bool is_odd = df % 2 == 1;
  double tail = is_odd ? std::erfc(std::sqrt(y)) : std::exp(-y);
  for (double a = is_odd ? 0.5 : 1; a < df / 2.0; ++a) {
    tail += std::exp(a * std::log(y) - y - std::lgamma(a + 1));
  }
  return std::min(1.0, tail);
}

double BoundaryPValue(double x, int n) {
  if (!(x > 0)) return 1;
  double sum = 0;
  for (int i = 1; i <= n; ++i) {
    const double log_weight = std::lgamma(n + 1.0) - std::lgamma(i + 1.0) -
                              std::lgamma(n - i + 1.0) - n * std::log(2.0);
    sum += std::exp(log_weight) * ChiSquaredTail(x, i);
  }
  return sum;
}

}  // namespace adaptest

#include "engine/criteria/theta_optimal.h"

namespace adaptest {

double MostInformativeTheta(const LogisticParameters& x) {
  if (x.d == 1) return x.b + std::log((1 + std::sqrt(1 + 8 * x.c)) / 2) / x.a;
  // Bisection on the height L = (P - c) / (d - c) of the curve, in (0, 1).
  double low = 0;
  double high = 1;
  for (int i = 0; i < 60; ++i) {
    const double l = 0.5 * (low + high);
    const double height = x.d - x.c;
    const double p = x.c + height * l;
    const double slope = 2 / (height * l) - 2 / (height * (1 - l)) - 1 / p +
                         1 / ((1 - x.d) + height * (1 - l));
    (slope > 0 ? low : high) = l;
  }
  return x.b + std::log(low / (1 - low)) / x.a;
}

}  // namespace adaptest

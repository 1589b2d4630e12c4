#ifndef ADAPTEST_TESTS_ENGINE_SESSION_BRUTE_FORCE_H_
#define ADAPTEST_TESTS_ENGINE_SESSION_BRUTE_FORCE_H_

#include <cmath>
#include <vector>

#include "engine/session/session.h"

namespace adaptest {

// Formulas of the three-parameter logistic model, written out.
inline double RightByFormula(const Item& item, double theta) {
  const std::vector<double>& x = item.parameters;
  const double c = x.size() > 2 ? x[2] : 0;
  return c + (1 - c) / (1 + std::exp(-x[0] * (theta - x[1])));
}

inline double InformationByFormula(const Item& item, double theta) {
  const double p = RightByFormula(item, theta);
  const double c = item.parameters.size() > 2 ? item.parameters[2] : 0;
  const double s = item.parameters[0] * (p - c) / (1 - c);
  return s * s * (1 - p) / p;
}

// Mean and standard deviation of the posterior under N(mean, sd^2), by the
// trapezoidal rule on 121 nodes of [-6, 6].
struct Moments {
  double mean;
  double sd;
};
inline Moments PosteriorByFormula(const Session& session, double mean = 0,
                                  double sd = 1) {
  double s0 = 0, s1 = 0, s2 = 0;
  for (int q = 0; q < 121; ++q) {
    const double theta = -6 + 0.1 * q;
    const double z = (theta - mean) / sd;
    double w = std::exp(-0.5 * z * z) * (q == 0 || q == 120 ? 0.5 : 1);
    for (const GivenItem& given : session.given()) {
      if (!given.scored || !given.category) continue;
      const double p =
          RightByFormula(session.exam().bank().item(given.item), theta);
      w *= *given.category == 1 ? p : 1 - p;
    }
    s0 += w;
    s1 += w * theta;
    s2 += w * theta * theta;
  }
  return {s1 / s0, std::sqrt(s2 / s0 - s1 / s0 * s1 / s0)};
}

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_ENGINE_SESSION_BRUTE_FORCE_H_

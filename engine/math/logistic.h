#ifndef ADAPTEST_ENGINE_MATH_LOGISTIC_H_
#define ADAPTEST_ENGINE_MATH_LOGISTIC_H_

#include <cmath>
#include <limits>
#include <type_traits>
#include <utility>

#include "engine/math/dual.h"

namespace adaptest {

// 1 / (1 + exp(-x)) without overflow: exp is only taken of non-positive
// numbers, so both tails keep full relative precision. Duals work too. Both
// signs of x share one exponential.
template <class T>
T Logistic(const T& x) {
  const T e = exp(-abs(x));
  return (ValueOf(x) >= 0 ? T(1.0) : e) / (1.0 + e);
}

// log(Logistic(x)), exact in both tails: about x far below 0, about -exp(-x)
// far above.
template <class T>
T LogLogistic(const T& x) {
  const T log_total = log1p(exp(-abs(x)));
  return ValueOf(x) >= 0 ? T(-log_total) : x - log_total;
}

// log(Logistic(-x)) and log(Logistic(x)), both exact in both tails, for the
// price of one.
template <class T>
std::pair<T, T> LogLogistics(const T& x) {
  const T log_total = log1p(exp(-abs(x)));
  if (ValueOf(x) >= 0) return {-x - log_total, -log_total};
  return {-log_total, x - log_total};
}

// log(floor + height Logistic(x)) for floor >= 0 and height > 0, finite in both
// tails. At a floor of 0 the slopes in the floor are kept. Always inlined:
// where slopes alone are used, as for information, the logarithm is then not
// taken.
template <class P, class T>
[[gnu::always_inline]] inline T LogRaisedLogistic(const P& floor,
                                                  const P& height, const T& x) {
  if (ValueOf(floor) > 0) return log(floor + height * Logistic(x));
  const T log_p = log(height) + LogLogistic(x);
  if constexpr (std::is_same_v<P, double>) {
    return log_p;
  } else {
    const T p = exp(log_p);
    if (ValueOf(p) < std::numeric_limits<double>::min()) return log_p;
    return log_p + log1p(floor / p);
  }
}

// log(1 - exp(x)) for x < 0, exact near 0 and far below.
template <class T>
T LogOneMinusExp(const T& x) {
  constexpr double kLogHalf = -0.6931471805599453;
  if (ValueOf(x) < kLogHalf) return log1p(-exp(x));
  return log(-expm1(x));
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_LOGISTIC_H_

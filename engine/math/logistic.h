#ifndef ADAPTEST_ENGINE_MATH_LOGISTIC_H_
#define ADAPTEST_ENGINE_MATH_LOGISTIC_H_

#include <cmath>
#include <limits>
#include <type_traits>

#include "engine/math/dual.h"

namespace adaptest {

// 1 / (1 + exp(-x)) without overflow: exp is only taken of non-positive
// numbers, so both tails keep full relative precision. Duals work too.
template <class T>
T Logistic(const T& x) {
  if (ValueOf(x) >= 0) return T(1.0) / (1.0 + exp(-x));
  const T e = exp(x);
  return e / (1.0 + e);
}

// log(Logistic(x)), exact in both tails: about x far below 0, about -exp(-x)
// far above.
template <class T>
T LogLogistic(const T& x) {
  if (ValueOf(x) >= 0) return -log1p(exp(-x));
  return x - log1p(exp(x));
}

// log(exp(x) + exp(y)) without overflow. Either may be -infinity, provided the
// other is finite.
template <class T>
T LogSumExp(const T& x, const T& y) {
  if (ValueOf(x) == -std::numeric_limits<double>::infinity()) return y;
  if (ValueOf(y) == -std::numeric_limits<double>::infinity()) return x;
  if (ValueOf(x) >= ValueOf(y)) return x + log1p(exp(y - x));
  return y + log1p(exp(x - y));
}

// log(exp(log_p) + x) for x >= 0. At x = 0 the slopes in x are kept, which
// LogSumExp(log(x), log_p) would lose.
template <class T>
T LogPlus(const T& log_p, const T& x) {
  if (ValueOf(x) > 0) return LogSumExp(T(log(x)), log_p);
  if constexpr (std::is_same_v<T, double>) {
    return log_p;
  } else {
    const T p = exp(log_p);
    if (ValueOf(p) < std::numeric_limits<double>::min()) return log_p;
    return log_p + log1p(x / p);
  }
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_LOGISTIC_H_

#ifndef ADAPTEST_ENGINE_MATH_DUAL_H_
#define ADAPTEST_ENGINE_MATH_DUAL_H_

#include <array>
#include <cmath>

namespace adaptest {

// A value with its partial derivatives in N directions (forward-mode automatic
// differentiation). The scalar T may itself be a Dual, which gives second
// derivatives. A formula written as a template over its scalar yields exact
// slopes when evaluated on Duals.
template <int N, class T = double>
struct Dual {
  T value{};
  std::array<T, N> slope{};

  Dual() = default;
  Dual(double v) : value(v) {}  // NOLINT: constants enter formulas freely
  explicit Dual(const T& v, int direction) : value(v) {
    slope[direction] = T(1.0);
  }
};

// Applies the chain rule: f(x) with df/dx = `derivative`.
template <int N, class T>
Dual<N, T> Chain(const Dual<N, T>& x, const T& value, const T& derivative) {
  Dual<N, T> y;
  y.value = value;
  for (int i = 0; i < N; ++i) y.slope[i] = derivative * x.slope[i];
  return y;
}

template <int N, class T>
Dual<N, T> operator-(const Dual<N, T>& x) {
  Dual<N, T> y;
  y.value = -x.value;
  for (int i = 0; i < N; ++i) y.slope[i] = -x.slope[i];
  return y;
}

template <int N, class T>
Dual<N, T> operator+(Dual<N, T> x, const Dual<N, T>& y) {
  x.value = x.value + y.value;
  for (int i = 0; i < N; ++i) x.slope[i] = x.slope[i] + y.slope[i];
  return x;
}

template <int N, class T>
Dual<N, T> operator-(Dual<N, T> x, const Dual<N, T>& y) {
  x.value = x.value - y.value;
  for (int i = 0; i < N; ++i) x.slope[i] = x.slope[i] - y.slope[i];
  return x;
}

template <int N, class T>
Dual<N, T> operator*(const Dual<N, T>& x, const Dual<N, T>& y) {
  Dual<N, T> product;
  product.value = x.value * y.value;
  for (int i = 0; i < N; ++i) {
    product.slope[i] = x.slope[i] * y.value + x.value * y.slope[i];
  }
  return product;
}

template <int N, class T>
Dual<N, T> operator/(const Dual<N, T>& x, const Dual<N, T>& y) {
  Dual<N, T> quotient;
  quotient.value = x.value / y.value;
  for (int i = 0; i < N; ++i) {
    quotient.slope[i] = (x.slope[i] - quotient.value * y.slope[i]) / y.value;
  }
  return quotient;
}

// Mixed expressions with plain numbers, whose slopes are 0.
template <int N, class T>
Dual<N, T> operator+(Dual<N, T> x, double y) {
  x.value = x.value + y;
  return x;
}
template <int N, class T>
Dual<N, T> operator+(double x, const Dual<N, T>& y) {
  return y + x;
}
template <int N, class T>
Dual<N, T> operator-(const Dual<N, T>& x, double y) {
  return x + -y;
}
template <int N, class T>
Dual<N, T> operator-(double x, const Dual<N, T>& y) {
  return -y + x;
}
template <int N, class T>
Dual<N, T> operator*(Dual<N, T> x, double y) {
  x.value = x.value * y;
  for (int i = 0; i < N; ++i) x.slope[i] = x.slope[i] * y;
  return x;
}
template <int N, class T>
Dual<N, T> operator*(double x, const Dual<N, T>& y) {
  return y * x;
}
template <int N, class T>
Dual<N, T> operator/(double x, const Dual<N, T>& y) {
  const T quotient = x / y.value;
  return Chain(y, quotient, -quotient / y.value);
}

// The plain number behind a scalar, for decisions on which branch to take.
inline double ValueOf(double x) { return x; }
template <int N, class T>
double ValueOf(const Dual<N, T>& x) {
  return ValueOf(x.value);
}

using std::abs;
using std::exp;
using std::expm1;
using std::log;
using std::log1p;

template <int N, class T>
Dual<N, T> abs(const Dual<N, T>& x) {
  const double sign = ValueOf(x) < 0 ? -1 : 1;
  Dual<N, T> y;
  y.value = abs(x.value);
  for (int i = 0; i < N; ++i) y.slope[i] = x.slope[i] * sign;
  return y;
}
template <int N, class T>
Dual<N, T> exp(const Dual<N, T>& x) {
  const T value = exp(x.value);
  return Chain(x, value, value);
}
template <int N, class T>
Dual<N, T> expm1(const Dual<N, T>& x) {
  return Chain(x, T(expm1(x.value)), T(exp(x.value)));
}
template <int N, class T>
Dual<N, T> log(const Dual<N, T>& x) {
  return Chain(x, T(log(x.value)), T(1.0 / x.value));
}
template <int N, class T>
Dual<N, T> log1p(const Dual<N, T>& x) {
  return Chain(x, T(log1p(x.value)), T(1.0 / (1.0 + x.value)));
}

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_DUAL_H_

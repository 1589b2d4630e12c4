#include "calibration/fit/chi_square.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

constexpr double kGammaTolerance = 1e-16;
constexpr int kMaxTerms = 1000000;
constexpr int kBisections = 200;

// x^a e^-x / Gamma(a + 1).
double GammaTerm(double a, double x) {
  return std::exp(a * std::log(x) - x - std::lgamma(a + 1));
}

// The lower incomplete gamma function by its series; x < a + 1.
double LowerBySeries(double a, double x) {
  double sum = 1;
  double term = 1;
  for (int n = 1; n < kMaxTerms && term > kGammaTolerance * sum; ++n) {
    term *= x / (a + n);
    sum += term;
  }
  return GammaTerm(a, x) * sum;
}

// The upper one by its continued fraction (Lentz's evaluation); x >= a + 1.
double UpperByFraction(double a, double x) {
  constexpr double kTiny = 1e-300;
  double b = x + 1 - a;
  double c = 1 / kTiny;
  double d = 1 / b;
  double fraction = d;
  for (int n = 1; n < kMaxTerms; ++n) {
    const double numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    if (std::abs(d) < kTiny) d = kTiny;
    c = b + numerator / c;
    if (std::abs(c) < kTiny) c = kTiny;
    d = 1 / d;
    fraction *= d * c;
    if (std::abs(d * c - 1) < kGammaTolerance * 10) break;
  }
  return GammaTerm(a, x) * a * fraction;
}

double LowerTail(double x, double df) {
  if (x <= 0) return 0;
  const double a = df / 2;
  if (x / 2 < a + 1) return LowerBySeries(a, x / 2);
  return 1 - UpperByFraction(a, x / 2);
}

}  // namespace

double ChiSquareUpperTail(double x, double df) {
  if (x <= 0) return 1;
  const double a = df / 2;
  if (x / 2 < a + 1) return 1 - LowerBySeries(a, x / 2);
  return UpperByFraction(a, x / 2);
}

double NoncentralChiSquareCdf(double x, double df, double lambda) {
  if (x <= 0) return 0;
  if (lambda <= 0) return LowerTail(x, df);
  // From the largest weight outwards; P(X; n + 2) = P(X; n) - term(n).
  const double mean = lambda / 2;
  const double center = std::floor(mean);
  const double weight = GammaTerm(center, mean);
  const double middle = LowerTail(x, df + 2 * center);
  const double term = GammaTerm(df / 2 + center, x / 2);
  double sum = weight * middle;
  double w = weight;
  double p = middle;
  double t = term;
  for (double j = center; w > kGammaTolerance && p > 0;) {
    p -= t;
    j += 1;
    t *= x / 2 / (df / 2 + j);
    w *= mean / j;
    sum += w * std::max(p, 0.0);
  }
  w = weight;
  p = middle;
  t = term;
  for (double j = center; j >= 1 && w > kGammaTolerance; j -= 1) {
    t *= (df / 2 + j) / (x / 2);
    p += t;
    w *= j / mean;
    sum += w * std::min(p, 1.0);
  }
  return std::min(sum, 1.0);
}

double NoncentralityAt(double x, double df, double probability) {
  if (NoncentralChiSquareCdf(x, df, 0) <= probability) return 0;
  double low = 0;
  double high = std::max(x, 1.0);
  while (NoncentralChiSquareCdf(x, df, high) > probability) high *= 2;
  for (int i = 0; i < kBisections && high - low > 1e-14 * high; ++i) {
    const double middle = (low + high) / 2;
    (NoncentralChiSquareCdf(x, df, middle) > probability ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace adaptest

#ifndef ADAPTEST_ENGINE_MATH_NORMAL_H_
#define ADAPTEST_ENGINE_MATH_NORMAL_H_

namespace adaptest {

// Logarithm of the normal density with this mean and standard deviation,
// normalising constant included.
double LogNormalDensity(double x, double mean, double sd);

// P(Z <= x) of a standard normal Z, to full relative precision in both tails.
double NormalCdf(double x);

// The x with NormalCdf(x) = p, for 0 < p < 1, to 1e-15 relative (Wichura,
// 1988, algorithm AS 241, PPND16).
double NormalQuantile(double p);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_MATH_NORMAL_H_

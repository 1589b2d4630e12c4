#ifndef ADAPTEST_CALIBRATION_FIT_CHI_SQUARE_H_
#define ADAPTEST_CALIBRATION_FIT_CHI_SQUARE_H_

namespace adaptest {

// The chi-square distribution, central and not (Johnson, Kotz & Balakrishnan,
// 1995, chapter 29):
//
//   P(X > x) = Q(df / 2, x / 2),  Q the regularised upper incomplete gamma
//              function, by its series below x = df + 2 and by its continued
//              fraction above
//   P(X <= x; df, lambda) = sum over j of Poisson(j; lambda / 2)
//                           P(X <= x; df + 2 j)
//
//   x       at least 0
//   df      degrees of freedom, above 0
//   lambda  noncentrality, at least 0

// P(X > x), to about 1e-13 relative, also far in the tail.
double ChiSquareUpperTail(double x, double df);

// P(X <= x) with noncentrality lambda, to about 1e-12 absolute.
double NoncentralChiSquareCdf(double x, double df, double lambda);

// The noncentrality at which P(X <= x) = probability: a confidence limit of it
// where x was observed (Browne & Cudeck, 1993). 0 where even a central variable
// exceeds x with more than 1 - probability.
double NoncentralityAt(double x, double df, double probability);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_CHI_SQUARE_H_

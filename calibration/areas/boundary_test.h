#ifndef ADAPTEST_CALIBRATION_AREAS_BOUNDARY_TEST_H_
#define ADAPTEST_CALIBRATION_AREAS_BOUNDARY_TEST_H_

namespace adaptest {

// P(X >= x) for X chi-squared with df >= 0 degrees of freedom; with 0 it is a
// point mass at 0.
double ChiSquaredTail(double x, int df);

// The p-value of a likelihood-ratio statistic against n variances being 0, all
// of them at the end of their range. Under the hypothesis each estimate is
// positive half of the time, so the statistic is distributed as a mixture of
// chi-squares (Self & Liang, 1987; Stram & Lee, 1994),
//
//   p = sum over i of C(n, i) 2^-n P(chi-squared with i df >= x),   x > 0,
//
// exactly so, in large samples, where the estimates of the variances are
// independent; those of areas with items of their own nearly are. 1 where
// x <= 0. With priors on item parameters it is approximate in this too.
double BoundaryPValue(double x, int n);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_BOUNDARY_TEST_H_

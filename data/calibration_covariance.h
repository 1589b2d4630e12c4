#ifndef ADAPTEST_DATA_CALIBRATION_COVARIANCE_H_
#define ADAPTEST_DATA_CALIBRATION_COVARIANCE_H_

#include <vector>

namespace adaptest {

// The covariance matrix, row by row, with which a 3pl item (a, b, c) would
// leave a calibration on this many answers of persons drawn from a standard
// normal population, by maximum a posteriori with the default priors:
//
//   inverse of  n * integral of phi(theta) J(theta) d theta  -  H
//
//   J      the expected information about (a, b, c) in one answer at theta,
//          as if theta were known
//   H      the second derivatives of the log priors at (a, b, c):
//          a ~ lognormal(0, 0.5), b ~ normal(0, 2), and for c the beta density
//          with mode `chance` and the weight of 20 answers (`chance` = 1/5
//          makes it the default, beta(5, 17))
//   chance the probability that a blind guess is right
std::vector<double> CalibrationCovariance(const std::vector<double>& abc,
                                          double chance, int answers);

}  // namespace adaptest

#endif  // ADAPTEST_DATA_CALIBRATION_COVARIANCE_H_

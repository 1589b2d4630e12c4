#ifndef ADAPTEST_CALIBRATION_HYPER_PRIORS_H_
#define ADAPTEST_CALIBRATION_HYPER_PRIORS_H_

#include "absl/status/statusor.h"
#include "calibration/calibrate.h"

namespace adaptest {

// Fits with priors whose means and standard deviations are those of the bank
// itself (empirical Bayes): log(a), b, logit(c) and logit(d) of the dichotomous
// items are normal over the items, and fit and hyper_parameters.h take turns
// until no mean and no sd changes by more than 0.001. Parameters of fewer than
// kMinHyperItems items keep the prior of the first round:
//
//   log(a)=normal(0,0.5)  b=normal(0,2)  logit(c)=normal(-1.4,0.56)
//   logit(d)=normal(2.9,0.7)
//
// options.priors are not looked at; standard errors are needed, and computed by
// Oakes where none are asked for. Errors are those of Calibrate.
absl::StatusOr<Calibration> CalibrateWithHyperPriors(
    const ResponseData& data, CalibrationOptions options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_HYPER_PRIORS_H_

#ifndef ADAPTEST_CALIBRATION_MAXIMIZATION_H_
#define ADAPTEST_CALIBRATION_MAXIMIZATION_H_

#include <vector>

#include "calibration/marginal_posterior.h"

namespace adaptest {

// The M-step of Bock & Aitkin (1981): parameters x that raise (never lower)
// the expected complete-data log posterior, at the counts of `posterior`.
// First each item's own parameters, by damped scoring steps, then the shared
// ones given these. Call ComputeGradient first.
//
// By the EM inequality the marginal posterior at x is no lower than before.
std::vector<double> Maximize(const MarginalPosterior& posterior);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_MAXIMIZATION_H_

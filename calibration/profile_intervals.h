#ifndef ADAPTEST_CALIBRATION_PROFILE_INTERVALS_H_
#define ADAPTEST_CALIBRATION_PROFILE_INTERVALS_H_

#include <string>
#include <vector>

#include "calibration/marginal_posterior.h"
#include "calibration/optimizer.h"

namespace adaptest {

// The interval of values v of a parameter that the data do not contradict:
//
//   2 (max f - max of f where the parameter is v) <= the chi-square quantile of
//   1 degree of freedom at `confidence`
//
// f the marginal log posterior, all other parameters of all items maximised.
// Unlike estimate +- 1.96 standard errors it fits parameters that lie near an
// end of their range, such as lower asymptotes (Venzon & Moolgavkar, 1988).
struct ProfileInterval {
  int curve;  // in FreeParameters
  int index;  // of the parameter in x
  double lower = 0;
  double upper = 0;  // an end of the range where f does not fall enough
};

// Of every parameter with this name that belongs to one item alone. `optimum`
// is the maximum that `posterior` stands at; it is there again afterwards. Each
// takes some 30 passes over the persons.
std::vector<ProfileInterval> FindProfileIntervals(
    MarginalPosterior& posterior, const Optimum& optimum,
    const std::string& parameter, const OptimizerOptions& options,
    double confidence = 0.95);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PROFILE_INTERVALS_H_

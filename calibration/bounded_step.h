#ifndef ADAPTEST_CALIBRATION_BOUNDED_STEP_H_
#define ADAPTEST_CALIBRATION_BOUNDED_STEP_H_

#include <vector>

#include "absl/types/span.h"
#include "calibration/free_parameters.h"

namespace adaptest {

// x + change, within the range of the parameter; towards an end where the prior
// density is 0, and the logarithm falls without end, only a part of the way.
double Bounded(const FreeParameter& parameter, double x, double change);

// x + share step, kept where the formulas hold and near enough to be trusted:
// a curve's part of the step is shortened as a whole where it would change one
// of its parameters by more than a quadratic model is good for, or let
// boundaries of the graded response model meet; then every parameter is
// clamped to its range.
std::vector<double> BoundedStep(const FreeParameters& parameters,
                                absl::Span<const double> x,
                                absl::Span<const double> step, double share);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_BOUNDED_STEP_H_

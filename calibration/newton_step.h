#ifndef ADAPTEST_CALIBRATION_NEWTON_STEP_H_
#define ADAPTEST_CALIBRATION_NEWTON_STEP_H_

#include <vector>

#include "absl/types/span.h"
#include "calibration/marginal_posterior.h"

namespace adaptest {

// The smallest residual that a step is solved to.
inline constexpr double kFinalResidual = 1e-6;

// A step towards the maximum of the marginal posterior.
struct NewtonStep {
  std::vector<double> step;  // 0 for parameters held at a bound
  std::vector<bool> held;    // at an end of the range, and would leave it
  double decrement = 0;      // sqrt(g' M^-1 g), M the expected information
  double residual = 0;       // what the solution was asked for
  double max_change = 0;     // of a parameter, after clamping to its range
  bool is_concave = true;    // false: it curves upwards somewhere
};

// Solves -H step = gradient by conjugate gradients, with the complete-data
// information of each item as preconditioner, until the residual in its norm
// is below a share of that of the gradient: the smaller of `tolerance` and the
// decrement, which makes Newton's method converge quadratically, but no less
// than kFinalResidual. Where negative curvature is met, the step is what was
// reached by then, at least the preconditioned gradient: it points uphill.
//
// Flat directions, of no curvature, are left alone.
//
// Parameters at an end of their range that the step would leave are held.
//
// Call posterior.ComputeGradient and ComputeCurvature first.
NewtonStep SolveNewton(MarginalPosterior& posterior, double tolerance);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_NEWTON_STEP_H_

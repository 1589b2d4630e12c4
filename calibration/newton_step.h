#ifndef ADAPTEST_CALIBRATION_NEWTON_STEP_H_
#define ADAPTEST_CALIBRATION_NEWTON_STEP_H_

#include <vector>

#include "absl/types/span.h"
#include "calibration/marginal_posterior.h"
#include "calibration/secant_pairs.h"

namespace adaptest {

// How a step is found.
struct StepOptions {
  // A share of the gradient: products with the Hessian are taken until the
  // residual is below it. 1 and more: none; the step is that of the approximate
  // information (approximate_information.h).
  double residual = 1;
  // Where no parameter changes by more than this, a third of the gradient will
  // do.
  double small_change = 0;
  Precision precision = Precision::kDouble;
  // Improve the approximate information where no products are taken. May be
  // null.
  const SecantPairs* pairs = nullptr;
};

// A step towards the maximum of the marginal posterior.
struct NewtonStep {
  std::vector<double> step;  // 0 for parameters held at a bound
  std::vector<bool> held;    // at an end of the range, and would leave it
  double decrement = 0;      // sqrt(g' M^-1 g), M the approximate information
  double max_change = 0;     // of a parameter, after clamping to its range
  bool is_concave = true;    // false: it curves upwards somewhere
};

// Solves -H step = gradient by conjugate gradients, with the approximate
// information as preconditioner. Where negative curvature is met, the step is
// what was reached by then, at least the preconditioned gradient: it points
// uphill. Flat directions, of no curvature, are left alone.
//
// Parameters at an end of their range that the step would leave are held.
//
// Call posterior.ComputeGradient first, and ComputeCurvature where products are
// to be taken.
NewtonStep SolveNewton(MarginalPosterior& posterior,
                       const StepOptions& options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_NEWTON_STEP_H_

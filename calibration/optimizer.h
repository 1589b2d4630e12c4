#ifndef ADAPTEST_CALIBRATION_OPTIMIZER_H_
#define ADAPTEST_CALIBRATION_OPTIMIZER_H_

#include <functional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "calibration/marginal_posterior.h"

namespace adaptest {

// How far a fit has come; given to a callback after every iteration, and
// from time to time where standard errors take long.
struct FitProgress {
  int iteration;
  // "em", "quasi-newton" or "newton"; "standard errors", of which a share is
  // done.
  absl::string_view phase;
  double log_posterior;
  double max_change;  // of a parameter, by the last step
  absl::Span<const double> x;
  double share = 0;  // 0: an iteration
};
using ProgressCallback = std::function<void(const FitProgress&)>;

struct OptimizerOptions {
  double tolerance = 1e-5;
  int max_iterations = 500;
  ProgressCallback progress = {};  // may be empty
  // Asked before each iteration: true ends the search where it is.
  std::function<bool()> stop = {};  // may be empty
  // EM cycles at first, at most, which go a long way from a poor start, and
  // towards the maximum that is near it.
  int first_cycles = 5;
  // Begin with passes in single precision; the last ones are in double.
  bool begin_in_single = false;
};

struct Optimum {
  std::vector<double> x;
  int iterations = 0;
  bool converged = false;
  bool stopped = false;  // by OptimizerOptions::stop

  // The largest change of a parameter in one full Newton step from x, and the
  // largest slope of the log posterior. Parameters held at an end of their
  // range do not count.
  double max_step = 0;
  double max_gradient = 0;
  std::vector<bool> held;
  std::vector<double> step;  // that full Newton step

  // What it took: passes over the persons.
  int passes_in_single = 0;
  int passes_in_double = 0;
};

// Maximises the marginal posterior from `start`. After the EM cycles, each
// iteration is one pass over the persons, after a step by the approximate
// information; where the steps do not shrink fast, by products with the Hessian
// too. The search never accepts a lower value (beyond rounding, and but for the
// last step in single precision, smaller than the tolerance); an EM cycle
// stands in where the surface is not concave or a step fails. Converged when a
// full Newton step changes no parameter by more than the tolerance; iterations
// go on to a hundredth of that where they can (a tenth with much data).
// `posterior` is left at the optimum in double precision, with gradient and
// curvature computed.
Optimum FindOptimum(MarginalPosterior& posterior,
                    absl::Span<const double> start,
                    const OptimizerOptions& options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_OPTIMIZER_H_

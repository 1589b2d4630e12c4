#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_OPTIMIZER_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_OPTIMIZER_H_

#include <Eigen/Core>
#include <vector>

#include "absl/types/span.h"
#include "calibration/areas/area_marginal.h"
#include "calibration/optimizer.h"

namespace adaptest {

struct AreaOptimum {
  std::vector<double> y;
  int iterations = 0;
  bool converged = false;
  bool stopped = false;  // by OptimizerOptions::stop
  // The largest change of a parameter in one step by the cross-product
  // information from y, and the largest slope; of an area's sd, not of its
  // variance. Parameters held at an end of their range do not count.
  double max_step = 0;
  double max_gradient = 0;
  std::vector<bool> held;       // [element of y]
  Eigen::MatrixXd information;  // at y; empty where there are too many
                                // parameters
};

// Maximises the marginal posterior of the area model from `start`. First EM
// gradient steps (Lange, 1995), then quasi-Newton steps: the cross-product
// information (area_information.h), improved by what the steps tell
// (secant_pairs.h), and computed anew where the steps do not shrink. The search
// never accepts a lower value, beyond rounding; an EM gradient step stands in
// where a step fails. Variances stay at 0 while the slope there is negative.
//
// Converged when a step by the information at y changes no parameter by more
// than the tolerance; iterations go on to a tenth of that where they can.
// `marginal` is left at the optimum, with its gradient.
AreaOptimum FindAreaOptimum(AreaMarginal& marginal,
                            absl::Span<const double> start,
                            const OptimizerOptions& options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_OPTIMIZER_H_

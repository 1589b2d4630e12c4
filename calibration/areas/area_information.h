#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_INFORMATION_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_INFORMATION_H_

#include <Eigen/Core>
#include <vector>

#include "calibration/areas/area_marginal.h"

namespace adaptest {

// The information of the sample about y, in the lower triangle:
//
//   sum over persons of weight s_p s_p' - curvature of the log prior
//
// where s_p is the gradient of the person's marginal log-likelihood, at the
// posterior of theta and all deviations (the cross-product, or empirical,
// information; Louis, 1982). One pass over the persons; at v_k = 0 too, where
// the score is that of v_k from above. After ComputeGradient.
Eigen::MatrixXd CrossProductInformation(const AreaMarginal& marginal);

// `solved` such that A solved = right, A what complete data would tell of each
// curve's own parameters, and of shared parameters and variances one by one:
// the step of an EM gradient algorithm (Lange, 1995), which points uphill. 0
// for what is held, and for variances at 0. After ComputeGradient.
std::vector<double> SolveCompleteInformation(const AreaMarginal& marginal,
                                             const std::vector<bool>& held,
                                             const std::vector<double>& right);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_INFORMATION_H_

#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_REPORT_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_REPORT_H_

#include <Eigen/Core>
#include <vector>

#include "calibration/areas/area_marginal.h"
#include "calibration/areas/area_optimizer.h"
#include "calibration/areas/areas_fit.h"
#include "calibration/areas/item_areas.h"
#include "calibration/calibrate.h"

namespace adaptest {

// What is to be said of a joint fit, from the optimum found. `result` comes
// from the unidimensional fit of the same data; counts of persons, answers and
// iterations stand there already.

// Item parameters, latent distributions, log-likelihood, convergence.
void ReportAreaFit(const AreaMarginal& marginal, const AreaOptimum& optimum,
                   Calibration& result);

// Areas with their sds, in units of theta. fitted[item].
std::vector<AreaEstimate> ReportAreas(const AreaMarginal& marginal,
                                      const AreaOptimum& optimum,
                                      const ItemAreas& areas,
                                      const std::vector<bool>& fitted);

// The information with held parameters taken out.
Eigen::MatrixXd WithoutHeld(Eigen::MatrixXd information,
                            const std::vector<bool>& held);

// Covariances of the items' parameters and errors of latent means and sds.
// inverse_root: see standard_errors.h.
void ReportParameterErrors(const AreaMarginal& marginal,
                           const AreaOptimum& optimum,
                           const Eigen::MatrixXd& inverse_root,
                           Calibration& result);

// Errors of the sds by the delta method, where they are not held: with
// s = scale sqrt(v), ds = scale dv / (2 sqrt(v)) + sqrt(v) dscale.
void ReportAreaErrors(const AreaMarginal& marginal, const AreaOptimum& optimum,
                      const Eigen::MatrixXd& inverse_root,
                      std::vector<AreaEstimate>& areas);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_REPORT_H_

#ifndef ADAPTEST_CALIBRATION_AREAS_CALIBRATE_AREAS_H_
#define ADAPTEST_CALIBRATION_AREAS_CALIBRATE_AREAS_H_

#include "absl/status/statusor.h"
#include "calibration/areas/item_areas.h"
#include "calibration/calibrate.h"

namespace adaptest {

// Fits item parameters together with the standard deviations of area deviations
// (bifactor model with one loading an item, shared by the general and the area
// dimension; Gibbons & Hedeker, 1992; Gibbons et al., 2007):
//
//   theta_k = theta + delta_k,  delta_k ~ N(0, s_k^2), independent
//   P(answer) = P_i(theta_k) for an item of area k, P_i(theta) for one of none
//
// by marginal maximum likelihood, or maximum a posteriori with the same priors
// on the item parameters. The ordinary calibration is the start. The result has
// the parameters of the joint fit and `areas`; persons are EAP of theta, the
// general ability. Standard errors are by the cross-product information of all
// parameters (area_information.h), whatever kind was asked for, unless none.
//
// Errors: those of Calibrate; an area with fewer than two items that can be
// fitted.
absl::StatusOr<Calibration> CalibrateAreas(const ResponseData& data,
                                           const ItemAreas& areas,
                                           const CalibrationOptions& options);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_CALIBRATE_AREAS_H_

#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_PERSONS_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_PERSONS_H_

#include <vector>

#include "calibration/areas/area_marginal.h"
#include "calibration/person_estimate.h"

namespace adaptest {

// EAP and posterior standard deviation of theta, the general ability, for each
// person of the data, at the parameters where `marginal` stands. The
// log-likelihood is that of the answers at this theta without deviations.
std::vector<PersonEstimate> EstimateAreaPersons(const AreaMarginal& marginal);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_PERSONS_H_

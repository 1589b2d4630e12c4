#ifndef ADAPTEST_CALIBRATION_PERSON_ESTIMATES_H_
#define ADAPTEST_CALIBRATION_PERSON_ESTIMATES_H_

#include <vector>

#include "calibration/marginal_posterior.h"
#include "calibration/person_estimate.h"

namespace adaptest {

// Posterior mean and standard deviation of theta for each person of the data,
// at the parameters where `posterior` stands. Without answers they are those
// of the population, and the state says so.
std::vector<PersonEstimate> EstimatePersons(const MarginalPosterior& posterior);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PERSON_ESTIMATES_H_

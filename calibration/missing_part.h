#ifndef ADAPTEST_CALIBRATION_MISSING_PART_H_
#define ADAPTEST_CALIBRATION_MISSING_PART_H_

#include <Eigen/Core>
#include <vector>

#include "calibration/arrow_matrix.h"
#include "calibration/marginal_posterior.h"

namespace adaptest {

// What is missing from the information of complete data, approximately, as
// approximate_information.h has it: share times the blocks are taken from
// `arrow`, minus = C sqrt(share) and plus = K sqrt(share), [parameter][column],
// whose rows are 0 for parameters that are held. Call ComputeGradient first.
void TakeMissingPart(const MarginalPosterior& posterior, double share,
                     const std::vector<bool>& held, ArrowMatrix& arrow,
                     Eigen::MatrixXd& minus, Eigen::MatrixXd& plus);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_MISSING_PART_H_

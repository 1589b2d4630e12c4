#ifndef ADAPTEST_CALIBRATION_FIT_SCORE_MOMENTS_H_
#define ADAPTEST_CALIBRATION_FIT_SCORE_MOMENTS_H_

#include <Eigen/Dense>

#include "calibration/fit/complete_block.h"
#include "calibration/fit/fitted_model.h"

namespace adaptest {

// Univariate and bivariate moments of the answers to the n items of a complete
// block, observed and under the model:
//
//   m = (E X_1, ..., E X_n, E X_1 X_2, E X_1 X_3, ..., E X_{n-1} X_n)
//
// For right and wrong answers these are the univariate and bivariate margins
// (Maydeu-Olivares & Joe, 2005); with several categories the reduced moments of
// Cai & Hansen (2013), which take the categories as scores.
struct ScoreMoments {
  Eigen::VectorXd observed;
  Eigen::VectorXd expected;
  Eigen::MatrixXd covariance;        // Xi: of one person's X_i and X_i X_j
  Eigen::MatrixXd slopes;            // Delta: of `expected` [moment][parameter]
  Eigen::MatrixXd observed_squares;  // [item]: mean of X_i^2, one column
  Eigen::MatrixXd expected_squares;
};

inline int NumScoreMoments(int items) { return items * (items + 1) / 2; }

// Slopes are in all parameters of the block's items that calibration estimates
// (EstimatedParameters); a parameter that items share has one column.
ScoreMoments ScoreMomentsOf(const FittedModel& model,
                            const CompleteBlock& block, int threads);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_SCORE_MOMENTS_H_

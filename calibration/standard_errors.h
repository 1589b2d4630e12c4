#ifndef ADAPTEST_CALIBRATION_STANDARD_ERRORS_H_
#define ADAPTEST_CALIBRATION_STANDARD_ERRORS_H_

#include <Eigen/Core>
#include <vector>

#include "absl/status/statusor.h"
#include "calibration/information_matrix.h"

namespace adaptest {

// Covariance matrices of the estimates of each curve's parameters, of an item
// in the order of its model, row by row; rows of parameters that were not
// estimated are 0.
struct CurveCovariances {
  static constexpr int kMaxParameters = 4000;

  std::vector<std::vector<double>> curves;  // [curve of FreeParameters]
  double latent_scale_error = 0;            // 0 where it was not estimated
};

// R with R' R the inverse of the information, of which the lower triangle is
// looked at. An error, to be shown to the user, where it is singular.
absl::StatusOr<Eigen::MatrixXd> InverseRoot(Eigen::MatrixXd information,
                                            int threads);

// The parts of that inverse. Parameters beyond those of `parameters` may follow
// in the information.
CurveCovariances CovariancesFrom(const FreeParameters& parameters,
                                 const Eigen::MatrixXd& inverse_root,
                                 const std::vector<bool>& held);

// The parts of the inverse of the information. An error, to be shown to the
// user, where there are more than kMaxParameters or the matrix is singular;
// CANCELLED where the watcher stops it.
absl::StatusOr<CurveCovariances> ComputeCovariances(
    const MarginalPosterior& posterior, ParameterInformation kind,
    const std::vector<bool>& held, const SumWatch& watch = {});

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_STANDARD_ERRORS_H_

#ifndef ADAPTEST_CALIBRATION_STANDARD_ERRORS_H_
#define ADAPTEST_CALIBRATION_STANDARD_ERRORS_H_

#include <Eigen/Core>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "calibration/marginal_posterior.h"

namespace adaptest {

// How the information about the parameters is measured.
//   oakes         the observed information: minus the Hessian of the marginal
//                 log posterior (Oakes, 1999; Louis, 1982, is the same matrix)
//   crossproduct  the sum over persons of the outer product of their marginal
//                 scores, less the curvature of the log prior. Where a person
//                 has several units (sessions), which may be more alike than
//                 the model says: the observed information H with the products
//                 B of the persons' scores between, H^-1 B H^-1 (Liang & Zeger,
//                 1986)
//   none          no standard errors
enum class ParameterInformation { kOakes, kCrossProduct, kNone };

absl::StatusOr<ParameterInformation> ParameterInformationByName(
    absl::string_view name);
absl::string_view NameOf(ParameterInformation kind);

// The matrix itself, [parameter][parameter], in its lower triangle. Rows and
// columns of held parameters are those of the identity. After ComputeCurvature.
Eigen::MatrixXd InformationMatrix(const MarginalPosterior& posterior,
                                  ParameterInformation kind,
                                  const std::vector<bool>& held);

// The sum over persons of the outer products of their scores, in the lower
// triangle. Rows and columns of held parameters are 0.
Eigen::MatrixXd ScoreProducts(const MarginalPosterior& posterior,
                              const std::vector<bool>& held);

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
// user, where there are more than kMaxParameters or the matrix is singular.
absl::StatusOr<CurveCovariances> ComputeCovariances(
    const MarginalPosterior& posterior, ParameterInformation kind,
    const std::vector<bool>& held);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_STANDARD_ERRORS_H_

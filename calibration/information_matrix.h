#ifndef ADAPTEST_CALIBRATION_INFORMATION_MATRIX_H_
#define ADAPTEST_CALIBRATION_INFORMATION_MATRIX_H_

#include <Eigen/Core>
#include <functional>
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

// Watches a long sum over persons, from time to time and on all ranks alike.
// Both may be empty.
struct SumWatch {
  std::function<void(double share)> progress = {};  // of the persons done
  std::function<bool()> stop = {};                  // true: no more
};

// The matrix itself, [parameter][parameter], in its lower triangle. Rows and
// columns of held parameters are those of the identity. After ComputeCurvature.
// CANCELLED where the watcher stops it.
absl::StatusOr<Eigen::MatrixXd> InformationMatrix(
    const MarginalPosterior& posterior, ParameterInformation kind,
    const std::vector<bool>& held, const SumWatch& watch = {});

// The sum over persons of the outer products of their scores, in the lower
// triangle. Rows and columns of held parameters are 0.
absl::StatusOr<Eigen::MatrixXd> ScoreProducts(
    const MarginalPosterior& posterior, const std::vector<bool>& held,
    const SumWatch& watch = {});

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_INFORMATION_MATRIX_H_

#include "calibration/standard_errors.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/parallel.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr int kColumns = 64;
// Below this ratio of pivots the parameters are not identified: standard errors
// would be ten thousand times those of the parameter alone.
constexpr double kSingular = 1e-8;

// The inverse of a lower triangular matrix, by blocks of columns.
Eigen::MatrixXd InvertLower(const Eigen::MatrixXd& lower, int threads) {
  const int n = static_cast<int>(lower.rows());
  Eigen::MatrixXd inverse = Eigen::MatrixXd::Zero(n, n);
  ParallelFor((n + kColumns - 1) / kColumns, threads, [&](int block) {
    const int j = block * kColumns;
    const int width = std::min(kColumns, n - j);
    Eigen::MatrixXd columns = Eigen::MatrixXd::Identity(n - j, width);
    lower.bottomRightCorner(n - j, n - j)
        .triangularView<Eigen::Lower>()
        .solveInPlace(columns);
    inverse.block(j, j, n - j, width) = columns;
  });
  return inverse;
}

std::vector<double> CovarianceOf(const CurveLayout& curve,
                                 const Eigen::MatrixXd& inverse_root,
                                 const std::vector<bool>& held) {
  const int n = curve.num_parameters;
  std::vector<double> covariance(n * n, 0);
  for (int f = 0; f < curve.num_free; ++f) {
    for (int g = 0; g < curve.num_free; ++g) {
      const int s = curve.slot[f];
      const int t = curve.slot[g];
      if (s >= n || t >= n) continue;
      if (held[curve.index[f]] || held[curve.index[g]]) continue;
      covariance[s * n + t] = inverse_root.col(curve.index[f])
                                  .dot(inverse_root.col(curve.index[g]));
    }
  }
  return covariance;
}

// R with R'R = H^-1 B H^-1, where root' root = H^-1 and B is in the lower
// triangle of `products`, of whatever rank.
Eigen::MatrixXd ClusteredRoot(const Eigen::MatrixXd& products,
                              const Eigen::MatrixXd& root) {
  const Eigen::LDLT<Eigen::MatrixXd> factor(products);
  const Eigen::MatrixXd inverse = root.transpose() * root;
  Eigen::MatrixXd result = factor.transpositionsP() * inverse;
  result = factor.matrixU() * result;
  return factor.vectorD().cwiseMax(0).cwiseSqrt().asDiagonal() * result;
}

}  // namespace

absl::StatusOr<Eigen::MatrixXd> InverseRoot(Eigen::MatrixXd information,
                                            int threads) {
  // Scaled to a unit diagonal, so that the pivots tell what is singular.
  const Eigen::VectorXd scale =
      information.diagonal().cwiseMax(1e-300).cwiseSqrt().cwiseInverse();
  information = scale.asDiagonal() * information * scale.asDiagonal();
  const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> cholesky(information);
  if (cholesky.info() != Eigen::Success ||
      information.diagonal().cwiseAbs2().minCoeff() < kSingular) {
    return absl::FailedPreconditionError(
        "no standard errors: the information matrix is singular");
  }
  return InvertLower(information, threads) * scale.asDiagonal();
}

CurveCovariances CovariancesFrom(const FreeParameters& parameters,
                                 const Eigen::MatrixXd& inverse_root,
                                 const std::vector<bool>& held) {
  CurveCovariances covariances;
  for (const CurveLayout& curve : parameters.curves) {
    covariances.curves.push_back(CovarianceOf(curve, inverse_root, held));
  }
  if (const int scale = parameters.latent_scale; scale >= 0 && !held[scale]) {
    covariances.latent_scale_error = inverse_root.col(scale).norm();
  }
  return covariances;
}

absl::StatusOr<CurveCovariances> ComputeCovariances(
    const MarginalPosterior& posterior, ParameterInformation kind,
    const std::vector<bool>& held, const SumWatch& watch) {
  const FreeParameters& parameters = posterior.parameters();
  if (parameters.size() > CurveCovariances::kMaxParameters) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "no standard errors: ", parameters.size(), " parameters are more than ",
        CurveCovariances::kMaxParameters));
  }
  if (parameters.size() == 0) {
    return CovariancesFrom(parameters, Eigen::MatrixXd(), held);
  }
  const ResponseData& data = posterior.expectation().data();
  const bool is_clustered =
      kind == ParameterInformation::kCrossProduct &&
      SumOf(data.ranks(), data.num_persons() - data.num_clusters()) > 0;
  ASSIGN_OR_RETURN(
      Eigen::MatrixXd information,
      InformationMatrix(posterior,
                        is_clustered ? ParameterInformation::kOakes : kind,
                        held, watch));
  ASSIGN_OR_RETURN(
      Eigen::MatrixXd root,
      InverseRoot(std::move(information), posterior.expectation().threads()));
  if (is_clustered) {
    ASSIGN_OR_RETURN(const Eigen::MatrixXd products,
                     ScoreProducts(posterior, held, watch));
    root = ClusteredRoot(products, root);
  }
  return CovariancesFrom(parameters, root, held);
}

}  // namespace adaptest

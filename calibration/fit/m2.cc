#include "calibration/fit/m2.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "calibration/fit/chi_square.h"

namespace adaptest {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

// Below this share of its length a column adds nothing to those before it.
constexpr double kRankTolerance = 1e-10;

ModelFit NoFit(std::string reason) {
  ModelFit fit;
  fit.reason = std::move(reason);
  return fit;
}

// The root mean square of what the model leaves of the correlations; empty
// where an item has no variance.
std::optional<double> Srmsr(const ScoreMoments& moments) {
  const int n = static_cast<int>(moments.observed_squares.size());
  const auto deviation = [](const VectorXd& m, const MatrixXd& squares, int i) {
    return std::sqrt(std::max(0.0, squares(i) - m[i] * m[i]));
  };
  double sum = 0;
  int pair = n;
  for (int i = 0; i < n; ++i) {
    for (int j = i + 1; j < n; ++j, ++pair) {
      const auto correlation = [&](const VectorXd& m, const MatrixXd& squares) {
        return (m[pair] - m[i] * m[j]) /
               (deviation(m, squares, i) * deviation(m, squares, j));
      };
      const double d = correlation(moments.observed, moments.observed_squares) -
                       correlation(moments.expected, moments.expected_squares);
      sum += d * d;
    }
  }
  const double srmsr = std::sqrt(sum / (pair - n));
  if (!std::isfinite(srmsr)) return std::nullopt;
  return srmsr;
}

// Takes from e what the columns of `slopes` span; false where they do not span
// as many dimensions as there are of them.
bool ProjectOut(MatrixXd slopes, VectorXd& e) {
  for (int c = 0; c < slopes.cols(); ++c) {
    const double length = slopes.col(c).norm();
    if (!(length > 0)) return false;
    slopes.col(c) /= length;
  }
  Eigen::ColPivHouseholderQR<MatrixXd> qr(slopes);
  qr.setThreshold(kRankTolerance);
  if (qr.rank() < slopes.cols()) return false;
  VectorXd rotated = qr.householderQ().transpose() * e;
  rotated.head(slopes.cols()).setZero();
  e = std::move(rotated);
  return true;
}

void AddRmsea(double num_persons, ModelFit& fit) {
  const double df = *fit.df;
  if (!(num_persons > 1)) return;
  fit.rmsea = std::sqrt(std::max(0.0, *fit.m2 - df) / (df * (num_persons - 1)));
  fit.rmsea_lower =
      std::sqrt(NoncentralityAt(*fit.m2, df, 0.95) / (df * num_persons));
  fit.rmsea_upper =
      std::sqrt(NoncentralityAt(*fit.m2, df, 0.05) / (df * num_persons));
}

}  // namespace

ModelFit M2OfMoments(ScoreMoments moments, double num_persons, bool known) {
  const int parameters = known ? 0 : static_cast<int>(moments.slopes.cols());
  const int df = static_cast<int>(moments.observed.size()) - parameters;
  if (df < 1) {
    return NoFit(
        absl::StrCat("too few degrees of freedom: ", moments.observed.size(),
                     " moments, ", parameters, " parameters"));
  }
  const Eigen::LLT<Eigen::Ref<MatrixXd>> cholesky(moments.covariance);
  if (cholesky.info() != Eigen::Success) {
    return NoFit("the covariance matrix of the moments is singular");
  }
  VectorXd e = cholesky.matrixL().solve(moments.observed - moments.expected);
  if (!known && !ProjectOut(cholesky.matrixL().solve(moments.slopes), e)) {
    return NoFit("the moments do not determine all parameters");
  }
  ModelFit fit;
  fit.m2 = num_persons * e.squaredNorm();
  fit.df = df;
  fit.p = ChiSquareUpperTail(*fit.m2, df);
  fit.srmsr = Srmsr(moments);
  AddRmsea(num_persons, fit);
  return fit;
}

ModelFit M2(const FittedModel& model, const CompleteBlock& block, bool known,
            int threads) {
  if (!block.exists()) return NoFit(block.reason);
  if (block.num_items() > kMaxItemsOfM2) {
    return NoFit(absl::StrCat("the complete block has ", block.num_items(),
                              " items; M2 is for up to ", kMaxItemsOfM2));
  }
  return M2OfMoments(ScoreMomentsOf(model, block, threads), block.num_persons,
                     known);
}

}  // namespace adaptest

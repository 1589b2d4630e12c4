#include "data/calibration_covariance.h"

#include <Eigen/Dense>
#include <array>
#include <cmath>

#include "absl/types/span.h"
#include "engine/math/dual.h"
#include "engine/math/normal.h"
#include "engine/response_model.h"
#include "engine/theta_grid.h"

namespace adaptest {
namespace {

constexpr double kLogDiscriminationSd = 0.5;
constexpr double kDifficultySd = 2;
constexpr double kGuessWeight = 20;

// Expected information about (a, b, c) in one answer at theta.
Eigen::Matrix3d AnswerInformation(const std::vector<double>& abc,
                                  double theta) {
  using Slopes = Dual<3>;
  const std::array<Slopes, 3> x = {Slopes(abc[0], 0), Slopes(abc[1], 1),
                                   Slopes(abc[2], 2)};
  std::array<Slopes, 2> log_p;
  LogProbabilities<Slopes>(ThreePl(), absl::MakeConstSpan(x), Slopes(theta),
                           absl::MakeSpan(log_p));
  Eigen::Matrix3d information = Eigen::Matrix3d::Zero();
  for (const Slopes& category : log_p) {
    const Eigen::Vector3d score(category.slope.data());
    information += std::exp(category.value) * score * score.transpose();
  }
  return information;
}

// Minus the second derivatives of the log priors, which is diagonal.
Eigen::Vector3d PriorCurvature(const std::vector<double>& abc, double chance) {
  const double a = abc[0];
  const double c = abc[2];
  const double variance = kLogDiscriminationSd * kLogDiscriminationSd;
  return {((1 - std::log(a)) / variance - 1) / (a * a),
          1 / (kDifficultySd * kDifficultySd),
          kGuessWeight * (chance / (c * c) + (1 - chance) / (1 - c) / (1 - c))};
}

}  // namespace

std::vector<double> CalibrationCovariance(const std::vector<double>& abc,
                                          double chance, int answers) {
  const ThetaGrid grid;
  Eigen::Matrix3d precision = PriorCurvature(abc, chance).asDiagonal();
  for (int q = 0; q < grid.size(); ++q) {
    const double theta = grid.theta(q);
    const double weight =
        grid.spacing() * std::exp(LogNormalDensity(theta, 0, 1));
    precision += answers * weight * AnswerInformation(abc, theta);
  }
  Eigen::Matrix3d covariance = precision.inverse();
  covariance = (covariance + covariance.transpose().eval()) / 2;
  return {covariance.data(), covariance.data() + covariance.size()};
}

}  // namespace adaptest

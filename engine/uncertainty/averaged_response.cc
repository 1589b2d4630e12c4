#include "engine/uncertainty/averaged_response.h"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/math/dual.h"
#include "engine/math/normal.h"

namespace adaptest {
namespace {

using Slope = Dual<1>;

// The root above 1 of x^(d + 1) = x + 1.
double GeneralizedGoldenRatio(int d) {
  double x = 1.5;
  for (int i = 0; i < 64; ++i) x = std::pow(1 + x, 1.0 / (d + 1));
  return x;
}

// Parameter vectors over which the response is averaged.
std::vector<std::vector<Slope>> ParameterPoints(
    const Item& item, const WorkingDistribution& distribution) {
  const int dimensions = static_cast<int>(distribution.free.size());
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  const double sd = std::sqrt(distribution.covariance.diagonal().maxCoeff());
  const Eigen::MatrixXd lower = distribution.covariance.llt().matrixL();
  const Eigen::MatrixXd values =
      (lower *
       NormalPoints(dimensions, sd <= kNarrowSd ? kNarrowPoints : kWidePoints))
          .colwise() +
      distribution.mean;
  std::vector<std::vector<Slope>> points;
  for (int i = 0; i < values.cols(); ++i) {
    std::vector<double> x = item.parameters;
    for (int j = 0; j < dimensions; ++j) {
      const int k = distribution.free[j];
      x[k] = WorkingScaleOf(ranges[k].name).FromWorking(values(j, i));
    }
    if (!ValidateParameters(item.model, x).ok()) continue;
    points.emplace_back(x.begin(), x.end());
  }
  if (points.empty()) {
    points.emplace_back(item.parameters.begin(), item.parameters.end());
  }
  return points;
}

// log P_k(theta) and its slope at each parameter vector: out[k][point].
void FillLogProbabilities(const ResponseModel& model,
                          const std::vector<std::vector<Slope>>& points,
                          double theta, std::vector<Slope>& out) {
  const int categories = NumCategories(model, points.front().size());
  std::array<Slope, kMaxCategories> log_p;
  for (size_t i = 0; i < points.size(); ++i) {
    LogProbabilities<Slope>(model, points[i], Slope(theta, 0),
                            absl::MakeSpan(log_p));
    for (int k = 0; k < categories; ++k) {
      out[k * points.size() + i] = log_p[k];
    }
  }
}

// log of the mean of exp(x), without underflow.
Slope LogMeanExp(absl::Span<const Slope> x) {
  double largest = x[0].value;
  for (const Slope& each : x) largest = std::max(largest, each.value);
  double sum = 0;
  double slope = 0;
  for (const Slope& each : x) {
    const double p = std::exp(each.value - largest);
    sum += p;
    slope += p * each.slope[0];
  }
  Slope mean(largest + std::log(sum / static_cast<double>(x.size())));
  mean.slope[0] = slope / sum;
  return mean;
}

// The model's own values at the item's parameters.
AveragedResponse PlainResponse(const Item& item, const ThetaGrid& grid) {
  const int categories = NumCategories(item);
  const size_t nodes = grid.size();
  AveragedResponse response = {std::vector<double>(categories * nodes),
                               std::vector<double>(nodes)};
  std::array<double, kMaxCategories> log_p;
  for (size_t q = 0; q < nodes; ++q) {
    const double theta = grid.theta(static_cast<int>(q));
    LogProbabilities<double>(item.model, item.parameters, theta,
                             absl::MakeSpan(log_p));
    for (int k = 0; k < categories; ++k) {
      response.log_probability[k * nodes + q] = log_p[k];
    }
    response.information[q] = Information(item.model, item.parameters, theta);
  }
  return response;
}

}  // namespace

Eigen::MatrixXd NormalPoints(int dimensions, int count) {
  const double ratio = GeneralizedGoldenRatio(dimensions);
  Eigen::MatrixXd points(dimensions, count);
  for (int j = 0; j < dimensions; ++j) {
    const double step = std::pow(ratio, -(j + 1));
    for (int i = 0; i < count / 2; ++i) {
      const double u = 0.5 + (i + 1) * step;
      points(j, 2 * i) = NormalQuantile(u - std::floor(u));
      points(j, 2 * i + 1) = -points(j, 2 * i);
    }
  }
  const Eigen::MatrixXd covariance = points * points.transpose() / count;
  return covariance.llt().matrixL().solve(points);
}

AveragedResponse AverageResponse(const Item& item,
                                 const WorkingDistribution& distribution,
                                 const ThetaGrid& grid) {
  AveragedResponse response = PlainResponse(item, grid);
  if (distribution.free.empty()) return response;
  const auto points = ParameterPoints(item, distribution);
  const size_t nodes = grid.size();
  const int categories = NumCategories(item);
  std::vector<Slope> log_p(categories * points.size());
  for (size_t q = 0; q < nodes; ++q) {
    FillLogProbabilities(item.model, points, grid.theta(static_cast<int>(q)),
                         log_p);
    response.information[q] = 0;
    for (int k = 0; k < categories; ++k) {
      const Slope mean = LogMeanExp(
          absl::MakeConstSpan(log_p).subspan(k * points.size(), points.size()));
      response.log_probability[k * nodes + q] = mean.value;
      response.information[q] +=
          std::exp(mean.value) * mean.slope[0] * mean.slope[0];
    }
  }
  return response;
}

}  // namespace adaptest

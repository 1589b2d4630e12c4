#include "engine/uncertainty/working_scale.h"

#include <algorithm>
#include <cmath>

#include "engine/math/logistic.h"

namespace adaptest {
namespace {

using Transform = WorkingScale::Transform;

constexpr WorkingScale kLogScale = {Transform::kLog, 0.02, 20, 1.5};
constexpr WorkingScale kLocationScale = {Transform::kIdentity, -50, 50, 10};
constexpr WorkingScale kLogitScale = {Transform::kLogit, 0.002, 0.998, 2.5};

constexpr double kRidge = 1e-6;

}  // namespace

double WorkingScale::ToWorking(double parameter) const {
  const double x = std::clamp(parameter, lower, upper);
  if (transform == Transform::kLog) return std::log(x);
  if (transform == Transform::kLogit) return std::log(x / (1 - x));
  return x;
}

double WorkingScale::FromWorking(double value) const {
  if (transform == Transform::kLog) return std::exp(value);
  if (transform == Transform::kLogit) return Logistic(value);
  return value;
}

double WorkingScale::Slope(double parameter) const {
  const double x = std::clamp(parameter, lower, upper);
  if (transform == Transform::kLog) return 1 / x;
  if (transform == Transform::kLogit) return 1 / (x * (1 - x));
  return 1;
}

WorkingScale WorkingScaleOf(absl::string_view parameter_name) {
  if (parameter_name == "a") return kLogScale;
  if (parameter_name == "c" || parameter_name == "d") return kLogitScale;
  return kLocationScale;
}

WorkingDistribution WorkingEstimate(const Item& item) {
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  const int n = static_cast<int>(item.parameters.size());
  WorkingDistribution estimate;
  if (item.covariance.empty()) return estimate;
  std::vector<double> slopes;  // [free], of the working scale, bounded
  for (int i = 0; i < n; ++i) {
    const double se = std::sqrt(item.covariance[i * n + i]);
    if (se == 0 || ranges[i].lower == ranges[i].upper) continue;
    const WorkingScale scale = WorkingScaleOf(ranges[i].name);
    estimate.free.push_back(i);
    slopes.push_back(
        std::min(scale.Slope(item.parameters[i]), scale.max_sd / se));
  }
  const int size = static_cast<int>(estimate.free.size());
  estimate.mean.resize(size);
  estimate.covariance.resize(size, size);
  for (int j = 0; j < size; ++j) {
    const int row = estimate.free[j];
    estimate.mean[j] =
        WorkingScaleOf(ranges[row].name).ToWorking(item.parameters[row]);
    for (int k = 0; k < size; ++k) {
      estimate.covariance(j, k) = item.covariance[row * n + estimate.free[k]] *
                                  slopes[j] * slopes[k] *
                                  (j == k ? 1 : 1 - kRidge);
    }
  }
  return estimate;
}

}  // namespace adaptest

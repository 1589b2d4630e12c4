#include "calibration/fit/latent_sd.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "calibration/parallel.h"

namespace adaptest {
namespace {

constexpr int kLikelihoodParts = 64;
constexpr double kLogSdTolerance = 1e-6;
constexpr double kCurvatureStep = 1e-3;  // in log sd

double PersonLogLikelihood(const FittedModel& model, int person,
                           std::vector<double>& log_posterior) {
  LogPosterior(model, person, log_posterior.data());
  const double highest =
      *std::max_element(log_posterior.begin(), log_posterior.end());
  double sum = 0;
  for (const double x : log_posterior) sum += std::exp(x - highest);
  return highest + std::log(sum);
}

}  // namespace

double MarginalLogLikelihood(const FittedModel& model, int threads) {
  const ResponseData& data = model.data();
  std::vector<double> sums(kLikelihoodParts, 0.0);
  ParallelFor(kLikelihoodParts, threads, [&](int i) {
    const Part part(i, kLikelihoodParts, data.num_persons());
    std::vector<double> work(model.nodes().stride);
    for (int p = part.begin; p < part.end; ++p) {
      sums[i] += data.weight(p) * PersonLogLikelihood(model, p, work);
    }
  });
  double total = 0;
  for (const double sum : sums) total += sum;
  return total;
}

LatentSd EstimateLatentSd(FittedModel& model, int threads) {
  const auto at = [&](double log_sd) {
    model.SetLatentSd(std::exp(log_sd), threads);
    return MarginalLogLikelihood(model, threads);
  };
  const double ratio = (std::sqrt(5.0) - 1) / 2;
  double low = std::log(LatentSd::kLowest);
  double high = std::log(LatentSd::kHighest);
  double x1 = high - ratio * (high - low);
  double x2 = low + ratio * (high - low);
  double f1 = at(x1);
  double f2 = at(x2);
  while (high - low > kLogSdTolerance) {
    if (f1 > f2) {
      high = x2;
      x2 = x1;
      f2 = f1;
      f1 = at(x1 = high - ratio * (high - low));
    } else {
      low = x1;
      x1 = x2;
      f1 = f2;
      f2 = at(x2 = low + ratio * (high - low));
    }
  }
  const double best = (low + high) / 2;
  const double h = kCurvatureStep;
  const double curvature =
      (at(best + h) - 2 * at(best) + at(best - h)) / (h * h);
  LatentSd sd;
  sd.value = std::exp(best);
  if (curvature < 0) sd.standard_error = sd.value / std::sqrt(-curvature);
  model.SetLatentSd(sd.value, threads);
  return sd;
}

}  // namespace adaptest

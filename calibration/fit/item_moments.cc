#include "calibration/fit/item_moments.h"

#include <array>

#include "engine/math/dual.h"

namespace adaptest {
namespace {

using Direction = Dual<1>;

// E X with its slope in the direction of the dual parts of x and theta.
Direction MeanAnswer(const Item& item, const std::vector<Direction>& x,
                     const Direction& theta) {
  std::array<Direction, kMaxCategories> log_p;
  LogProbabilities<Direction>(item.model, x, theta, absl::MakeSpan(log_p));
  Direction mean;
  for (int k = 1; k < NumCategories(item); ++k) mean = mean + k * exp(log_p[k]);
  return mean;
}

}  // namespace

ItemMoments MomentsOfItem(const FittedModel& model, int index) {
  const Item& item = model.item(index);
  const LatentNodes& nodes = model.nodes();
  const std::vector<double> zero(nodes.stride, 0.0);
  ItemMoments moments = {zero, zero, {}, zero};
  moments.slope.assign(item.parameters.size(), zero);
  std::vector<Direction> x(item.parameters.begin(), item.parameters.end());
  for (int q = 0; q < nodes.size; ++q) {
    Direction theta(model.theta(q));
    for (size_t s = 0; s < x.size(); ++s) {
      x[s].slope[0] = 1;
      moments.slope[s][q] = MeanAnswer(item, x, theta).slope[0];
      x[s].slope[0] = 0;
    }
    theta.slope[0] = nodes.z[q];
    moments.slope_in_sd[q] = MeanAnswer(item, x, theta).slope[0];
    for (int k = 1; k < NumCategories(item); ++k) {
      const double p = model.probability(model.data().first_row[index] + k)[q];
      moments.mean[q] += k * p;
      moments.square[q] += k * k * p;
    }
  }
  return moments;
}

}  // namespace adaptest

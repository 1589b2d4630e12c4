#include "calibration/areas/lattice_normal.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

int ReachOf(double t) {
  return std::max(1,
                  static_cast<int>(std::sqrt(LatticeNormal::kNegligible / t)));
}

// Moments of j under weights proportional to exp(-t j^2).
struct LatticeMoments {
  explicit LatticeMoments(double t) {
    double second = 0, fourth = 0;
    for (int j = ReachOf(t); j > 0; --j) {
      const double square = double(j) * j;
      const double w = 2 * std::exp(-t * square);
      total += w;
      second += w * square;
      fourth += w * square * square;
    }
    total += 1;
    mean = second / total;
    variance = fourth / total - mean * mean;
  }

  double total = 0;
  double mean = 0;      // of j^2
  double variance = 0;  // of j^2
};

// t with mean of j^2 = `mean` > 0: Newton on log mean, which is convex and
// falls in t, kept positive.
double RateFor(double mean) {
  constexpr int kMaxSteps = 60;
  double t = mean > 0.5 ? 0.5 / mean : -std::log(mean / 2);
  for (int step = 0; step < kMaxSteps; ++step) {
    const LatticeMoments at(t);
    const double excess = std::log(at.mean / mean);
    const double next = t + excess * at.mean / at.variance;
    t = std::clamp(next, t / 2, t + 2);
    if (std::abs(excess) < 1e-14) break;
  }
  return t;
}

}  // namespace

LatticeNormal::LatticeNormal(double variance, double spacing)
    : variance_(variance), weights_(1, 1.0), squares_(1, 0.0) {
  const double mean = variance / (spacing * spacing);
  // So small a variance is none: the weights would be below rounding.
  if (!(mean > 1e-14)) return;
  const double t = RateFor(mean);
  const LatticeMoments moments(t);
  reach_ = ReachOf(t);
  weights_.resize(2 * reach_ + 1);
  squares_.resize(weights_.size());
  for (int j = -reach_; j <= reach_; ++j) {
    const double square = double(j) * j;
    const double w = std::exp(-t * square) / moments.total;
    weights_[j + reach_] = w;
    squares_[j + reach_] = w * square * spacing * spacing;
  }
  square_variance_ = moments.variance * spacing * spacing * spacing * spacing;
}

}  // namespace adaptest

#include "calibration/latent_histogram.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace adaptest {
namespace {

constexpr int kMaxNewtonSteps = 100;
constexpr int kMaxHalvings = 60;
constexpr double kMomentPrecision = 1e-13;  // of mean and variance
constexpr double kLeastFactor = 1e-10;      // of 1 + alpha z + beta (z^2 - 1)

struct Multipliers {
  double alpha = 0;
  double beta = 0;

  double At(double z) const { return 1 + alpha * z + beta * (z * z - 1); }
};

// Sum of n log(1 + ..), -infinity outside its domain, with its first and second
// derivatives.
struct Dual2 {
  Dual2(absl::Span<const double> n, absl::Span<const double> z,
        const Multipliers& m) {
    for (size_t q = 0; q < n.size(); ++q) {
      if (!(n[q] > 0)) continue;
      const double factor = m.At(z[q]);
      if (!(factor > kLeastFactor)) {
        value = -INFINITY;
        return;
      }
      const double g[] = {z[q] / factor, (z[q] * z[q] - 1) / factor};
      value += n[q] * std::log(factor);
      for (int i = 0; i < 2; ++i) {
        slope[i] += n[q] * g[i];
        for (int j = 0; j < 2; ++j) bend[i][j] += n[q] * g[i] * g[j];
      }
    }
  }

  double value = 0;
  double slope[2] = {0, 0};
  double bend[2][2] = {{0, 0}, {0, 0}};  // minus the second derivatives
};

// Newton's method with halved steps; false where it comes to no end.
bool MaximizeDual(absl::Span<const double> n, absl::Span<const double> z,
                  double total, Multipliers& m) {
  for (int step = 0; step < kMaxNewtonSteps; ++step) {
    const Dual2 at(n, z, m);
    if (std::abs(at.slope[0]) + std::abs(at.slope[1]) <
        kMomentPrecision * total) {
      return true;
    }
    const double determinant =
        at.bend[0][0] * at.bend[1][1] - at.bend[0][1] * at.bend[1][0];
    if (!(determinant > 0)) return false;
    double da = (at.bend[1][1] * at.slope[0] - at.bend[0][1] * at.slope[1]) /
                determinant;
    double db = (at.bend[0][0] * at.slope[1] - at.bend[1][0] * at.slope[0]) /
                determinant;
    int halving = 0;
    while (!(Dual2(n, z, {m.alpha + da, m.beta + db}).value >= at.value)) {
      if (++halving > kMaxHalvings) return true;  // as far as arithmetic goes
      da /= 2;
      db /= 2;
    }
    m.alpha += da;
    m.beta += db;
  }
  return false;
}

}  // namespace

std::vector<double> LatentHistogram(absl::Span<const double> counts,
                                    absl::Span<const double> z,
                                    bool standardized) {
  double total = 0;
  for (const double n : counts) total += n;
  Multipliers m;
  if (standardized && !MaximizeDual(counts, z, total, m)) m = Multipliers();
  std::vector<double> share(counts.size(), 0);
  double sum = 0;
  for (size_t q = 0; q < counts.size(); ++q) {
    if (!(counts[q] > 0)) continue;
    share[q] = counts[q] / (total * m.At(z[q]));
    sum += share[q];
  }
  for (double& s : share) s /= sum;
  return share;
}

}  // namespace adaptest

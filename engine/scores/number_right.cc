#include "engine/scores/number_right.h"

#include <algorithm>
#include <cassert>

namespace adaptest {
namespace {

// Nodes are taken in strips, so that the distributions in work stay in the
// first-level cache and loops over a strip have a fixed length.
constexpr int kStrip = 16;

// f[x][lane] of one strip after one more answer; `right` so far answered.
void AddAnswer(const double* p, int answered, double* f) {
  double wrong[kStrip];
  for (int lane = 0; lane < kStrip; ++lane) {
    wrong[lane] = 1 - p[lane];
    f[(answered + 1) * kStrip + lane] = f[answered * kStrip + lane] * p[lane];
  }
  for (int x = answered; x > 0; --x) {
    double* at = f + x * kStrip;
    const double* below = at - kStrip;
    for (int lane = 0; lane < kStrip; ++lane) {
      at[lane] = at[lane] * wrong[lane] + below[lane] * p[lane];
    }
  }
  for (int lane = 0; lane < kStrip; ++lane) f[lane] *= wrong[lane];
}

}  // namespace

std::vector<double> NumberRightDistribution(absl::Span<const double> p) {
  std::vector<double> f = {1};
  for (const double right : p) {
    f.push_back(f.back() * right);
    for (size_t x = f.size() - 2; x > 0; --x) {
      f[x] = f[x] * (1 - right) + f[x - 1] * right;
    }
    f[0] *= 1 - right;
  }
  return f;
}

void NumberRightDistributions(absl::Span<const double> p, int nodes,
                              absl::Span<double> out) {
  const int n = static_cast<int>(p.size()) / nodes;
  assert(out.size() == static_cast<size_t>(n + 1) * nodes);
  std::vector<double> f((n + 1) * kStrip);
  for (int first = 0; first < nodes; first += kStrip) {
    const int lanes = std::min(kStrip, nodes - first);
    double right[kStrip] = {};
    std::fill_n(f.begin(), kStrip, 1.0);
    for (int r = 0; r < n; ++r) {
      std::copy_n(p.begin() + r * nodes + first, lanes, right);
      AddAnswer(right, r, f.data());
    }
    for (int x = 0; x <= n; ++x) {
      std::copy_n(f.begin() + x * kStrip, lanes,
                  out.begin() + x * nodes + first);
    }
  }
}

}  // namespace adaptest

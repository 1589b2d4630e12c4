#ifndef ADAPTEST_CALIBRATION_LATENT_NODES_H_
#define ADAPTEST_CALIBRATION_LATENT_NODES_H_

#include <cmath>
#include <limits>
#include <vector>

#include "engine/theta_grid.h"

namespace adaptest {

// The standard normal latent variable z on a grid: weight[q] proportional to
// the density at z[q], with sum 1. Arrays over nodes are padded to a whole
// number of blocks, so that loops over them have no remainder; a node of the
// padding has weight 0.
struct LatentNodes {
  static constexpr int kBlock = 8;

  explicit LatentNodes(const ThetaGrid& grid)
      : size(grid.size()), stride((size + kBlock - 1) / kBlock * kBlock) {
    z.assign(stride, 0);
    log_weight.assign(stride, -std::numeric_limits<double>::infinity());
    double sum = 0;
    for (int q = 0; q < size; ++q) {
      z[q] = grid.theta(q);
      sum += std::exp(-0.5 * z[q] * z[q]);
    }
    for (int q = 0; q < size; ++q) {
      log_weight[q] = -0.5 * z[q] * z[q] - std::log(sum);
    }
  }

  int size;
  int stride;
  std::vector<double> z;
  std::vector<double> log_weight;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_LATENT_NODES_H_

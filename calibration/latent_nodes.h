#ifndef ADAPTEST_CALIBRATION_LATENT_NODES_H_
#define ADAPTEST_CALIBRATION_LATENT_NODES_H_

#include <vector>

#include "calibration/kernels/person_kernel.h"
#include "engine/theta_grid.h"

namespace adaptest {

// The values z[q] of the latent variable that integrals are taken at. Arrays
// over nodes have `stride` elements, a whole number of blocks, so that loops
// over them have no remainder; what is beyond `size` is padding, of posterior
// weight 0.
struct LatentNodes {
  explicit LatentNodes(const ThetaGrid& grid)
      : size(grid.size()),
        stride((size + kNodesInBlock - 1) / kNodesInBlock * kNodesInBlock),
        z(stride, 0) {
    for (int q = 0; q < size; ++q) z[q] = grid.theta(q);
  }

  int size;
  int stride;
  std::vector<double> z;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_LATENT_NODES_H_

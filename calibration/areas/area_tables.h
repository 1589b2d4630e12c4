#ifndef ADAPTEST_CALIBRATION_AREAS_AREA_TABLES_H_
#define ADAPTEST_CALIBRATION_AREAS_AREA_TABLES_H_

#include <vector>

#include "calibration/areas/lattice_normal.h"
#include "calibration/latent_nodes.h"
#include "engine/math/aligned_vector.h"

namespace adaptest {

// What a pass over persons looks up at one point of the parameters. theta takes
// the nodes z[q]; u = theta + delta those of a longer grid of the same spacing,
// on which z[q] + j h is node offset + q + j.
struct AreaTables {
  LatentNodes nodes;                 // of theta
  LatentNodes sums;                  // of u = theta + delta
  int offset = 0;                    // sums.z[offset + q] = nodes.z[q]
  double spacing = 0;                // h
  std::vector<LatticeNormal> delta;  // [area]
  AlignedVector log_p;               // [row][node of u], padded
  AlignedVector log_density;         // [group][node of theta], padded

  const double* LogP(int row) const {
    return log_p.data() + size_t(row) * sums.stride;
  }
  const double* LogDensity(int group) const {
    return log_density.data() + size_t(group) * nodes.stride;
  }
};

// The area of each row of the table, or
inline constexpr int kRowOfNoArea = -1;  // delta = 0
inline constexpr int kRowLeftOut = -2;   // the item is not fitted

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREA_TABLES_H_

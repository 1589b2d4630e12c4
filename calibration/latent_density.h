#ifndef ADAPTEST_CALIBRATION_LATENT_DENSITY_H_
#define ADAPTEST_CALIBRATION_LATENT_DENSITY_H_

#include "calibration/latent_nodes.h"
#include "engine/math/dual.h"
#include "engine/models/parameter.h"

namespace adaptest {

// The normal density of the latent variable z in a group of persons, on the
// nodes, normalised to the sum 1:
//
//   log w_q = -u_q^2 / 2 - log(sum over r of exp(-u_r^2 / 2)),
//   u_q = (z_q - mean) / sd
struct LatentDensity {
  static constexpr ParameterRange kParameters[] = {
      {"mean", "mean of the latent variable", -20, 20},
      {"sd", "standard deviation of the latent variable", 0.01, 20}};

  // out[q] for the nodes, without padding. x = {mean, sd}.
  template <class T>
  static void LogWeights(const T* x, const LatentNodes& nodes, T* out) {
    double largest = -1e300;
    for (int q = 0; q < nodes.size; ++q) {
      const T u = (T(nodes.z[q]) - x[0]) / x[1];
      out[q] = T(-0.5) * u * u;
      if (ValueOf(out[q]) > largest) largest = ValueOf(out[q]);
    }
    T sum(0.0);
    for (int q = 0; q < nodes.size; ++q) sum = sum + exp(out[q] - T(largest));
    const T total = log(sum) + T(largest);
    for (int q = 0; q < nodes.size; ++q) out[q] = out[q] - total;
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_LATENT_DENSITY_H_

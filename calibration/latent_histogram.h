#ifndef ADAPTEST_CALIBRATION_LATENT_HISTOGRAM_H_
#define ADAPTEST_CALIBRATION_LATENT_HISTOGRAM_H_

#include <vector>

#include "absl/types/span.h"

namespace adaptest {

// The share of the persons at each node, z[node], that is most likely given the
// expected numbers of persons n there (the M-step of Bock & Aitkin, 1981, for
// an empirical histogram): n / sum of n.
//
// With `standardized` it is so among those whose mean is 0 and whose variance
// is 1, which fixes the scale of the items:
//
//   w_q = n_q / (N (1 + alpha z_q + beta (z_q^2 - 1)))
//
// alpha and beta maximise the concave sum of n_q log(1 + alpha z_q +
// beta (z_q^2 - 1)) (Owen, 1988). A node with n = 0 has the share 0. Where no
// such shares exist, n being on one side of 0, the result is n / N.
std::vector<double> LatentHistogram(absl::Span<const double> counts,
                                    absl::Span<const double> z,
                                    bool standardized);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_LATENT_HISTOGRAM_H_

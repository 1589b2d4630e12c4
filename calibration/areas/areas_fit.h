#ifndef ADAPTEST_CALIBRATION_AREAS_AREAS_FIT_H_
#define ADAPTEST_CALIBRATION_AREAS_AREAS_FIT_H_

#include <optional>
#include <string>
#include <vector>

namespace adaptest {

// The standard deviation s_k of an area's deviation delta_k = theta_k - theta,
// in units of theta.
struct AreaEstimate {
  std::string area;
  int num_items = 0;  // that were fitted
  double sd = 0;
  // Absent where the sd is at an end of its range, or errors were not asked for
  // or not to be had.
  std::optional<double> sd_error;
  std::string state = "ok";  // or at_lower_bound (sd = 0), at_upper_bound
};

// What a calibration with areas found, besides the item parameters.
struct AreasFit {
  std::vector<AreaEstimate> areas;
  // Both on the same nodes, each at its own maximum, without the prior.
  double log_likelihood = 0;
  double unidimensional_log_likelihood = 0;

  // The likelihood-ratio statistic against all sds being 0.
  double LikelihoodRatio() const {
    return 2 * (log_likelihood - unidimensional_log_likelihood);
  }
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_AREAS_AREAS_FIT_H_

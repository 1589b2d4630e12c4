#ifndef ADAPTEST_ENGINE_UNCERTAINTY_WORKING_SCALE_H_
#define ADAPTEST_ENGINE_UNCERTAINTY_WORKING_SCALE_H_

#include <Eigen/Core>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/item.h"

namespace adaptest {

// The scale on which the error of an item's parameters is nearly normal:
//
//   a  log a        c  logit c = log(c / (1 - c))
//   b  b            d  logit d
//
// and any other parameter (thresholds, intercepts) as it is. The scale is
// bounded, so that an estimate at the edge of its range (c = 0) and the huge
// standard error that goes with it stay ordinary numbers: values outside
// [lower, upper] count as the bound, standard deviations as max_sd at most.
struct WorkingScale {
  enum class Transform { kIdentity, kLog, kLogit };

  Transform transform;
  double lower;  // of the parameter, not of its transform
  double upper;
  double max_sd;  // of the transform

  double ToWorking(double parameter) const;
  double FromWorking(double value) const;
  double Slope(double parameter) const;  // d working / d parameter
};

// The scale of the parameter with this name in files: "a", "b", "c", "d", ...
WorkingScale WorkingScaleOf(absl::string_view parameter_name);

// A normal distribution of some of an item's parameters on the working scale.
// The others are known.
struct WorkingDistribution {
  std::vector<int> free;       // indices into item.parameters, ascending
  Eigen::VectorXd mean;        // [free]
  Eigen::MatrixXd covariance;  // [free][free], positive definite
};

// An item's estimates and their sampling covariance on the working scale, by
// the delta method: J V J', J the diagonal matrix of the slopes at the
// estimates. Parameters without a variance, and those that the model fixes, are
// known. Correlations are drawn to 0 by one part in 10^6, so that the matrix is
// positive definite where the item's is singular.
WorkingDistribution WorkingEstimate(const Item& item);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_UNCERTAINTY_WORKING_SCALE_H_

#ifndef ADAPTEST_CALIBRATION_FILES_NORMAL_METRIC_H_
#define ADAPTEST_CALIBRATION_FILES_NORMAL_METRIC_H_

#include "absl/status/statusor.h"
#include "engine/item.h"

namespace adaptest {

// The logistic function of 1.702 x differs from the normal distribution
// function of x by less than 0.0095 everywhere (Haley, 1952).
inline constexpr double kNormalMetric = 1.702;

// The item in the logistic metric, where it came with parameters in the normal
// one, a logistic function of 1.702 a (theta - b): discriminations, and the
// slopes and intercepts of nrm, times 1.702, covariances with them. Refuses
// rasch and pcm, whose discrimination is 1 in the logistic metric.
absl::StatusOr<Item> FromNormalMetric(Item item);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_NORMAL_METRIC_H_

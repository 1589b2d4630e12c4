#ifndef ADAPTEST_CALIBRATION_SAME_ARITHMETIC_H_
#define ADAPTEST_CALIBRATION_SAME_ARITHMETIC_H_

#include "absl/status/status.h"
#include "calibration/ranks.h"

namespace adaptest {

// Ranks take the same steps from the same sums because they calculate alike,
// bit for bit. The mathematical functions of the C library may not, where
// machines have other instructions or another C library: an error, which names
// the first rank that differs from rank 0. What they calculate of persons need
// not be alike.
absl::Status CheckSameArithmetic(Ranks& ranks);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_SAME_ARITHMETIC_H_

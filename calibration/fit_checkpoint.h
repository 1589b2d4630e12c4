#ifndef ADAPTEST_CALIBRATION_FIT_CHECKPOINT_H_
#define ADAPTEST_CALIBRATION_FIT_CHECKPOINT_H_

#include <cstdint>
#include <vector>

#include "calibration/free_parameters.h"
#include "calibration/response_data.h"

namespace adaptest {

// Where a fit stands, so that another run of the same fit can go on from there.
struct FitCheckpoint {
  uint64_t fingerprint = 0;  // of what is fitted
  int iterations = 0;
  std::vector<double> x;
};

// The same for the same items, models, numbers of persons and answers, and free
// parameters.
uint64_t FingerprintOf(const ResponseData& data,
                       const FreeParameters& parameters);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_CHECKPOINT_H_

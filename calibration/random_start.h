#ifndef ADAPTEST_CALIBRATION_RANDOM_START_H_
#define ADAPTEST_CALIBRATION_RANDOM_START_H_

#include <cstdint>
#include <vector>

#include "calibration/free_parameters.h"

namespace adaptest {

// Takes starting values from items of the same id, where they are within range.
void ReadStart(const std::vector<Item>& start, const ResponseData& data,
               const FreeParameters& parameters, std::vector<double>& x);

// Shifts starting values at random: log a, b, and the logits of c and d.
// Nothing with seed 0.
void PerturbStart(uint64_t seed, const FreeParameters& parameters,
                  std::vector<double>& x);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_RANDOM_START_H_

#ifndef ADAPTEST_CALIBRATION_POSSIBLE_START_H_
#define ADAPTEST_CALIBRATION_POSSIBLE_START_H_

#include "absl/status/status.h"
#include "calibration/free_parameters.h"
#include "calibration/response_data.h"

namespace adaptest {

// Moves starting values so that those of each item are parameters that its
// model allows together with the values that are given: free boundaries of the
// graded response model go between fixed ones. An error names the item for
// which there are none.
absl::Status MakeStartPossible(const ResponseData& data,
                               FreeParameters& parameters);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_POSSIBLE_START_H_

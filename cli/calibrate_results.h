#ifndef ADAPTEST_CLI_CALIBRATE_RESULTS_H_
#define ADAPTEST_CLI_CALIBRATE_RESULTS_H_

#include <string>

#include "absl/status/status.h"
#include "calibration/calibrate.h"
#include "calibration/response_data.h"

namespace adaptest {

// Writes items.csv, fit.json and persons.csv into a directory, which is made
// where it is missing. All ranks call it; rank 0 writes, and the others send it
// their persons, a few thousand at a time.
absl::Status WriteCalibration(const Calibration& fit, const ResponseData& data,
                              const std::string& out);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_CALIBRATE_RESULTS_H_

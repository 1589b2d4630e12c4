#ifndef ADAPTEST_CALIBRATION_FILES_FIT_JSON_H_
#define ADAPTEST_CALIBRATION_FILES_FIT_JSON_H_

#include <string>

#include "absl/strings/string_view.h"
#include "calibration/calibrate.h"
#include "calibration/response_counts.h"

namespace adaptest {

// The report of a calibration as JSON, with what was counted while its data
// were read. What is not finite is null. `version` is that of the program.
std::string WriteFitJson(const Calibration& calibration,
                         absl::string_view version,
                         const ResponseCounts& counts = {});

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_FIT_JSON_H_

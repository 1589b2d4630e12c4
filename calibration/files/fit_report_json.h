#ifndef ADAPTEST_CALIBRATION_FILES_FIT_REPORT_JSON_H_
#define ADAPTEST_CALIBRATION_FILES_FIT_REPORT_JSON_H_

#include <string>

#include "absl/strings/string_view.h"
#include "calibration/fit/assess_fit.h"

namespace adaptest {

// What a fit report says of the whole, as JSON: M2 with RMSEA, the complete
// block, counts of items that do not fit, Q3 and lz* in short, the population.
// What is not defined is null, with the reason beside it. Keys are described in
// docs/item-fit.md; `version` is that of the program.
std::string WriteFitReportJson(const FitReport& report,
                               const FitOptions& options,
                               absl::string_view version);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_FIT_REPORT_JSON_H_

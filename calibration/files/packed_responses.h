#ifndef ADAPTEST_CALIBRATION_FILES_PACKED_RESPONSES_H_
#define ADAPTEST_CALIBRATION_FILES_PACKED_RESPONSES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "calibration/files/response_intake.h"
#include "calibration/response_data.h"

namespace adaptest {

// The answers of a packed file under the models of the format. They stay in the
// file, mapped into memory, where the items are those of the file with as many
// categories; else they are copied. Refused, or dropped where the format says
// so: items without a model, categories that the model does not have. What was
// left out when the file was written stays left out. Each of several ranks has
// its part (OpenPackedFile).
absl::StatusOr<ResponseData> ReadPackedResponses(const std::string& path,
                                                 const ResponseFormat& format,
                                                 Ranks& ranks = OneRank());

// The same into an intake, beside other answers.
absl::Status ReadPackedInto(const std::string& path, ResponseIntake& intake);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_PACKED_RESPONSES_H_

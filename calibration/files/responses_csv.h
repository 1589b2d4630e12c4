#ifndef ADAPTEST_CALIBRATION_FILES_RESPONSES_CSV_H_
#define ADAPTEST_CALIBRATION_FILES_RESPONSES_CSV_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "calibration/files/response_format.h"
#include "calibration/files/response_intake.h"
#include "calibration/response_data.h"

namespace adaptest {

// Reads one or several files as one set of answers. Refused, with the exact
// place, unless the format says that it is dropped: a category that the item's
// model does not have, a response that is not a whole number, two answers of a
// unit to an item, two rows of a unit (wide_responses.h), an item without a
// model or key. Refused in any case: a key of an item that does not occur, a
// ragged row, a file without rows, a time that is none.
absl::StatusOr<ResponseData> ReadResponses(absl::Span<const std::string> paths,
                                           const ResponseFormat& format);

// Reads files into an intake, which may have other answers, too.
absl::Status ReadResponseFiles(absl::Span<const std::string> paths,
                               ResponseIntake& intake);

// The ids in column person_id.
absl::StatusOr<std::vector<std::string>> ReadPersonIds(const std::string& path);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_RESPONSES_CSV_H_

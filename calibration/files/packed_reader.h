#ifndef ADAPTEST_CALIBRATION_FILES_PACKED_READER_H_
#define ADAPTEST_CALIBRATION_FILES_PACKED_READER_H_

#include <string>

#include "absl/status/statusor.h"
#include "calibration/response_data.h"

namespace adaptest {

// Whether this is a file of packed responses, told by its first bytes.
bool IsPackedFile(const std::string& path);

// Maps a file of packed responses into memory. All of it is checked: a file
// that is shorter or longer than it says, damaged, or of another version is an
// error that names it. The file holds no models: those of the data mean
// nothing, but for their categories.
absl::StatusOr<ResponseData> OpenPackedFile(const std::string& path);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_PACKED_READER_H_

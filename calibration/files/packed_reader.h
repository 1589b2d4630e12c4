#ifndef ADAPTEST_CALIBRATION_FILES_PACKED_READER_H_
#define ADAPTEST_CALIBRATION_FILES_PACKED_READER_H_

#include <string>

#include "absl/status/statusor.h"
#include "calibration/ranks.h"
#include "calibration/response_data.h"

namespace adaptest {

// Whether this is a file of packed responses, told by its first bytes.
bool IsPackedFile(const std::string& path);

// Maps a file of packed responses into memory. All of it is checked: a file
// that is shorter or longer than it says, damaged, or of another version is an
// error that names it. The file holds no models: those of the data mean
// nothing, but for their categories.
//
// Of several ranks, which all open the file, each reads and checks a part of
// it, and has the units of its part (response_part.h). An error of one is that
// of all.
absl::StatusOr<ResponseData> OpenPackedFile(const std::string& path,
                                            Ranks& ranks = OneRank());

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_PACKED_READER_H_

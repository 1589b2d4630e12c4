#ifndef ADAPTEST_CALIBRATION_FILES_TEXT_FILE_H_
#define ADAPTEST_CALIBRATION_FILES_TEXT_FILE_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace adaptest {

// The whole contents of a file: plain, gzip (.gz) or Zstandard (.zst), told by
// the name; "-" is standard input, plain. Errors name the file. A text longer
// than max_bytes, unpacked, is refused.
inline constexpr size_t kMaxTextBytes = size_t{1} << 34;
absl::StatusOr<std::string> ReadTextFile(const std::string& path,
                                         size_t max_bytes = kMaxTextBytes);

// Writes files {name, contents} into a directory, which is created where it is
// missing. All contents are on disk under temporary names before the first one
// is renamed, so that a failure to write leaves the old files as they were.
absl::Status WriteTextFiles(
    const std::string& directory,
    absl::Span<const std::pair<std::string, std::string>> files);

// The error with the place it concerns, a file or a line of one, before it.
absl::Status InFile(absl::string_view place, const absl::Status& status);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_TEXT_FILE_H_

#ifndef ADAPTEST_CALIBRATION_FILES_STREAMED_FILE_H_
#define ADAPTEST_CALIBRATION_FILES_STREAMED_FILE_H_

#include <cstdio>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace adaptest {

// A file that is written piece by piece under a temporary name beside its own,
// which it takes once it is complete. Without Commit nothing is left of it.
class StreamedFile {
 public:
  // The directory must be there. Errors name the file.
  static absl::StatusOr<std::unique_ptr<StreamedFile>> Create(
      const std::string& path);
  ~StreamedFile();
  StreamedFile(const StreamedFile&) = delete;
  StreamedFile& operator=(const StreamedFile&) = delete;

  absl::Status Append(absl::string_view text);

  // Writes over what stands at the beginning. Nothing is appended after that.
  absl::Status OverwriteBegin(absl::string_view text);

  // All of it is on disk before it takes its name.
  absl::Status Commit();

 private:
  StreamedFile(std::string path, std::string temporary, FILE* file);

  absl::Status Failed() const;

  std::string path_;
  std::string temporary_;
  FILE* file_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_STREAMED_FILE_H_

#ifndef ADAPTEST_CALIBRATION_FILES_MAPPED_FILE_H_
#define ADAPTEST_CALIBRATION_FILES_MAPPED_FILE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace adaptest {

// A file that is mapped into memory to be read, mostly from front to back. It
// must not be made shorter meanwhile; one that is replaced under its name stays
// as it was.
class MappedFile {
 public:
  // Refuses what is not a regular file. Errors name the file.
  static absl::StatusOr<std::shared_ptr<const MappedFile>> Open(
      const std::string& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  // At least at a multiple of 8 in memory.
  absl::string_view bytes() const { return bytes_; }

 private:
  explicit MappedFile(absl::string_view bytes) : bytes_(bytes) {}

  absl::string_view bytes_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_MAPPED_FILE_H_

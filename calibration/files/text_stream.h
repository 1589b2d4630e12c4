#ifndef ADAPTEST_CALIBRATION_FILES_TEXT_STREAM_H_
#define ADAPTEST_CALIBRATION_FILES_TEXT_STREAM_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace adaptest {

// A text that is read piece by piece, in bounded memory.
class TextStream {
 public:
  virtual ~TextStream() = default;

  // Fills `out` with at most `size` further bytes, and returns how many; 0 at
  // the end. Errors name the file.
  virtual absl::StatusOr<size_t> Read(char* out, size_t size) = 0;
};

// A file: plain, gzip (.gz) or Zstandard (.zst), told by the name; "-" is
// standard input, plain.
absl::StatusOr<std::unique_ptr<TextStream>> OpenTextStream(
    const std::string& path);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_TEXT_STREAM_H_

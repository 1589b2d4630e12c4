#ifndef ADAPTEST_CALIBRATION_FILES_PACKED_WRITER_H_
#define ADAPTEST_CALIBRATION_FILES_PACKED_WRITER_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "calibration/files/response_intake.h"
#include "calibration/files/streamed_file.h"

namespace adaptest {

// What a file of packed responses holds.
struct PackedSummary {
  ResponseCounts counts;
  int num_items = 0;
  int64_t num_units = 0;
  uint64_t file_bytes = 0;
};

// Ends an intake and writes its answers, packed, to a file, which takes its
// name once it is complete and on disk. Answers are not held in memory where
// the intake spills them to a folder.
absl::StatusOr<PackedSummary> WritePackedResponses(
    ResponseIntake& intake, std::unique_ptr<StreamedFile> file);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_PACKED_WRITER_H_

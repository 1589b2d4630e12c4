#ifndef ADAPTEST_CALIBRATION_FILES_CHECKPOINT_H_
#define ADAPTEST_CALIBRATION_FILES_CHECKPOINT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "calibration/fit_checkpoint.h"

namespace adaptest {

// The text of a checkpoint file, JSON:
//
//   {"checkpoint": 1, "fingerprint": "9f..", "iterations": 7, "x": [1.2, ..]}
std::string WriteCheckpoint(const FitCheckpoint& checkpoint);

// Reads the file. One that is no checkpoint is an error that names it.
absl::StatusOr<FitCheckpoint> ReadCheckpoint(const std::string& path);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_CHECKPOINT_H_

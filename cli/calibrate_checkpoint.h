#ifndef ADAPTEST_CLI_CALIBRATE_CHECKPOINT_H_
#define ADAPTEST_CLI_CALIBRATE_CHECKPOINT_H_

#include <chrono>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "calibration/calibrate.h"

namespace adaptest {

// Keeps checkpoint.json in the directory of a fit's results: every ten seconds
// of a long fit, and where an interrupt (SIGINT, SIGTERM) ends it. A finished
// fit takes it away. Of several ranks rank 0 keeps it, and an interrupt of one
// is one of all.
class CalibrateCheckpoint {
 public:
  CalibrateCheckpoint(std::string directory, Ranks& ranks);
  ~CalibrateCheckpoint();
  CalibrateCheckpoint(const CalibrateCheckpoint&) = delete;
  CalibrateCheckpoint& operator=(const CalibrateCheckpoint&) = delete;

  // Makes the fit stop on an interrupt and tell where it stands; with `resume`
  // it goes on from the checkpoint, which must be there.
  absl::Status Prepare(bool resume, CalibrationOptions& options);

  // After the fit: keeps the last checkpoint of an interrupted one, else none.
  absl::Status Finish(bool interrupted);

  // What to add to a message about an interrupted fit: how to go on, if it can.
  std::string Advice() const;

 private:
  std::string path() const;
  absl::StatusOr<FitCheckpoint> Read() const;
  void Save(const FitCheckpoint& checkpoint);
  absl::Status Write(const FitCheckpoint& checkpoint) const;

  std::string directory_;
  Ranks& ranks_;
  std::chrono::steady_clock::time_point written_;
  std::optional<FitCheckpoint> last_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_CALIBRATE_CHECKPOINT_H_

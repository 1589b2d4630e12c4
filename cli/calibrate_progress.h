#ifndef ADAPTEST_CLI_CALIBRATE_PROGRESS_H_
#define ADAPTEST_CLI_CALIBRATE_PROGRESS_H_

#include <chrono>

#include "calibration/optimizer.h"

namespace adaptest {

// One line on standard error that follows a fit, with its rate; nothing where
// standard error is not a terminal.
class CalibrateProgress {
 public:
  CalibrateProgress();

  // Empty where there is nothing to show. Must not outlive this.
  ProgressCallback Callback();
  void Finish();  // ends the line

 private:
  bool is_terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_CALIBRATE_PROGRESS_H_

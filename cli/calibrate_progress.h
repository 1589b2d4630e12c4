#ifndef ADAPTEST_CLI_CALIBRATE_PROGRESS_H_
#define ADAPTEST_CLI_CALIBRATE_PROGRESS_H_

#include <chrono>
#include <cstddef>

#include "calibration/optimizer.h"

namespace adaptest {

// One line on standard error that follows a fit, with its rate and the time
// left; nothing where standard error is not a terminal.
class CalibrateProgress {
 public:
  CalibrateProgress(double num_responses, double tolerance);

  // Empty where there is nothing to show. Must not outlive this.
  ProgressCallback Callback();
  void Finish();  // ends the line

 private:
  // Seconds, if steps go on to shrink as the last one did.
  double SecondsLeft(double max_change, double seconds_an_iteration) const;
  void Show(const FitProgress& progress);
  void ShowErrors(double share);

  double num_responses_;
  double tolerance_;
  bool is_terminal_;
  bool shown_ = false;
  double last_change_ = 0;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point last_shown_;    // an iteration
  std::chrono::steady_clock::time_point errors_begin_;  // 0: not yet
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_CALIBRATE_PROGRESS_H_

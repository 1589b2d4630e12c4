#include "cli/calibrate_progress.h"

#include <unistd.h>

#include <cstdio>

#include "absl/strings/str_format.h"

namespace adaptest {

CalibrateProgress::CalibrateProgress()
    : is_terminal_(isatty(STDERR_FILENO) != 0),
      begin_(std::chrono::steady_clock::now()) {}

ProgressCallback CalibrateProgress::Callback() {
  if (!is_terminal_) return nullptr;
  return [this](const FitProgress& progress) {
    const std::chrono::duration<double> elapsed =
        std::chrono::steady_clock::now() - begin_;
    absl::FPrintF(stderr,
                  "\r%-6s iteration %4d  log posterior %.4f  change %.1e  "
                  "%.1f iterations/s ",
                  progress.phase, progress.iteration, progress.log_posterior,
                  progress.max_change, progress.iteration / elapsed.count());
    shown_ = true;
  };
}

void CalibrateProgress::Finish() {
  if (shown_) absl::FPrintF(stderr, "\n");
}

}  // namespace adaptest

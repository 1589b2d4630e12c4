#include "cli/calibrate_progress.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "absl/strings/str_format.h"

namespace adaptest {

CalibrateProgress::CalibrateProgress(double num_responses, double tolerance)
    : num_responses_(num_responses),
      tolerance_(tolerance),
      is_terminal_(isatty(STDERR_FILENO) != 0),
      begin_(std::chrono::steady_clock::now()),
      last_shown_(begin_) {}

double CalibrateProgress::SecondsLeft(double max_change,
                                      double seconds_an_iteration) const {
  if (last_change_ == 0 || max_change <= tolerance_) {
    return seconds_an_iteration;
  }
  const double shrinkage = std::clamp(max_change / last_change_, 0.05, 0.8);
  return seconds_an_iteration *
         (1 + std::log(tolerance_ / max_change) / std::log(shrinkage));
}

void CalibrateProgress::ShowErrors(double share) {
  const auto now = std::chrono::steady_clock::now();
  if (errors_begin_ == std::chrono::steady_clock::time_point()) {
    errors_begin_ = last_shown_;
  }
  const double seconds =
      std::chrono::duration<double>(now - errors_begin_).count();
  absl::FPrintF(
      stderr, "\r%-15s %3.0f %%  %.3g M responses/s  about %.0f s left%30s\r",
      "standard errors", 100 * share, 1e-6 * num_responses_ * share / seconds,
      seconds * (1 - share) / share, "");
  shown_ = true;
}

void CalibrateProgress::Show(const FitProgress& progress) {
  if (progress.share > 0) return ShowErrors(progress.share);
  last_shown_ = std::chrono::steady_clock::now();
  const std::chrono::duration<double> elapsed = last_shown_ - begin_;
  const double each = elapsed.count() / progress.iteration;
  absl::FPrintF(stderr,
                "\r%-12s iteration %3d  log posterior %.4f  change %.1e  "
                "%.3g M responses/s  about %.0f s left ",
                progress.phase, progress.iteration, progress.log_posterior,
                progress.max_change, 1e-6 * num_responses_ / each,
                SecondsLeft(progress.max_change, each));
  last_change_ = progress.max_change;
  shown_ = true;
}

ProgressCallback CalibrateProgress::Callback() {
  if (!is_terminal_) return nullptr;
  return [this](const FitProgress& progress) { Show(progress); };
}

void CalibrateProgress::Finish() {
  if (shown_) absl::FPrintF(stderr, "\n");
}

}  // namespace adaptest

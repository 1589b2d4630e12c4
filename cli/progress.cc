#include "cli/progress.h"

#include <unistd.h>

#include <iostream>
#include <utility>

#include "absl/strings/str_format.h"

namespace adaptest {
namespace {

double SecondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin)
      .count();
}

}  // namespace

Progress::Progress(std::string unit, int total)
    : unit_(std::move(unit)),
      total_(total),
      is_terminal_(isatty(STDERR_FILENO) != 0),
      begin_(std::chrono::steady_clock::now()) {}

std::function<void(int64_t)> Progress::Callback() {
  if (!is_terminal_) return nullptr;
  return [this](int64_t done) { Show(done); };
}

void Progress::Show(int64_t done) {
  const double rate = static_cast<double>(done) / SecondsSince(begin_);
  if (total_ == 0) {
    std::cerr << absl::StreamFormat("\r%d %s, %.0f a second   ", done, unit_,
                                    rate);
  } else {
    std::cerr << absl::StreamFormat(
        "\r%d of %d %s, %.0f a second, %.0f s left   ", done, total_, unit_,
        rate, static_cast<double>(total_ - done) / rate);
  }
  std::cerr << std::flush;
  is_shown_ = true;
}

double Progress::Finish() {
  const double seconds = SecondsSince(begin_);
  if (is_shown_) std::cerr << "\n";
  return seconds;
}

}  // namespace adaptest

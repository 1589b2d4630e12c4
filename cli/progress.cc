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

std::function<void(int)> Progress::Callback() {
  if (!is_terminal_) return nullptr;
  return [this](int done) { Show(done); };
}

void Progress::Show(int done) {
  const double seconds = SecondsSince(begin_);
  const double rate = done / seconds;
  std::cerr << absl::StreamFormat(
                   "\r%d of %d %s, %.0f a second, %.0f s left   ", done, total_,
                   unit_, rate, (total_ - done) / rate)
            << std::flush;
}

double Progress::Finish() {
  const double seconds = SecondsSince(begin_);
  if (is_terminal_) std::cerr << "\n";
  return seconds;
}

}  // namespace adaptest

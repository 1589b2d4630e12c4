#ifndef ADAPTEST_CLI_PROGRESS_H_
#define ADAPTEST_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace adaptest {

// One line on standard error with the count, the rate and, where the total is
// known, the time left; nothing where standard error is not a terminal.
class Progress {
 public:
  // `unit` is what is counted, for example "examinees".
  Progress(std::string unit, int total);
  explicit Progress(std::string unit) : Progress(std::move(unit), 0) {}

  // To be called with the number done. Empty where there is nothing to show.
  // Must not outlive this.
  std::function<void(int64_t done)> Callback();

  // Ends the line. Seconds since the beginning.
  double Finish();

 private:
  void Show(int64_t done);

  std::string unit_;
  int total_;  // 0 = not known
  bool is_terminal_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_PROGRESS_H_

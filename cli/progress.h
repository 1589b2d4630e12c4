#ifndef ADAPTEST_CLI_PROGRESS_H_
#define ADAPTEST_CLI_PROGRESS_H_

#include <chrono>
#include <functional>
#include <string>

namespace adaptest {

// One line on standard error with the count, the rate and the time left;
// nothing where standard error is not a terminal.
class Progress {
 public:
  // `unit` is what is counted, for example "examinees".
  Progress(std::string unit, int total);

  // To be called with the number done. Empty where there is nothing to show.
  // Must not outlive this.
  std::function<void(int done)> Callback();

  // Ends the line. Seconds since the beginning.
  double Finish();

 private:
  void Show(int done);

  std::string unit_;
  int total_;
  bool is_terminal_;
  std::chrono::steady_clock::time_point begin_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_PROGRESS_H_

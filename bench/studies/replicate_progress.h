#ifndef ADAPTEST_BENCH_STUDIES_REPLICATE_PROGRESS_H_
#define ADAPTEST_BENCH_STUDIES_REPLICATE_PROGRESS_H_

#include <unistd.h>

#include <cstdio>
#include <string>
#include <utility>

#include "absl/strings/str_format.h"

namespace adaptest {

// How far a study is, on standard error where a person looks on.
class ReplicateProgress {
 public:
  ReplicateProgress(std::string what, int total)
      : what_(std::move(what)),
        total_(total),
        is_shown_(isatty(STDERR_FILENO) != 0) {}
  ReplicateProgress(const ReplicateProgress&) = delete;
  ReplicateProgress& operator=(const ReplicateProgress&) = delete;
  ~ReplicateProgress() {
    if (is_shown_) absl::FPrintF(stderr, "\n");
  }

  void Show(int done) const {
    if (!is_shown_) return;
    absl::FPrintF(stderr, "\r%s %d of %d", what_, done, total_);
  }

 private:
  std::string what_;
  int total_;
  bool is_shown_;
};

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_REPLICATE_PROGRESS_H_

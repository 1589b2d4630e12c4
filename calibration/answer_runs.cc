#include "calibration/answer_runs.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <limits>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr size_t kMinWindow = 4096;  // answers of a run in memory, in a merge

bool ComesBefore(const RecordedAnswer& x, const RecordedAnswer& y) {
  return std::tuple(x.unit, x.bits >> 4, x.line) <
         std::tuple(y.unit, y.bits >> 4, y.line);
}

void SortRun(std::vector<RecordedAnswer>& run,
             const std::vector<uint32_t>& person_of) {
  const auto before = [&](const RecordedAnswer& x, const RecordedAnswer& y) {
    if (x.unit == y.unit) return ComesBefore(x, y);
    return std::pair(person_of[x.unit], x.unit) <
           std::pair(person_of[y.unit], y.unit);
  };
  if (!std::is_sorted(run.begin(), run.end(), before)) {
    std::sort(run.begin(), run.end(), before);
  }
}

}  // namespace

AnswerRuns::~AnswerRuns() = default;
AnswerRuns::AnswerRuns(AnswerRuns&&) noexcept = default;
AnswerRuns& AnswerRuns::operator=(AnswerRuns&&) noexcept = default;

absl::Status AnswerRuns::FileFailed() const {
  return absl::InternalError(
      absl::StrCat(folder_, ": temporary file: ", std::strerror(errno)));
}

void AnswerRuns::EndRun(const std::vector<uint32_t>& person_of) {
  SortRun(run_, person_of);
  Run run;
  if (folder_.empty()) {
    run.answers = std::exchange(run_, {});
    run_.reserve(run_length_);
  } else {
    status_.Update(Spill(run));
    run_.clear();
  }
  runs_.push_back(std::move(run));
}

absl::Status AnswerRuns::Spill(Run& run) {
  if (file_ == nullptr) {
    std::string name = absl::StrCat(folder_, "/adaptest-runs.XXXXXX");
    const int descriptor = mkstemp(name.data());
    if (descriptor < 0) return FileFailed();
    unlink(name.c_str());
    file_.reset(fdopen(descriptor, "w+b"));
  }
  run.offset = written_;
  run.left = run_.size();
  written_ += run.left;
  const size_t n =
      std::fwrite(run_.data(), sizeof(RecordedAnswer), run.left, file_.get());
  return n == run.left ? absl::OkStatus() : FileFailed();
}

absl::Status AnswerRuns::Refill(Run& run) const {
  const size_t window = std::max(kMinWindow, run_length_ / runs_.size());
  run.answers.resize(std::min(window, run.left));
  run.next = 0;
  char* to = reinterpret_cast<char*>(run.answers.data());
  size_t bytes = run.answers.size() * sizeof(RecordedAnswer);
  size_t from = run.offset * sizeof(RecordedAnswer);
  while (bytes > 0) {
    const ssize_t n = pread(fileno(file_.get()), to, bytes, from);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return FileFailed();
    to += n;
    from += n;
    bytes -= n;
  }
  run.offset += run.answers.size();
  run.left -= run.answers.size();
  return absl::OkStatus();
}

absl::Status AnswerRuns::Finish(const std::vector<uint32_t>& person_of) {
  SortRun(run_, person_of);
  Run last;
  last.answers = std::move(run_);
  if (!last.answers.empty()) runs_.push_back(std::move(last));
  RETURN_IF_ERROR(status_);
  if (file_ != nullptr && std::fflush(file_.get()) != 0) return FileFailed();
  person_of_ = &person_of;
  for (size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i].answers.empty()) RETURN_IF_ERROR(Refill(runs_[i]));
    next_.emplace_back(person_of[runs_[i].answers[0].unit], i);
  }
  std::make_heap(next_.begin(), next_.end(), std::greater<>());
  return absl::OkStatus();
}

absl::Status AnswerRuns::TakeFrom(Run& run, uint32_t person) {
  while (true) {
    if (run.next == run.answers.size()) {
      run.answers = {};
      run.next = 0;
      if (run.left == 0) return absl::OkStatus();
      RETURN_IF_ERROR(Refill(run));
    }
    const RecordedAnswer& answer = run.answers[run.next];
    if ((*person_of_)[answer.unit] != person) return absl::OkStatus();
    taken_.push_back(answer);
    ++run.next;
  }
}

absl::StatusOr<absl::Span<const RecordedAnswer>> AnswerRuns::Take(
    uint32_t person) {
  taken_.clear();
  int sources = 0;
  for (; !next_.empty() && next_[0].first == person; ++sources) {
    std::pop_heap(next_.begin(), next_.end(), std::greater<>());
    Run& run = runs_[next_.back().second];
    RETURN_IF_ERROR(TakeFrom(run, person));
    if (run.answers.empty()) {
      next_.pop_back();
      continue;
    }
    next_.back().first = (*person_of_)[run.answers[run.next].unit];
    std::push_heap(next_.begin(), next_.end(), std::greater<>());
  }
  if (sources > 1) std::sort(taken_.begin(), taken_.end(), ComesBefore);
  return absl::MakeConstSpan(taken_);
}

}  // namespace adaptest

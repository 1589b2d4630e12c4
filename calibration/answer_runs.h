#ifndef ADAPTEST_CALIBRATION_ANSWER_RUNS_H_
#define ADAPTEST_CALIBRATION_ANSWER_RUNS_H_

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"

namespace adaptest {

// An answer of a unit to an item, with the place where it stands, in 12 bytes.
struct RecordedAnswer {
  static constexpr int kMaxItems = 1 << 15;
  static constexpr int kMaxFiles = 1 << 13;

  RecordedAnswer() = default;
  RecordedAnswer(uint32_t u, int item, int category, int file, uint32_t l)
      : unit(u),
        bits(static_cast<uint32_t>(item) << 17 |
             static_cast<uint32_t>(file) << 4 |
             static_cast<uint32_t>(category)),
        line(l) {}

  int item() const { return static_cast<int>(bits >> 17); }
  int file() const { return static_cast<int>(bits >> 4) % kMaxFiles; }
  int category() const { return static_cast<int>(bits % 16); }

  uint32_t unit;
  uint32_t bits;  // item, file, category
  uint32_t line;
};

// Answers in any order, given back person by person. They are sorted in runs of
// bounded length, which are merged at the end. With a folder for them, runs are
// written to a file without a name there, so that memory stays bounded however
// many answers there are.
class AnswerRuns {
 public:
  static constexpr size_t kRunLength = size_t{4} << 20;  // 48 MB

  explicit AnswerRuns(size_t run_length = kRunLength)
      : run_length_(run_length) {}
  ~AnswerRuns();
  AnswerRuns(AnswerRuns&&) noexcept;
  AnswerRuns& operator=(AnswerRuns&&) noexcept;

  // Runs that are full go to a file in this folder, from now on.
  void SpillTo(std::string folder, size_t run_length = kRunLength) {
    folder_ = std::move(folder);
    run_length_ = run_length;
  }

  // person_of[unit] of all units so far is needed to sort a full run.
  void Add(const RecordedAnswer& answer,
           const std::vector<uint32_t>& person_of) {
    if (run_.size() == run_length_) EndRun(person_of);
    run_.push_back(answer);
  }

  // No more answers come. An error of the file of runs.
  absl::Status Finish(const std::vector<uint32_t>& person_of);

  // After Finish: the person's answers, by unit, item, file and line. Persons
  // are asked for in ascending order. Valid until the next call.
  absl::StatusOr<absl::Span<const RecordedAnswer>> Take(uint32_t person);

 private:
  // A run, or the part of it that is in memory.
  struct Run {
    std::vector<RecordedAnswer> answers;
    size_t next = 0;    // of answers
    size_t offset = 0;  // in the file, of what is not in memory yet
    size_t left = 0;    // in the file
  };

  void EndRun(const std::vector<uint32_t>& person_of);
  absl::Status Spill(Run& run);
  absl::Status Refill(Run& run) const;
  absl::Status TakeFrom(Run& run, uint32_t person);
  absl::Status FileFailed() const;

  size_t run_length_;
  std::string folder_;
  std::unique_ptr<FILE, int (*)(FILE*)> file_{nullptr, std::fclose};
  size_t written_ = 0;
  absl::Status status_;
  std::vector<RecordedAnswer> run_;
  std::vector<Run> runs_;
  const std::vector<uint32_t>* person_of_ = nullptr;
  std::vector<RecordedAnswer> taken_;
  // Runs that may hold answers of the next persons, as a heap by person.
  std::vector<std::pair<uint32_t, size_t>> next_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_ANSWER_RUNS_H_

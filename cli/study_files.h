#ifndef ADAPTEST_CLI_STUDY_FILES_H_
#define ADAPTEST_CLI_STUDY_FILES_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "calibration/files/streamed_file.h"

namespace adaptest {

// Where `adaptest simulate` writes.

// The profile with what had to be found, which only some runs write: exam.json,
// or found-exam-1.json, found-exam-2.json, ... of several.
std::string FoundExamFile(size_t exam, size_t num_exams);

// Refuses a file for the answers in a directory that is not there, unless it is
// the output directory, which is made.
absl::Status CheckResponsesPath(const std::string& responses,
                                const std::string& out);

// Refuses an input that a study in this directory would overwrite.
absl::Status CheckInputs(absl::Span<const std::string> inputs,
                         const std::string& out);

// The files of a study. None of them has its name before the study is complete.
class StudyFiles {
 public:
  // Makes the directory `out`. `responses` may be "".
  static absl::StatusOr<StudyFiles> Open(const std::string& out,
                                         const std::string& responses);

  StreamedFile& examinees() { return *examinees_; }
  StreamedFile* responses() { return responses_.get(); }  // null = not wanted

  // Completes the study with its other files {name, contents}. Where an earlier
  // one left its profiles and this one has none, they are removed, but never
  // the profiles `exams` that the study was run with.
  absl::Status Complete(
      absl::Span<const std::pair<std::string, std::string>> files,
      absl::Span<const std::string> exams);

 private:
  std::string out_;
  std::unique_ptr<StreamedFile> examinees_;
  std::unique_ptr<StreamedFile> responses_;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_STUDY_FILES_H_

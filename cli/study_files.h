#ifndef ADAPTEST_CLI_STUDY_FILES_H_
#define ADAPTEST_CLI_STUDY_FILES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace adaptest {

// Where `adaptest simulate` writes.

// The profile with what had to be found, which only some runs write.
inline constexpr char kFoundExamFile[] = "exam.json";

// Refuses a file for the answers in a directory that is not there, unless it is
// the output directory, which is made.
absl::Status CheckResponsesPath(const std::string& responses,
                                const std::string& out);

// Writes the files {name, contents} of a study. Where an earlier one left its
// kFoundExamFile and this one has none, it is removed, but never the profile
// `exam` that the study was run with.
absl::Status WriteStudy(
    const std::string& out, const std::string& exam,
    const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_STUDY_FILES_H_

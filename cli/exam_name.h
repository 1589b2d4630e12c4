#ifndef ADAPTEST_CLI_EXAM_NAME_H_
#define ADAPTEST_CLI_EXAM_NAME_H_

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace adaptest {

// The resource name of an exam that the command line names with or without
// "exams/"; none is none.
inline std::string ExamName(const std::string& exam) {
  if (exam.empty() || absl::StrContains(exam, '/')) return exam;
  return absl::StrCat("exams/", exam);
}

}  // namespace adaptest

#endif  // ADAPTEST_CLI_EXAM_NAME_H_

#ifndef ADAPTEST_CLI_EXAM_FILE_H_
#define ADAPTEST_CLI_EXAM_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "adaptest/v1/content.pb.h"
#include "adaptest/v1/exam.pb.h"
#include "engine/exam/exam.h"

namespace adaptest {

// Reads an exam profile. Errors begin with the file's name.
absl::StatusOr<v1::Exam> ReadExamMessage(const std::string& path);
absl::StatusOr<Exam> ReadExam(const std::string& path);

// Reads questions, one a line as JSON. Errors name file and line.
absl::StatusOr<std::vector<v1::Content>> ReadQuestions(const std::string& path);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_EXAM_FILE_H_

#ifndef ADAPTEST_CLI_EXAM_FILE_H_
#define ADAPTEST_CLI_EXAM_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "adaptest/v1/content.pb.h"
#include "adaptest/v1/exam.pb.h"
#include "engine/exam/exam.h"
#include "engine/item_bank.h"

namespace adaptest {

// Reads an exam profile. Errors begin with the file's name.
absl::StatusOr<v1::Exam> ReadExamMessage(const std::string& path);
absl::StatusOr<Exam> ReadExam(const std::string& path);

// Reads questions, one a line as JSON. Each must be of an item of the bank, and
// the only one of it; without a bank this is not checked. Errors name file and
// line.
absl::StatusOr<std::vector<v1::Content>> ReadQuestions(
    const std::string& path, const ItemBank* bank = nullptr);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_EXAM_FILE_H_

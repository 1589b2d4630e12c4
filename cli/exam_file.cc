#include "cli/exam_file.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "calibration/files/first_lines.h"
#include "calibration/files/text_file.h"
#include "engine/status_macros.h"
#include "proto/conversion/exam_conversion.h"
#include "proto/conversion/json.h"
#include "service/sessions/question.h"

namespace adaptest {
namespace {

constexpr size_t kMaxExamBytes = size_t{16} << 20;

// Whether a question is of an item of the bank that has none so far.
absl::Status CheckItem(const std::string& id, const ItemBank& bank, int line,
                       FirstLines& lines) {
  if (!bank.Find(id)) {
    return absl::InvalidArgumentError(
        absl::StrCat("itemId \"", id, "\" is not an item of the bank"));
  }
  const int first = lines.Add(id, line);
  if (first == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "itemId \"", id, "\" has a question already on line ", first));
}

}  // namespace

absl::StatusOr<v1::Exam> ReadExamMessage(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadTextFile(path, kMaxExamBytes));
  absl::StatusOr<v1::Exam> exam = ParseExamJson(text);
  if (!exam.ok()) return InFile(path, exam.status());
  return exam;
}

absl::StatusOr<Exam> ReadExam(const std::string& path) {
  ASSIGN_OR_RETURN(const v1::Exam message, ReadExamMessage(path));
  return ExamFromProto(message);
}

absl::StatusOr<std::vector<v1::Content>> ReadQuestions(const std::string& path,
                                                       const ItemBank* bank) {
  ASSIGN_OR_RETURN(const std::string text, ReadTextFile(path));
  std::vector<v1::Content> questions;
  FirstLines lines;  // of questions by item id
  int line_number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++line_number;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    v1::Content question;
    absl::Status status = FromJson(line, &question);
    if (status.ok()) status = ValidateContent(question);
    if (status.ok() && bank != nullptr) {
      status = CheckItem(question.item_id(), *bank, line_number, lines);
    }
    if (!status.ok()) {
      return InFile(absl::StrCat(path, ":", line_number), status);
    }
    questions.push_back(std::move(question));
  }
  return questions;
}

}  // namespace adaptest

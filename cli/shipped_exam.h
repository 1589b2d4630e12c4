#ifndef ADAPTEST_CLI_SHIPPED_EXAM_H_
#define ADAPTEST_CLI_SHIPPED_EXAM_H_

#include "absl/strings/string_view.h"

namespace adaptest {

// The profile that ships with the program, data/mla-c01/exam.json: its text,
// and the name of the exam.
inline constexpr absl::string_view kShippedExamName = "exams/mla-c01";
extern const absl::string_view kShippedExamJson;

}  // namespace adaptest

#endif  // ADAPTEST_CLI_SHIPPED_EXAM_H_

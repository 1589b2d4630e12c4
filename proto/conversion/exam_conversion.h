#ifndef ADAPTEST_PROTO_CONVERSION_EXAM_CONVERSION_H_
#define ADAPTEST_PROTO_CONVERSION_EXAM_CONVERSION_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "adaptest/v1/exam.pb.h"
#include "engine/exam/exam.h"

namespace adaptest {

// The engine's form of an exam profile, validated. Errors name the field.
absl::StatusOr<Exam> ExamFromProto(const v1::Exam& message);

// One line of a blueprint as a message.
v1::Constraint ConstraintToProto(const Constraint& constraint);

// Reads a profile file's text: proto3 JSON of adaptest.v1.Exam.
absl::StatusOr<v1::Exam> ParseExamJson(absl::string_view json);

}  // namespace adaptest

#endif  // ADAPTEST_PROTO_CONVERSION_EXAM_CONVERSION_H_

#ifndef ADAPTEST_SERVICE_SESSIONS_QUESTION_H_
#define ADAPTEST_SERVICE_SESSIONS_QUESTION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "adaptest/v1/content.pb.h"

namespace adaptest {

// Checks a question: its type, ids that are distinct and not empty, and a key
// that fits. The message names the item, the value and what is allowed.
absl::Status ValidateContent(const v1::Content& content);

// The category an answer reaches, 1 right or 0 wrong; every type is right or
// wrong as a whole. An omitted question is wrong. An answer that the question
// cannot have (an unknown option, one chosen twice, pairs for a choice) is
// INVALID_ARGUMENT with the field.
absl::StatusOr<int> ScoreAnswer(const v1::Content& content,
                                const v1::Answer& answer);

// The category of an answer to an item without content.
absl::StatusOr<int> ScoreCategoryAnswer(const v1::Answer& answer, bool allowed,
                                        int num_categories);

// The question as it is shown before the answer: no key, no explanations, no
// misconceptions.
v1::Content WithoutKey(const v1::Content& content);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_QUESTION_H_

#ifndef ADAPTEST_SERVICE_SESSIONS_QUESTION_H_
#define ADAPTEST_SERVICE_SESSIONS_QUESTION_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "adaptest/v1/content.pb.h"

namespace adaptest {

// What is wrong with a question: INVALID_ARGUMENT that names its item.
absl::Status ContentError(const v1::Content& content,
                          absl::string_view message);

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

// Takes from a question what nobody may see before the answer: key,
// explanations, misconceptions.
void RemoveKey(v1::Content& content);

// An item's question in all its languages. They differ in text only.
class Question {
 public:
  // INVALID_ARGUMENT where the content differs from the others in more than
  // text, or is a second one in its language.
  absl::Status Add(v1::Content content);

  bool empty() const { return translations_.empty(); }

  // The first, by which answers are scored. Requires !empty().
  const v1::Content& content() const { return translations_[0]; }

  // In this language, otherwise the first. Requires !empty().
  const v1::Content& In(const std::string& language) const;

 private:
  std::vector<v1::Content> translations_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_QUESTION_H_

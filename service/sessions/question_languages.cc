// One question in several languages.

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "service/sessions/question.h"

namespace adaptest {
namespace {

void RemoveTexts(v1::Content& content) {
  content.clear_language();
  content.clear_stem();
  content.clear_explanation();
  for (v1::Prompt& prompt : *content.mutable_prompts()) prompt.clear_text();
  for (v1::Option& option : *content.mutable_options()) {
    option.clear_text();
    option.clear_explanation();
    option.clear_misconception();
  }
}

// A question without its texts, as bytes.
std::string Bones(v1::Content content) {
  RemoveTexts(content);
  return content.SerializeAsString();
}

}  // namespace

absl::Status Question::Add(v1::Content content) {
  if (!empty()) {
    const v1::Content& first = translations_[0];
    for (const v1::Content& other : translations_) {
      if (other.language() != content.language()) continue;
      return ContentError(content, absl::StrCat("occurs twice in language \"",
                                                content.language(), "\""));
    }
    if (Bones(first) != Bones(content)) {
      return ContentError(
          content, absl::StrCat("language \"", content.language(),
                                "\" differs from \"", first.language(),
                                "\" in more than text; allowed: the same type, "
                                "prompt and option ids, and key"));
    }
  }
  translations_.push_back(std::move(content));
  return absl::OkStatus();
}

const v1::Content& Question::In(const std::string& language) const {
  for (const v1::Content& content : translations_) {
    if (content.language() == language) return content;
  }
  return translations_[0];
}

}  // namespace adaptest

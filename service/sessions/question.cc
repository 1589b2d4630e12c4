#include "service/sessions/question.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/status_macros.h"
#include "service/sessions/field_error.h"

namespace adaptest {

absl::Status ContentError(const v1::Content& content,
                          absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("question ", content.item_id(), ": ", message));
}

namespace {

using Ids = google::protobuf::RepeatedPtrField<std::string>;

constexpr int kMaxOptions = 100;
constexpr size_t kMaxText = 20000;

template <class Entries>
std::set<std::string> IdsOf(const Entries& entries) {
  std::set<std::string> ids;
  for (const auto& entry : entries) ids.insert(entry.id());
  return ids;
}

// Distinct, not empty, and not too many.
template <class Entries>
absl::Status ValidateIds(const v1::Content& content, absl::string_view name,
                         const Entries& entries) {
  if (entries.size() > kMaxOptions) {
    return ContentError(content,
                        absl::StrCat(entries.size(), " ", name, "; at most ",
                                     kMaxOptions, " are allowed"));
  }
  std::set<std::string> seen;
  for (const auto& entry : entries) {
    if (entry.id().empty()) {
      return ContentError(content, absl::StrCat(name, ": an id is empty"));
    }
    if (!seen.insert(entry.id()).second) {
      return ContentError(content, absl::StrCat(name, ": id \"", entry.id(),
                                                "\" occurs twice"));
    }
    if (entry.text().size() > kMaxText) {
      return ContentError(
          content, absl::StrCat(name, ": text of \"", entry.id(), "\" has ",
                                entry.text().size(), " bytes; at most ",
                                kMaxText, " are allowed"));
    }
  }
  return absl::OkStatus();
}

// Chosen options are known and distinct.
absl::Status CheckOptionIds(const v1::Content& content, const Ids& chosen) {
  const std::set<std::string> known = IdsOf(content.options());
  std::set<std::string> seen;
  for (const std::string& id : chosen) {
    if (!known.count(id)) {
      return absl::InvalidArgumentError(
          absl::StrCat("option \"", id,
                       "\" is unknown; allowed: ", absl::StrJoin(known, ", ")));
    }
    if (!seen.insert(id).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("option \"", id, "\" occurs twice"));
    }
  }
  return absl::OkStatus();
}

using Pairs = google::protobuf::RepeatedPtrField<v1::Pair>;

absl::Status CheckPairs(const v1::Content& content, const Pairs& pairs) {
  const std::set<std::string> prompts = IdsOf(content.prompts());
  const std::set<std::string> options = IdsOf(content.options());
  std::set<std::string> seen;
  for (const v1::Pair& pair : pairs) {
    if (!prompts.count(pair.left())) {
      return absl::InvalidArgumentError(absl::StrCat(
          "prompt \"", pair.left(),
          "\" is unknown; allowed: ", absl::StrJoin(prompts, ", ")));
    }
    if (!options.count(pair.right())) {
      return absl::InvalidArgumentError(absl::StrCat(
          "option \"", pair.right(),
          "\" is unknown; allowed: ", absl::StrJoin(options, ", ")));
    }
    if (!seen.insert(pair.left()).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("prompt \"", pair.left(), "\" occurs twice"));
    }
  }
  return absl::OkStatus();
}

std::multiset<std::string> Sorted(const Ids& ids) {
  return {ids.begin(), ids.end()};
}

std::map<std::string, std::string> AsMap(const Pairs& pairs) {
  std::map<std::string, std::string> map;
  for (const v1::Pair& pair : pairs) map[pair.left()] = pair.right();
  return map;
}

bool SameSet(const v1::Key& key, const v1::Answer& answer) {
  return Sorted(key.option_ids()) == Sorted(answer.option_ids());
}

bool SameOrder(const v1::Key& key, const v1::Answer& answer) {
  return std::equal(key.option_ids().begin(), key.option_ids().end(),
                    answer.option_ids().begin(), answer.option_ids().end());
}

bool SamePairs(const v1::Key& key, const v1::Answer& answer) {
  return AsMap(key.pairs()) == AsMap(answer.pairs());
}

// A question type: what key and answer are made of, how many options are
// chosen, and when an answer is right. To add a type: one line here.
struct QuestionType {
  absl::string_view name;
  bool by_pairs;
  int least;  // options or pairs in the key
  int most;
  bool one_choice;  // an answer has exactly one option
  bool (*right)(const v1::Key&, const v1::Answer&);
};

constexpr QuestionType kTypes[] = {
    {"multiple_choice", false, 1, 1, true, SameSet},
    {"multiple_response", false, 1, kMaxOptions, false, SameSet},
    {"ordering", false, 2, kMaxOptions, false, SameOrder},
    {"matching", true, 1, kMaxOptions, false, SamePairs}};

absl::StatusOr<const QuestionType*> TypeOf(const v1::Content& content) {
  std::vector<absl::string_view> names;
  for (const QuestionType& type : kTypes) {
    if (type.name == content.type()) return &type;
    names.push_back(type.name);
  }
  return ContentError(content, absl::StrCat("type \"", content.type(),
                                            "\" is unknown; allowed: ",
                                            absl::StrJoin(names, ", ")));
}

absl::Status ValidateKey(const v1::Content& content, const QuestionType& type) {
  const v1::Key& key = content.key();
  const int chosen = type.by_pairs ? key.pairs_size() : key.option_ids_size();
  const int other = type.by_pairs ? key.option_ids_size() : key.pairs_size();
  if (chosen < type.least || chosen > type.most || other != 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "key has ", key.option_ids_size(), " options and ", key.pairs_size(),
        " pairs; a ", type.name, " question has ", type.least,
        type.most > type.least ? " or more " : " ",
        type.by_pairs ? "pairs" : "options"));
  }
  if (type.by_pairs && chosen != content.prompts_size()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "key has ", chosen, " pairs for ", content.prompts_size(), " prompts"));
  }
  RETURN_IF_ERROR(CheckOptionIds(content, key.option_ids()));
  return CheckPairs(content, key.pairs());
}

}  // namespace

absl::Status ValidateContent(const v1::Content& content) {
  ASSIGN_OR_RETURN(const QuestionType* type, TypeOf(content));
  if (content.stem().empty() || content.stem().size() > kMaxText) {
    return ContentError(content,
                        absl::StrCat("stem has ", content.stem().size(),
                                     " bytes; allowed: 1 to ", kMaxText));
  }
  RETURN_IF_ERROR(ValidateIds(content, "prompts", content.prompts()));
  RETURN_IF_ERROR(ValidateIds(content, "options", content.options()));
  if (!type->by_pairs && content.prompts_size() > 0) {
    return ContentError(
        content, absl::StrCat("a ", type->name, " question has no prompts"));
  }
  const absl::Status key = ValidateKey(content, *type);
  return key.ok() ? key : ContentError(content, key.message());
}

absl::StatusOr<int> ScoreAnswer(const v1::Content& content,
                                const v1::Answer& answer) {
  ASSIGN_OR_RETURN(const QuestionType* type, TypeOf(content));
  if (answer.has_category()) {
    return FieldError("answer.category",
                      "is only for items without content; choose options");
  }
  const int options = answer.option_ids_size();
  const int pairs = answer.pairs_size();
  if (answer.omitted()) {
    if (options + pairs == 0) return 0;
    return FieldError("answer.omitted", "is set together with a choice");
  }
  if (type->by_pairs ? options > 0 || pairs == 0 : pairs > 0 || options == 0) {
    return FieldError(
        "answer", absl::StrCat("a ", type->name, " question is answered by ",
                               type->by_pairs ? "pairs" : "optionIds",
                               " or omitted; found ", options, " options and ",
                               pairs, " pairs"));
  }
  if (type->one_choice && options != 1) {
    return FieldError("answer.option_ids",
                      absl::StrCat(options, " options; allowed: 1"));
  }
  absl::Status status = CheckOptionIds(content, answer.option_ids());
  if (!status.ok()) return FieldError("answer.option_ids", status.message());
  status = CheckPairs(content, answer.pairs());
  if (!status.ok()) return FieldError("answer.pairs", status.message());
  return type->right(content.key(), answer) ? 1 : 0;
}

absl::StatusOr<int> ScoreCategoryAnswer(const v1::Answer& answer, bool allowed,
                                        int num_categories) {
  if (answer.option_ids_size() + answer.pairs_size() > 0) {
    return FieldError("answer",
                      "the item has no content; allowed: category or omitted");
  }
  if (answer.omitted()) {
    if (!answer.has_category()) return 0;
    return FieldError("answer.omitted", "is set together with a category");
  }
  if (!answer.has_category()) {
    return FieldError("answer", "is empty; allowed: category or omitted");
  }
  if (!allowed) {
    return FieldError("answer.category",
                      "is not allowed by the exam (allowCategoryAnswers)");
  }
  if (answer.category() < 0 || answer.category() >= num_categories) {
    return FieldError("answer.category",
                      absl::StrCat(answer.category(), " is outside [0, ",
                                   num_categories - 1, "]"));
  }
  return answer.category();
}

void RemoveKey(v1::Content& content) {
  content.clear_key();
  content.clear_explanation();
  for (v1::Option& option : *content.mutable_options()) {
    option.clear_explanation();
    option.clear_misconception();
  }
}

}  // namespace adaptest

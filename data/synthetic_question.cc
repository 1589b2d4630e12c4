#include "data/synthetic_question.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace adaptest {
namespace {

using Json = nlohmann::ordered_json;

std::string OptionId(int option) {
  return std::string(1, static_cast<char>('a' + option));
}

std::string PromptId(int prompt) { return absl::StrCat("p", prompt + 1); }

absl::string_view TaskOf(QuestionType type) {
  switch (type) {
    case QuestionType::kMultipleResponse:
      return "choose the two right options.";
    case QuestionType::kOrdering:
      return "put the steps in order.";
    case QuestionType::kMatching:
      return "match each prompt with its option.";
    case QuestionType::kMultipleChoice:
      break;
  }
  return "choose the right option.";
}

// The options of the key: the right ones in ascending order, all in the order
// of the steps, or all in the order of the prompts they belong to.
std::vector<int> DrawKey(QuestionType type, int options, Random& random) {
  std::vector<int> key(options);
  std::iota(key.begin(), key.end(), 0);
  random.Shuffle(key);
  if (type == QuestionType::kMultipleChoice) key.resize(1);
  if (type == QuestionType::kMultipleResponse) {
    key.resize(2);
    std::sort(key.begin(), key.end());
  }
  return key;
}

std::string ExplanationOf(int option, QuestionType type,
                          const std::vector<int>& key) {
  const auto found = std::find(key.begin(), key.end(), option);
  const int place = static_cast<int>(found - key.begin());
  if (type == QuestionType::kOrdering) {
    return absl::StrCat("This is step ", place + 1, " of ", key.size(), ".");
  }
  if (type == QuestionType::kMatching) {
    return absl::StrCat("This belongs to prompt ", PromptId(place), ".");
  }
  return found != key.end() ? "This option is right." : "This option is wrong.";
}

Json OptionsOf(QuestionType type, int options, const std::vector<int>& key) {
  const absl::string_view word =
      type == QuestionType::kOrdering ? "step " : "option ";
  Json list = Json::array();
  for (int i = 0; i < options; ++i) {
    list.push_back({{"id", OptionId(i)},
                    {"text", absl::StrCat("Synthetic ", word, OptionId(i))},
                    {"explanation", ExplanationOf(i, type, key)}});
  }
  return list;
}

Json PromptsOf(int prompts) {
  Json list = Json::array();
  for (int i = 0; i < prompts; ++i) {
    list.push_back({{"id", PromptId(i)},
                    {"text", absl::StrCat("Synthetic prompt ", PromptId(i))}});
  }
  return list;
}

Json KeyOf(QuestionType type, const std::vector<int>& key) {
  Json list = Json::array();
  for (size_t i = 0; i < key.size(); ++i) {
    const std::string option = OptionId(key[i]);
    if (type == QuestionType::kMatching) {
      list.push_back(
          {{"left", PromptId(static_cast<int>(i))}, {"right", option}});
    } else {
      list.push_back(option);
    }
  }
  return {{type == QuestionType::kMatching ? "pairs" : "optionIds", list}};
}

}  // namespace

nlohmann::ordered_json MakeSyntheticQuestion(const PlannedItem& plan,
                                             int options, Random& random) {
  const std::vector<int> key = DrawKey(plan.type, options, random);
  Json question;
  question["itemId"] = plan.id;
  question["type"] = std::string(NameOf(plan.type));
  question["language"] = "en";
  question["stem"] = absl::StrCat("Synthetic question ", plan.id, " (",
                                  plan.area->title, "): ", TaskOf(plan.type));
  if (plan.type == QuestionType::kMatching) {
    question["prompts"] = PromptsOf(options);
  }
  question["options"] = OptionsOf(plan.type, options, key);
  question["key"] = KeyOf(plan.type, key);
  question["explanation"] =
      "The key of this synthetic question was drawn at random.";
  return question;
}

}  // namespace adaptest

#include "cli/answers_option.h"

#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::StatusOr<int> FindItem(const ItemBank& bank, absl::string_view option,
                             absl::string_view id) {
  if (const auto item = bank.Find(id)) return *item;
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": item ", id, " is not in the bank"));
}

}  // namespace

absl::StatusOr<std::vector<ScoredAnswer>> ParseAnswers(
    const ItemBank& bank, const std::string& text) {
  std::vector<ScoredAnswer> answers;
  std::set<int> seen;
  for (const absl::string_view part :
       absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    const size_t equals = part.rfind('=');
    if (equals == absl::string_view::npos) {
      return absl::InvalidArgumentError(
          absl::StrCat("--answers: \"", part, "\" is not ITEM=CATEGORY"));
    }
    const absl::string_view id =
        absl::StripAsciiWhitespace(part.substr(0, equals));
    ASSIGN_OR_RETURN(const int item, FindItem(bank, "--answers", id));
    const int highest = NumCategories(bank.item(item)) - 1;
    int category = -1;
    if (!absl::SimpleAtoi(part.substr(equals + 1), &category) || category < 0 ||
        category > highest) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--answers: item ", id, ": category ", part.substr(equals + 1),
          ", model ", NameOf(bank.item(item).model), " allows 0 to ", highest));
    }
    if (!seen.insert(item).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("--answers: item ", id, " occurs twice"));
    }
    answers.push_back({item, category});
  }
  return answers;
}

absl::StatusOr<std::vector<int>> ParseAdministered(const ItemBank& bank,
                                                   const std::string& text) {
  std::vector<int> items;
  std::set<int> seen;
  for (const absl::string_view part :
       absl::StrSplit(text, ',', absl::SkipWhitespace())) {
    const absl::string_view id = absl::StripAsciiWhitespace(part);
    ASSIGN_OR_RETURN(const int item, FindItem(bank, "--administered", id));
    const ItemStatus status = bank.item(item).status;
    if (status != ItemStatus::kOperational) {
      return absl::InvalidArgumentError(
          absl::StrCat("--administered: item ", id, " has status ",
                       NameOf(status), "; allowed: operational"));
    }
    if (!seen.insert(item).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("--administered: item ", id, " occurs twice"));
    }
    items.push_back(item);
  }
  return items;
}

}  // namespace adaptest

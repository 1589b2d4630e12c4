#include "calibration/response_cleaning.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

std::string FlagNames(absl::Span<const NamedFlag> flags) {
  std::vector<absl::string_view> names;
  for (const NamedFlag& flag : flags) names.push_back(flag.name);
  return absl::StrJoin(names, ", ");
}

absl::StatusOr<int> FlagByName(absl::Span<const NamedFlag> flags,
                               absl::string_view name) {
  for (size_t i = 0; i < flags.size(); ++i) {
    if (flags[i].name == name) return static_cast<int>(i);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", name, "\" is unknown; allowed: ", FlagNames(flags)));
}

}  // namespace

absl::StatusOr<AnswerMistake> AnswerMistakeByName(absl::string_view name) {
  ASSIGN_OR_RETURN(const int index, FlagByName(kAnswerMistakes, name));
  return static_cast<AnswerMistake>(index);
}

absl::StatusOr<UnfitAnswer> UnfitAnswerByName(absl::string_view name) {
  ASSIGN_OR_RETURN(const int index, FlagByName(kUnfitAnswers, name));
  return static_cast<UnfitAnswer>(index);
}

std::string AnswerMistakeNames() { return FlagNames(kAnswerMistakes); }

std::string UnfitAnswerNames() { return FlagNames(kUnfitAnswers); }

}  // namespace adaptest

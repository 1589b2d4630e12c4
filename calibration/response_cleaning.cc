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

absl::StatusOr<Mistake> MistakeByName(absl::string_view name) {
  ASSIGN_OR_RETURN(const int index, FlagByName(kMistakes, name));
  return static_cast<Mistake>(index);
}

absl::StatusOr<Unfit> UnfitByName(absl::string_view name) {
  ASSIGN_OR_RETURN(const int index, FlagByName(kUnfit, name));
  return static_cast<Unfit>(index);
}

std::string MistakeNames() { return FlagNames(kMistakes); }

std::string UnfitNames() { return FlagNames(kUnfit); }

}  // namespace adaptest

#include "calibration/files/item_columns.h"

#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace adaptest {
namespace {

bool IsNumber(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isdigit(c)) return false;
  }
  return !text.empty();
}

}  // namespace

std::string CanonicalName(absl::string_view column) {
  static constexpr std::pair<absl::string_view, absl::string_view> kNumbered[] =
      {{"alpha", "a"}, {"betaj", "b"}, {"deltaj", "b"}};
  if (column == "g") return "c";
  if (column == "u") return "d";
  if (column == "alphaj") return "a";
  for (const auto& [alias, name] : kNumbered) {
    if (!absl::StartsWith(column, alias)) continue;
    const absl::string_view number = column.substr(alias.size());
    if (IsNumber(number)) return absl::StrCat(name, number);
  }
  return std::string(column);
}

bool IsParameterName(absl::string_view name) {
  if (name.empty() || name[0] < 'a' || name[0] > 'd') return false;
  return name.size() == 1 || IsNumber(name.substr(1));
}

std::string CanonicalPrecision(absl::string_view column) {
  std::vector<std::string> parts = absl::StrSplit(column, '_');
  for (size_t i = 1; i < parts.size(); ++i) parts[i] = CanonicalName(parts[i]);
  if (parts.size() == 2 && parts[0] == "se" && IsParameterName(parts[1])) {
    return absl::StrCat("se_", parts[1]);
  }
  if (parts.size() == 3 && parts[0] == "cov" && IsParameterName(parts[1]) &&
      IsParameterName(parts[2])) {
    return absl::StrCat("cov_", parts[1], "_", parts[2]);
  }
  return "";
}

bool IsTextColumn(absl::string_view column) {
  static constexpr absl::string_view kTexts[] = {
      "item_id", "model", "status", "enemy_group", "item_set", "provisional"};
  return absl::c_linear_search(kTexts, column);
}

bool IsOtherNumber(absl::string_view column) {
  static constexpr absl::string_view kNumbers[] = {
      "expected_seconds", "time_intensity", "time_discrimination"};
  return absl::c_linear_search(kNumbers, column);
}

bool IsAttributeColumn(absl::string_view column) {
  return !IsTextColumn(column) && !IsOtherNumber(column) &&
         !IsParameterName(CanonicalName(column)) &&
         CanonicalPrecision(column).empty();
}

}  // namespace adaptest

#include "cli/prior_option.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/text_file.h"
#include "cli/command.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::StatusOr<Prior> ReadGridPrior(const std::string& path) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int theta, csv.Require("theta"));
  ASSIGN_OR_RETURN(const int density, csv.Require("density"));
  Rule rule;
  rule.rule = std::string(GridPrior::kName);
  for (;;) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    const auto value = ParseNumber(csv.field(density));
    if (!value) {
      return csv.Error(absl::StrCat("density \"", csv.field(density),
                                    "\" is not a finite number"));
    }
    if (!rule.parameters.emplace(csv.field(theta), *value).second) {
      return csv.Error(
          absl::StrCat("theta ", csv.field(theta), " occurs twice"));
    }
  }
  const absl::StatusOr<Prior> prior = MakePrior(rule);
  if (prior.ok()) return prior;
  return InFile(path, prior.status());
}

}  // namespace

absl::StatusOr<Prior> ReadPriorOption(const std::string& text) {
  absl::string_view rest = absl::StripAsciiWhitespace(text);
  if (absl::ConsumePrefix(&rest, "grid(") && absl::ConsumeSuffix(&rest, ")")) {
    return ReadGridPrior(std::string(absl::StripAsciiWhitespace(rest)));
  }
  const absl::StatusOr<Prior> prior = ParsePrior(text);
  if (prior.ok()) return prior;
  const absl::string_view message = prior.status().message();
  return UsageError(absl::StrContains(message, "is not understood")
                        ? absl::StrCat(message, ", grid(FILE)")
                        : std::string(message));
}

}  // namespace adaptest

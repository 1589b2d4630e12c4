#include "engine/prior.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace adaptest {

absl::StatusOr<Prior> MakePrior(const Rule& rule) {
  if (!rule.rule.empty()) return MakeByName<Prior>("prior", rule);
  Rule normal = rule;
  normal.rule = std::string(NormalPrior::kName);
  return MakeByName<Prior>("prior", normal);
}

absl::StatusOr<Prior> ParsePrior(absl::string_view text) {
  absl::string_view rest = absl::StripAsciiWhitespace(text);
  if (rest == UniformPrior::kName) return Prior(UniformPrior());
  double mean = 0;
  double sd = 0;
  if (absl::ConsumePrefix(&rest, NormalPrior::kName)) {
    rest = absl::StripLeadingAsciiWhitespace(rest);
    if (absl::ConsumePrefix(&rest, "(") && absl::ConsumeSuffix(&rest, ")")) {
      const std::vector<absl::string_view> parts = absl::StrSplit(rest, ',');
      if (parts.size() == 2 && absl::SimpleAtod(parts[0], &mean) &&
          absl::SimpleAtod(parts[1], &sd)) {
        return MakePrior({std::string(NormalPrior::kName),
                          {{"mean", mean}, {"sd", sd}},
                          {},
                          {}});
      }
    }
  }
  return absl::InvalidArgumentError(
      absl::StrCat("prior \"", text,
                   "\" is not understood; allowed: normal(mean,sd), uniform"));
}

std::vector<double> LogPrior(const Prior& prior, const ThetaGrid& grid) {
  std::vector<double> log_density(grid.size());
  std::visit(
      [&](const auto& member) {
        for (int q = 0; q < grid.size(); ++q) {
          log_density[q] = member.LogDensity(grid.theta(q));
        }
      },
      prior);
  return log_density;
}

}  // namespace adaptest

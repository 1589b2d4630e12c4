#include "engine/prior.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/ability/information_curve.h"
#include "engine/ability/likelihood.h"

namespace adaptest {
namespace {

// Whether the density is one of theta alone.
template <class Member>
constexpr bool kOfTheta = requires(const Member& member) {
  member.LogDensity(0.0);
};

}  // namespace

absl::StatusOr<Prior> MakePrior(const Rule& rule) {
  if (!rule.rule.empty()) return MakeByName<Prior>("prior", rule);
  Rule normal = rule;
  normal.rule = std::string(NormalPrior::kName);
  return MakeByName<Prior>("prior", normal);
}

absl::StatusOr<Prior> ParsePrior(absl::string_view text) {
  absl::string_view rest = absl::StripAsciiWhitespace(text);
  if (rest == UniformPrior::kName) return Prior(UniformPrior());
  if (rest == JeffreysPrior::kName) return Prior(JeffreysPrior());
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
  return absl::InvalidArgumentError(absl::StrCat(
      "prior \"", text,
      "\" is not understood; allowed: normal(mean,sd), uniform, jeffreys"));
}

bool DependsOnAnswers(const Prior& prior) {
  return std::visit(
      [](const auto& member) {
        return !kOfTheta<std::decay_t<decltype(member)>>;
      },
      prior);
}

Prior Resolve(const Prior& prior,
              const std::optional<LearnerHistory>& history) {
  const auto* carried = std::get_if<HistoryPrior>(&prior);
  if (carried == nullptr) return prior;
  return history ? carried->After(*history) : carried->population;
}

CurvePoint LogPriorAt(const Prior& prior, const ItemBank& bank,
                      absl::Span<const ScoredAnswer> answers, double theta) {
  return std::visit(
      [&](const auto& member) {
        if constexpr (kOfTheta<std::decay_t<decltype(member)>>) {
          return member.LogDensity(theta);
        } else {
          return member.LogDensityOf(
              InformationAt(bank, answers, theta).information);
        }
      },
      prior);
}

std::vector<double> LogPrior(const Prior& prior, const ItemBank& bank,
                             absl::Span<const ScoredAnswer> answers,
                             const ThetaGrid& grid) {
  std::vector<double> log_density = LogPrior(prior, grid);
  std::visit(
      [&](const auto& member) {
        if constexpr (!kOfTheta<std::decay_t<decltype(member)>>) {
          for (int q = 0; q < grid.size(); ++q) {
            const double information =
                TestInformation(bank, answers, grid.theta(q));
            log_density[q] = member.LogDensityOf({information, 0, 0}).value;
          }
        }
      },
      prior);
  return log_density;
}

std::vector<double> LogPrior(const Prior& prior, const ThetaGrid& grid) {
  std::vector<double> log_density(grid.size());
  std::visit(
      [&](const auto& member) {
        for (int q = 0; q < grid.size(); ++q) {
          if constexpr (kOfTheta<std::decay_t<decltype(member)>>) {
            log_density[q] = member.LogDensity(grid.theta(q)).value;
          } else {
            log_density[q] = member.LogDensityOf({}).value;
          }
        }
      },
      prior);
  return log_density;
}

}  // namespace adaptest

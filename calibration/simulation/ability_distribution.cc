#include "calibration/simulation/ability_distribution.h"

#include <cmath>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr char kAllowed[] =
    "normal(MEAN,SD), uniform(LO,HI), grid(LO,HI,STEP), or a number";

absl::Status NotUnderstood(absl::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" is not understood; allowed: ", kAllowed));
}

absl::Status Outside(absl::string_view text, absl::string_view name,
                     double value, absl::string_view range) {
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", text, "\": ", name, " = ", value, " is outside ", range));
}

// The numbers in "name(1,2)"; empty where the text is not of that form.
std::vector<double> Arguments(absl::string_view text, absl::string_view name) {
  if (!absl::ConsumePrefix(&text, name)) return {};
  text = absl::StripLeadingAsciiWhitespace(text);
  if (!absl::ConsumePrefix(&text, "(") || !absl::ConsumeSuffix(&text, ")")) {
    return {};
  }
  std::vector<double> numbers;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    double number;
    if (!absl::SimpleAtod(part, &number) || !std::isfinite(number)) return {};
    numbers.push_back(number);
  }
  return numbers;
}

absl::Status CheckAbility(absl::string_view text, absl::string_view name,
                          double value) {
  if (std::abs(value) <= kMaxAbility) return absl::OkStatus();
  return Outside(text, name, value,
                 absl::StrCat("[", -kMaxAbility, ", ", kMaxAbility, "]"));
}

absl::StatusOr<AbilityDistribution> MakeNormal(absl::string_view text,
                                               double mean, double sd) {
  RETURN_IF_ERROR(CheckAbility(text, "mean", mean));
  if (!(sd > 0 && sd <= kMaxAbility)) {
    return Outside(text, "sd", sd, absl::StrCat("(0, ", kMaxAbility, "]"));
  }
  return NormalAbilities{mean, sd};
}

absl::Status CheckEnds(absl::string_view text, double lower, double upper) {
  RETURN_IF_ERROR(CheckAbility(text, "lower end", lower));
  RETURN_IF_ERROR(CheckAbility(text, "upper end", upper));
  if (lower < upper) return absl::OkStatus();
  return Outside(text, "upper end", upper,
                 absl::StrCat("(", lower, ", ", kMaxAbility, "]"));
}

absl::StatusOr<AbilityDistribution> MakeGrid(absl::string_view text,
                                             double lower, double upper,
                                             double step) {
  RETURN_IF_ERROR(CheckEnds(text, lower, upper));
  const double steps = (upper - lower) / step;
  if (!(step > 0 && steps < GridAbilities::kMaxPoints)) {
    return Outside(
        text, "step", step,
        absl::StrCat("what gives 1 to ", GridAbilities::kMaxPoints, " points"));
  }
  // (1 - 0) / 0.1 may fall just short of 10.
  const int points = static_cast<int>(std::floor(steps + 1e-9)) + 1;
  return GridAbilities{lower, step, points};
}

double Draw(const NormalAbilities& normal, int64_t, Random& random) {
  return normal.mean + normal.sd * random.Normal();
}

double Draw(const UniformAbilities& uniform, int64_t, Random& random) {
  return uniform.lower + (uniform.upper - uniform.lower) * random.Uniform();
}

double Draw(const GridAbilities& grid, int64_t drawn, Random&) {
  return grid.lower + grid.step * static_cast<double>(drawn % grid.points);
}

}  // namespace

absl::StatusOr<AbilityDistribution> ParseAbilities(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  double point;
  if (absl::SimpleAtod(text, &point) && std::isfinite(point)) {
    RETURN_IF_ERROR(CheckAbility(text, "theta", point));
    return GridAbilities{point, 1, 1};
  }
  if (const auto of = Arguments(text, "normal"); of.size() == 2) {
    return MakeNormal(text, of[0], of[1]);
  }
  if (const auto of = Arguments(text, "uniform"); of.size() == 2) {
    RETURN_IF_ERROR(CheckEnds(text, of[0], of[1]));
    return UniformAbilities{of[0], of[1]};
  }
  if (const auto of = Arguments(text, "grid"); of.size() == 3) {
    return MakeGrid(text, of[0], of[1], of[2]);
  }
  return NotUnderstood(text);
}

// A stream apart from those of the examinees, which count from 0.
AbilityDraws::AbilityDraws(const AbilityDistribution& distribution,
                           uint64_t seed)
    : distribution_(distribution),
      random_(Random::Stream(seed, ~uint64_t{0})) {}

double AbilityDraws::Next() {
  const int64_t drawn = drawn_++;
  return std::visit([&](const auto& of) { return Draw(of, drawn, random_); },
                    distribution_);
}

}  // namespace adaptest

#include "calibration/parameter_prior.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr std::pair<absl::string_view, ParameterPrior::Scale> kScales[] = {
    {"log", ParameterPrior::Scale::kLog},
    {"logit", ParameterPrior::Scale::kLogit}};
constexpr absl::string_view kParameters[] = {"a", "b", "c", "d"};
// Of steps and categories: a1, b2, c3.
constexpr absl::string_view kNumberedParameters = "abc";

absl::Status PriorError(absl::string_view text, absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat("prior \"", text, "\": ", message));
}

// name(inside) -> {name, inside}.
bool SplitCall(absl::string_view text, absl::string_view* name,
               absl::string_view* inside) {
  const size_t open = text.find('(');
  if (open == absl::string_view::npos || text.back() != ')') return false;
  *name = absl::StripAsciiWhitespace(text.substr(0, open));
  *inside = text.substr(open + 1, text.size() - open - 2);
  return true;
}

// A letter and a number of a step: "b2".
bool IsNumbered(absl::string_view name) {
  int step;
  return name.size() > 1 &&
         kNumberedParameters.find(name[0]) != absl::string_view::npos &&
         absl::SimpleAtoi(name.substr(1), &step) && step >= 1 &&
         step < kMaxCategories && absl::StrCat(step) == name.substr(1);
}

absl::Status ParseSubject(absl::string_view text, absl::string_view subject,
                          ParameterPrior& prior) {
  absl::string_view scale;
  absl::string_view parameter = subject;
  if (SplitCall(subject, &scale, &parameter)) {
    const auto* found =
        std::find_if(std::begin(kScales), std::end(kScales),
                     [&](const auto& entry) { return entry.first == scale; });
    if (found == std::end(kScales)) {
      return PriorError(text, absl::StrCat("scale \"", scale,
                                           "\" is unknown; allowed: log, "
                                           "logit"));
    }
    prior.scale = found->second;
  }
  prior.parameter = std::string(absl::StripAsciiWhitespace(parameter));
  if (std::find(std::begin(kParameters), std::end(kParameters),
                prior.parameter) != std::end(kParameters) ||
      IsNumbered(prior.parameter)) {
    return absl::OkStatus();
  }
  return PriorError(text, absl::StrCat("parameter \"", prior.parameter,
                                       "\" is unknown; allowed: ",
                                       absl::StrJoin(kParameters, ", "),
                                       ", or a letter with the number of a "
                                       "step, as in b2"));
}

absl::Status CheckArguments(absl::string_view text, absl::string_view name,
                            absl::Span<const ParameterSpec> specs,
                            absl::Span<const double> values) {
  if (values.size() != specs.size()) {
    return PriorError(text, absl::StrCat(name, " has ", specs.size(),
                                         " arguments, not ", values.size()));
  }
  for (size_t i = 0; i < specs.size(); ++i) {
    if (values[i] >= specs[i].lower && values[i] <= specs[i].upper) continue;
    return PriorError(
        text, absl::StrCat(specs[i].name, " = ", values[i], " is outside [",
                           specs[i].lower, ", ", specs[i].upper, "]"));
  }
  return absl::OkStatus();
}

template <size_t... I>
absl::Status MakeDensity(absl::string_view text, absl::string_view name,
                         absl::Span<const double> values, PriorDensity& density,
                         std::index_sequence<I...>) {
  std::vector<absl::string_view> names;
  absl::Status status = absl::OkStatus();
  bool found = false;
  const auto try_one = [&](auto member) {
    using Density = decltype(member);
    names.push_back(Density::kName);
    if (Density::kName != name) return;
    found = true;
    status = CheckArguments(text, name, Density::kArguments, values);
    if (status.ok()) density = Density{values[0], values[1]};
  };
  (try_one(std::variant_alternative_t<I, PriorDensity>{}), ...);
  if (found) return status;
  return PriorError(text,
                    absl::StrCat("density \"", name, "\" is unknown; allowed: ",
                                 absl::StrJoin(names, ", ")));
}

absl::Status ParseDensity(absl::string_view text, absl::string_view call,
                          ParameterPrior& prior) {
  absl::string_view name, inside;
  if (!SplitCall(call, &name, &inside)) {
    return PriorError(text, "expected PARAMETER=DENSITY(x,y)");
  }
  std::vector<double> values;
  for (const absl::string_view field : absl::StrSplit(inside, ',')) {
    values.emplace_back();
    if (absl::SimpleAtod(field, &values.back()) &&
        std::isfinite(values.back())) {
      continue;
    }
    return PriorError(text,
                      absl::StrCat("\"", field, "\" is not a finite number"));
  }
  return MakeDensity(
      text, name, values, prior.density,
      std::make_index_sequence<std::variant_size_v<PriorDensity>>());
}

template <class T>
T OnScale(ParameterPrior::Scale scale, const T& x) {
  switch (scale) {
    case ParameterPrior::Scale::kLog:
      return log(x);
    case ParameterPrior::Scale::kLogit:
      return log(x) - log(T(1.0) - x);
    case ParameterPrior::Scale::kIdentity:
      break;
  }
  return x;
}

bool InScale(ParameterPrior::Scale scale, double x) {
  if (scale == ParameterPrior::Scale::kLog) return x > 0;
  if (scale == ParameterPrior::Scale::kLogit) return x > 0 && x < 1;
  return true;
}

bool HasSubject(const ResponseModel& model, const ParameterPrior& prior) {
  for (const ParameterRange& range : ParametersOf(model, kMaxCategories)) {
    if (prior.AppliesTo(range.name) && range.lower < range.upper) return true;
  }
  return false;
}

std::vector<ParameterPrior> DefaultPriors() {
  return {{"a", ParameterPrior::Scale::kIdentity, LognormalDensity{0, 0.5}},
          {"b", ParameterPrior::Scale::kIdentity, NormalDensity{0, 2}},
          {"c", ParameterPrior::Scale::kIdentity, BetaDensity{5, 17}},
          {"d", ParameterPrior::Scale::kIdentity, BetaDensity{17, 5}}};
}

}  // namespace

bool ParameterPrior::AppliesTo(absl::string_view name) const {
  return name == parameter || (parameter == "b" && name[0] == 'b');
}

ParameterPrior::LogDensity ParameterPrior::At(double x) const {
  using First = Dual<1>;
  using Second = Dual<1, First>;
  if (!InScale(scale, x)) return {density::kNever, 0, 0};
  Second variable(First(x, 0), 0);
  const Second on_scale = OnScale(scale, variable);
  const Second y = std::visit(
      [&](const auto& d) { return d.LogDensity(on_scale); }, density);
  if (!std::isfinite(ValueOf(y))) return {density::kNever, 0, 0};
  return {y.value.value, y.slope[0].value, y.slope[0].slope[0]};
}

absl::StatusOr<ParameterPrior> ParseParameterPrior(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> sides =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  const absl::string_view subject = absl::StripAsciiWhitespace(sides.first);
  const absl::string_view call = absl::StripAsciiWhitespace(sides.second);
  if (subject.empty() || call.empty()) {
    return PriorError(text, "expected PARAMETER=DENSITY(x,y)");
  }
  ParameterPrior prior;
  RETURN_IF_ERROR(ParseSubject(text, subject, prior));
  RETURN_IF_ERROR(ParseDensity(text, call, prior));
  return prior;
}

std::string PriorText(const ParameterPrior& prior) {
  std::string subject = prior.parameter;
  for (const auto& [name, scale] : kScales) {
    if (scale == prior.scale) subject = absl::StrCat(name, "(", subject, ")");
  }
  return std::visit(
      [&](const auto& d) {
        const auto& [x, y] = d;
        return absl::StrCat(subject, "=", d.kName, "(", x, ",", y, ")");
      },
      prior.density);
}

absl::StatusOr<PriorChoice> PriorChoice::Parse(
    absl::Span<const std::string> texts) {
  PriorChoice choice;
  if (texts.size() == 1 && texts[0] == "default") return choice;
  choice.is_default_ = false;
  if (texts.size() == 1 && texts[0] == "none") return choice;
  for (const std::string& text : texts) {
    ASSIGN_OR_RETURN(ParameterPrior prior, ParseParameterPrior(text));
    for (const ParameterPrior& other : choice.priors_) {
      if (other.parameter == prior.parameter) {
        return PriorError(text, absl::StrCat("parameter ", prior.parameter,
                                             " has a prior already"));
      }
    }
    choice.priors_.push_back(std::move(prior));
  }
  return choice;
}

void PriorChoice::AddForItem(const std::string& item_id, ParameterPrior prior) {
  by_item_[item_id].push_back(std::move(prior));
}

std::vector<ParameterPrior> PriorChoice::For(absl::string_view item_id,
                                             const ResponseModel& model) const {
  std::vector<ParameterPrior> priors = priors_;
  if (is_default_) {
    const bool has_asymptote = std::holds_alternative<ThreePl>(model) ||
                               std::holds_alternative<FourPl>(model);
    if (has_asymptote) priors = DefaultPriors();
  }
  if (const auto found = by_item_.find(item_id); found != by_item_.end()) {
    for (const ParameterPrior& own : found->second) {
      std::erase_if(priors, [&](const ParameterPrior& prior) {
        return prior.parameter == own.parameter;
      });
      priors.push_back(own);
    }
  }
  std::erase_if(priors, [&](const ParameterPrior& prior) {
    return !HasSubject(model, prior);
  });
  return priors;
}

absl::Status PriorChoice::CheckAllUsed(
    absl::Span<const ResponseModel> models) const {
  for (const ParameterPrior& prior : priors_) {
    const bool used = std::any_of(
        models.begin(), models.end(),
        [&](const ResponseModel& model) { return HasSubject(model, prior); });
    if (used) continue;
    return PriorError(PriorText(prior),
                      absl::StrCat("no item has a parameter ", prior.parameter,
                                   " to be estimated"));
  }
  return absl::OkStatus();
}

}  // namespace adaptest

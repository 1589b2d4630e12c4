#include "engine/rule.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace adaptest {
namespace {

template <class Specs>
std::string NamesOf(const Specs& specs) {
  if (specs.empty()) return "none";
  return absl::StrJoin(specs, ", ", [](std::string* out, const auto& spec) {
    absl::StrAppend(out, spec.name);
  });
}

// Refuses a key of `values` that no spec names.
template <class Values, class Specs>
absl::Status CheckNames(const Rule& rule, absl::string_view kind,
                        const Values& values, const Specs& specs) {
  for (const auto& entry : values) {
    const std::string& name = entry.first;
    const bool known =
        std::any_of(specs.begin(), specs.end(),
                    [&](const auto& spec) { return spec.name == name; });
    if (known) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("rule ", rule.rule, ": ", kind, " \"", name,
                     "\" is unknown; allowed: ", NamesOf(specs)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<double>> ReadParameters(
    const Rule& rule, absl::Span<const ParameterSpec> specs) {
  if (!rule.rules.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("rule ", rule.rule, " takes no rules inside it"));
  }
  if (!rule.items.empty() && rule.rule != "sympson_hetter") {
    return absl::InvalidArgumentError(
        absl::StrCat("rule ", rule.rule, " takes no numbers by item"));
  }
  const absl::Status names =
      CheckNames(rule, "parameter", rule.parameters, specs);
  if (!names.ok()) return names;
  std::vector<double> values;
  for (const ParameterSpec& spec : specs) {
    const auto found = rule.parameters.find(std::string(spec.name));
    const double value =
        found == rule.parameters.end() ? spec.fallback : found->second;
    if (!(value >= spec.lower && value <= spec.upper)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "rule ", rule.rule, ": parameter ", spec.name, " = ", value,
          " is outside [", spec.lower, ", ", spec.upper, "]"));
    }
    values.push_back(value);
  }
  return values;
}

absl::StatusOr<std::vector<std::string>> ReadOptions(
    const Rule& rule, absl::Span<const OptionSpec> specs) {
  const absl::Status names = CheckNames(rule, "option", rule.options, specs);
  if (!names.ok()) return names;
  std::vector<std::string> values;
  for (const OptionSpec& spec : specs) {
    const auto found = rule.options.find(std::string(spec.name));
    const std::string value = found == rule.options.end()
                                  ? std::string(spec.allowed.front())
                                  : found->second;
    if (std::find(spec.allowed.begin(), spec.allowed.end(), value) ==
        spec.allowed.end()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "rule ", rule.rule, ": option ", spec.name, " = \"", value,
          "\"; allowed: ", absl::StrJoin(spec.allowed, ", ")));
    }
    values.push_back(value);
  }
  return values;
}

absl::Status ExpectNoArguments(const Rule& rule) {
  const absl::Status status = ReadParameters(rule, {}).status();
  return status.ok() ? ReadOptions(rule, {}).status() : status;
}

absl::Status UnknownRule(absl::string_view family, absl::string_view name,
                         absl::Span<const absl::string_view> allowed) {
  return absl::InvalidArgumentError(
      absl::StrCat(family, " \"", name,
                   "\" is unknown; allowed: ", absl::StrJoin(allowed, ", ")));
}

}  // namespace adaptest

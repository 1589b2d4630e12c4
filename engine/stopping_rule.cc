#include "engine/stopping_rule.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::StatusOr<std::vector<StoppingRule>> MakeRules(const Rule& rule) {
  Rule alone = rule;
  alone.rules.clear();
  RETURN_IF_ERROR(ExpectNoArguments(alone));
  if (rule.rules.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("rule ", rule.rule,
                     ": rules is empty; allowed: at least "
                     "one"));
  }
  std::vector<StoppingRule> rules;
  for (const Rule& inner : rule.rules) {
    ASSIGN_OR_RETURN(StoppingRule made, MakeStoppingRule(inner));
    rules.push_back(std::move(made));
  }
  return rules;
}

}  // namespace

absl::StatusOr<AnyOf> AnyOf::Make(const Rule& rule) {
  AnyOf made;
  ASSIGN_OR_RETURN(made.rules, MakeRules(rule));
  return made;
}

bool AnyOf::ShouldStop(const TestProgress& progress) const {
  return std::any_of(rules.begin(), rules.end(), [&](const StoppingRule& r) {
    return adaptest::ShouldStop(r, progress);
  });
}

absl::StatusOr<AllOf> AllOf::Make(const Rule& rule) {
  AllOf made;
  ASSIGN_OR_RETURN(made.rules, MakeRules(rule));
  return made;
}

bool AllOf::ShouldStop(const TestProgress& progress) const {
  return std::all_of(rules.begin(), rules.end(), [&](const StoppingRule& r) {
    return adaptest::ShouldStop(r, progress);
  });
}

absl::StatusOr<StoppingRule> MakeStoppingRule(const Rule& rule) {
  StoppingRule made;
  ASSIGN_OR_RETURN(made.member,
                   MakeByName<StoppingRuleMember>("stopping rule", rule));
  return made;
}

bool MayStopEarly(const StoppingRule& rule, int length) {
  const auto may = [&](const StoppingRule& r) {
    return MayStopEarly(r, length);
  };
  if (std::holds_alternative<FixedLength>(rule.member)) return false;
  if (const auto* at = std::get_if<Length>(&rule.member)) {
    return at->items < length;
  }
  if (const auto* any = std::get_if<AnyOf>(&rule.member)) {
    return std::any_of(any->rules.begin(), any->rules.end(), may);
  }
  if (const auto* all = std::get_if<AllOf>(&rule.member)) {
    return std::all_of(all->rules.begin(), all->rules.end(), may);
  }
  return true;
}

}  // namespace adaptest

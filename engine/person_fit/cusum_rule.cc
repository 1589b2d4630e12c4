#include "engine/person_fit/cusum_rule.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<CusumRule> CusumRule::Make(const Rule& rule) {
  if (rule.rule != kName) return UnknownRule("personFit", rule.rule, {kName});
  ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  const bool has_upper = rule.parameters.count("upper") > 0;
  const bool has_lower = rule.parameters.count("lower") > 0;
  if (has_upper != has_lower) {
    return absl::InvalidArgumentError(absl::StrCat(
        "personFit ", kName, ": parameter ", has_upper ? "upper" : "lower",
        " is there without ", has_upper ? "lower" : "upper",
        "; allowed: both, or neither for simulate to find"));
  }
  CusumRule cusum;
  cusum.false_alarm_rate = values[0];
  if (has_upper) cusum.bounds = CusumExtremes{values[1], values[2]};
  return cusum;
}

absl::Status CusumRule::CheckReady() const {
  if (bounds) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat("personFit ", kName,
                   " has no bounds upper and lower; adaptest simulate finds "
                   "them and writes them into exam.json"));
}

}  // namespace adaptest

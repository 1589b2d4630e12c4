#include "engine/exposure/sympson_hetter.h"

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<SympsonHetter> SympsonHetter::Make(const Rule& rule) {
  ASSIGN_OR_RETURN(const auto values, ReadParameters(rule, kParameters));
  RETURN_IF_ERROR(ReadOptions(rule, {}).status());
  SympsonHetter control;
  control.max_rate = values[0];
  control.rule_items = rule.items;
  return control;
}

absl::Status SympsonHetter::Prepare(const ItemBank& bank) {
  if (rule_items.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "exposure ", kName,
        " has no probabilities of items; find them by "
        "simulation: adaptest simulate --find-exposure, or bank import"));
  }
  probability.assign(bank.size(), 1);
  for (const auto& [id, k] : rule_items) {
    const auto item = bank.Find(id);
    if (!item) {
      return absl::InvalidArgumentError(
          absl::StrCat("exposure ", kName, ": item ", id,
                       " is not in the bank; find the probabilities again"));
    }
    if (!(k > 0 && k <= 1)) {
      return absl::InvalidArgumentError(
          absl::StrCat("exposure ", kName, ": probability of item ", id, " = ",
                       k, " is outside (0, 1]"));
    }
    probability[*item] = k;
  }
  return absl::OkStatus();
}

}  // namespace adaptest

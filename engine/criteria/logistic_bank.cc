#include "engine/criteria/logistic_bank.h"

#include "absl/strings/str_cat.h"

namespace adaptest {

absl::Status ExpectLogisticBank(absl::string_view criterion,
                                const ItemBank& bank) {
  for (const Item& item : bank.items()) {
    if (LogisticParametersOf(item)) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "criterion ", criterion, " needs dichotomous items, but item ", item.id,
        " has model ", NameOf(item.model),
        "; allowed: rasch, 1pl, 2pl, 3pl, 4pl"));
  }
  return absl::OkStatus();
}

}  // namespace adaptest

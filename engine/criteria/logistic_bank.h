#ifndef ADAPTEST_ENGINE_CRITERIA_LOGISTIC_BANK_H_
#define ADAPTEST_ENGINE_CRITERIA_LOGISTIC_BANK_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "engine/item_bank.h"
#include "engine/models/logistic_parameters.h"

namespace adaptest {

// Refuses a bank with an item that is not dichotomous, for criteria that need
// one discrimination and one difficulty.
absl::Status ExpectLogisticBank(absl::string_view criterion,
                                const ItemBank& bank);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_CRITERIA_LOGISTIC_BANK_H_

#ifndef ADAPTEST_CLI_ANSWERS_OPTION_H_
#define ADAPTEST_CLI_ANSWERS_OPTION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/ability_estimator.h"
#include "engine/item_bank.h"

namespace adaptest {

// Reads "Q1=1,Q7=0": items of the bank with the categories reached.
absl::StatusOr<std::vector<ScoredAnswer>> ParseAnswers(const ItemBank& bank,
                                                       const std::string& text);

// Reads the option --administered, "Q1,Q7": operational items of the bank, each
// once, as indices.
absl::StatusOr<std::vector<int>> ParseAdministered(const ItemBank& bank,
                                                   const std::string& text);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_ANSWERS_OPTION_H_

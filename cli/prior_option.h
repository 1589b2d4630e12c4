#ifndef ADAPTEST_CLI_PRIOR_OPTION_H_
#define ADAPTEST_CLI_PRIOR_OPTION_H_

#include <string>

#include "absl/status/statusor.h"
#include "engine/prior.h"

namespace adaptest {

// The value of --prior: normal(MEAN,SD), uniform, jeffreys, or grid(FILE) with
// FILE a table of columns theta and density (see GridPrior). Errors in the file
// name it; other errors are usage errors.
absl::StatusOr<Prior> ReadPriorOption(const std::string& text);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_PRIOR_OPTION_H_

#ifndef ADAPTEST_CLI_STORE_OPTION_H_
#define ADAPTEST_CLI_STORE_OPTION_H_

#include <string>

#include "absl/status/statusor.h"

namespace adaptest {

// The path of the SQLite file that --data and --store name: the store
// "sqlite:PATH", or without one DIR/adaptest.db. Creates the data directory.
absl::StatusOr<std::string> StorePath(const std::string& data_directory,
                                      const std::string& store);

// The path of the SQLite file in a data directory, which must be there.
absl::StatusOr<std::string> ExistingStorePath(
    const std::string& data_directory);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_STORE_OPTION_H_

#ifndef ADAPTEST_CLI_STORE_OPTION_H_
#define ADAPTEST_CLI_STORE_OPTION_H_

#include <string>

#include "absl/status/statusor.h"

namespace adaptest {

// The address of the store (open_store.h) that --data and --store name: the
// latter, or without one the SQLite file DIR/adaptest.db. Creates the data
// directory; one of the two is given.
absl::StatusOr<std::string> StoreAddress(const std::string& data_directory,
                                         const std::string& store);

// The same for a store that must be there, where it is in a data directory. A
// usage error where neither is named.
absl::StatusOr<std::string> ExistingStoreAddress(
    const std::string& data_directory, const std::string& store);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_STORE_OPTION_H_

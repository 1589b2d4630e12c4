#ifndef ADAPTEST_SERVICE_STORES_SQLITE_BACKUP_H_
#define ADAPTEST_SERVICE_STORES_SQLITE_BACKUP_H_

#include <string>

#include "absl/status/status.h"

namespace adaptest {

// Copies a store as it is at one moment, while a server may be using it, into a
// file that must not be there. The file is complete or absent.
absl::Status BackUpSqlite(const std::string& store, const std::string& file);

// Puts a back-up in the place of a store that must not be there, after a check
// that it is whole.
absl::Status RestoreSqlite(const std::string& file, const std::string& store);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_SQLITE_BACKUP_H_

#include "service/stores/open_store.h"

#include <regex>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/status_macros.h"
#include "service/stores/postgres_store.h"
#include "service/stores/sqlite_store.h"

namespace adaptest {
namespace {

template <typename T>
absl::StatusOr<std::unique_ptr<Store>> Opened(
    absl::StatusOr<std::unique_ptr<T>> store) {
  if (!store.ok()) return std::move(store).status();
  return std::unique_ptr<Store>(*std::move(store));
}

}  // namespace

bool IsStoreAddress(absl::string_view address) {
  return absl::StartsWith(address, "sqlite:") ||
         absl::StartsWith(address, "postgresql://");
}

absl::StatusOr<std::unique_ptr<Store>> OpenStore(const std::string& address,
                                                 const StoreOptions& options) {
  absl::string_view path = address;
  if (absl::ConsumePrefix(&path, "sqlite:")) {
    return Opened(SqliteStore::Open(std::string(path), options));
  }
  if (IsStoreAddress(address)) {
    return Opened(PostgresStore::Open(address, options));
  }
  return absl::InvalidArgumentError(
      absl::StrCat("store \"", WithoutPassword(address),
                   "\" is unknown; allowed: ", kStoreKinds));
}

std::string WithoutPassword(const std::string& address) {
  static const std::regex& in_authority =
      *new std::regex("^([a-z]+://[^:@/?]*):[^@/?]*@");
  static const std::regex& in_query = *new std::regex("([?&]password=)[^&]*");
  return std::regex_replace(
      std::regex_replace(address, in_authority, "$1:***@"), in_query, "$1***");
}

}  // namespace adaptest

#include "cli/store_option.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "cli/command.h"
#include "service/stores/open_store.h"

namespace adaptest {
namespace {

std::string DefaultPath(const std::string& data_directory) {
  return absl::StrCat(data_directory, "/adaptest.db");
}

std::string AddressOf(const std::string& path) {
  return absl::StrCat("sqlite:", path);
}

}  // namespace

absl::StatusOr<std::string> StoreAddress(const std::string& data_directory,
                                         const std::string& store) {
  if (!store.empty() && !IsStoreAddress(store)) {
    return UsageError(absl::StrCat("--store \"", WithoutPassword(store),
                                   "\" is unknown; allowed: ", kStoreKinds));
  }
  if (data_directory.empty()) return store;
  std::error_code error;
  std::filesystem::create_directories(data_directory, error);
  if (error) {
    return absl::UnavailableError(
        absl::StrCat(data_directory, ": cannot be created: ", error.message()));
  }
  if (!store.empty()) return store;
  return AddressOf(DefaultPath(data_directory));
}

absl::StatusOr<std::string> ExistingStoreAddress(
    const std::string& data_directory, const std::string& store) {
  if (!store.empty()) return StoreAddress(data_directory, store);
  if (data_directory.empty()) return UsageError("--data or --store is needed");
  const std::string path = DefaultPath(data_directory);
  std::error_code error;
  if (std::filesystem::exists(path, error)) return AddressOf(path);
  return absl::NotFoundError(absl::StrCat(
      path, ": there is no store; bank import and serve make one"));
}

}  // namespace adaptest

#include "cli/store_option.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/command.h"

namespace adaptest {
namespace {

std::string DefaultPath(const std::string& data_directory) {
  return absl::StrCat(data_directory, "/adaptest.db");
}

}  // namespace

absl::StatusOr<std::string> StorePath(const std::string& data_directory,
                                      const std::string& store) {
  absl::string_view path = store;
  if (!store.empty() && !absl::ConsumePrefix(&path, "sqlite:")) {
    return UsageError(absl::StrCat("--store \"", store,
                                   "\" is unknown; allowed: sqlite:PATH"));
  }
  std::error_code error;
  std::filesystem::create_directories(data_directory, error);
  if (error) {
    return absl::UnavailableError(
        absl::StrCat(data_directory, ": cannot be created: ", error.message()));
  }
  if (!store.empty()) return std::string(path);
  return DefaultPath(data_directory);
}

absl::StatusOr<std::string> ExistingStorePath(
    const std::string& data_directory) {
  const std::string path = DefaultPath(data_directory);
  std::error_code error;
  if (std::filesystem::exists(path, error)) return path;
  return absl::NotFoundError(absl::StrCat(
      path, ": there is no store; bank import and serve make one"));
}

}  // namespace adaptest

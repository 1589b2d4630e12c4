#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "cli/command.h"
#include "cli/store_option.h"
#include "engine/status_macros.h"
#include "service/stores/sqlite_backup.h"

namespace adaptest {
namespace {

struct Arguments {
  std::string data;
  std::string store;
  std::string file;
};

// The file of an SQLite store.
absl::StatusOr<std::string> FileOf(absl::string_view address) {
  if (absl::ConsumePrefix(&address, "sqlite:")) return std::string(address);
  return UsageError(
      "only SQLite stores are copied here; use pg_dump and pg_restore for "
      "PostgreSQL");
}

absl::Status BackUp(const Arguments& a) {
  ASSIGN_OR_RETURN(const std::string address,
                   ExistingStoreAddress(a.data, a.store));
  ASSIGN_OR_RETURN(const std::string store, FileOf(address));
  RETURN_IF_ERROR(BackUpSqlite(store, a.file));
  std::cout << a.file << " holds the store" << std::endl;
  return absl::OkStatus();
}

absl::Status Restore(const Arguments& a) {
  if (a.store.empty() && a.data.empty()) {
    return UsageError("--data or --store is needed");
  }
  ASSIGN_OR_RETURN(const std::string address, StoreAddress(a.data, a.store));
  ASSIGN_OR_RETURN(const std::string store, FileOf(address));
  RETURN_IF_ERROR(RestoreSqlite(a.file, store));
  std::cout << store << " is restored" << std::endl;
  return absl::OkStatus();
}

void AddPlace(CLI::App& command, Arguments& a) {
  command.add_option("--data", a.data, "directory of the server's data");
  command.add_option("--store", a.store, "sqlite:PATH");
}

}  // namespace

Run AddBackup(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "backup", "Copy the store as it is now; the server may be running");
  AddPlace(*command, *a);
  command->add_option("--out", a->file, "file to write; it must not be there")
      ->required();
  command->footer(
      "A PostgreSQL store is backed up by pg_dump.\nExample:\n"
      "  adaptest backup --data /var/lib/adaptest --out monday.db");
  return [a] { return BackUp(*a); };
}

Run AddRestore(CLI::App& app) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand(
      "restore", "Put a back-up in the place of a store that is not there");
  command->add_option("file", a->file, "what backup wrote")->required();
  AddPlace(*command, *a);
  command->footer(
      "Example:\n"
      "  adaptest restore monday.db --data /var/lib/adaptest");
  return [a] { return Restore(*a); };
}

}  // namespace adaptest

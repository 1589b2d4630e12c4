#ifndef ADAPTEST_CLI_BANK_OPTION_H_
#define ADAPTEST_CLI_BANK_OPTION_H_

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "engine/item_bank.h"

namespace adaptest {

// The options --bank and --model, which several subcommands take.
struct BankOption {
  std::string bank;
  std::string model;

  void AddTo(CLI::App& command);
  absl::StatusOr<std::shared_ptr<const ItemBank>> Read() const;
};

}  // namespace adaptest

#endif  // ADAPTEST_CLI_BANK_OPTION_H_

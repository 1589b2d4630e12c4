#ifndef ADAPTEST_CLI_BANK_OPTION_H_
#define ADAPTEST_CLI_BANK_OPTION_H_

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/item_bank.h"

namespace adaptest {

// The options --bank, --model, --metric and --cold-start, which several
// subcommands take.
struct BankOption {
  std::string bank;
  std::string model;
  std::string metric = "logistic";
  bool cold_start = false;

  void AddTo(CLI::App& command);

  // Without --bank, for a command that names the file otherwise.
  void AddModelTo(CLI::App& command);

  absl::StatusOr<std::shared_ptr<const ItemBank>> Read() const;

  // The same without the items that have no parameters, as calibrate leaves
  // those that it could not fit: their ids go to `left_out` and are told on
  // standard error. With --cold-start there are none.
  absl::StatusOr<std::shared_ptr<const ItemBank>> ReadFitted(
      std::vector<std::string>& left_out) const;

 private:
  absl::StatusOr<std::optional<ResponseModel>> DefaultModel() const;
  absl::StatusOr<std::shared_ptr<const ItemBank>> InMetric(
      ItemBank items) const;
};

// Says on standard error how many items are provisional, in a command that
// takes their parameters as known.
void NoteProvisional(const ItemBank& bank);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_BANK_OPTION_H_

#include "cli/bank_option.h"

#include <optional>
#include <utility>

#include "calibration/files/items_csv.h"
#include "cli/command.h"
#include "engine/status_macros.h"

namespace adaptest {

void BankOption::AddTo(CLI::App& command) {
  command.add_option("--bank", bank, "items.csv of the item bank")->required();
  command.add_option(
      "--model", model,
      "response model of items that state none: " + ResponseModelNames());
}

absl::StatusOr<std::shared_ptr<const ItemBank>> BankOption::Read() const {
  std::optional<ResponseModel> default_model;
  if (!model.empty()) {
    const absl::StatusOr<ResponseModel> named = ResponseModelByName(model);
    if (!named.ok()) return UsageError(named.status().message());
    default_model = *named;
  }
  ASSIGN_OR_RETURN(ItemBank items, ReadItemsCsv(bank, default_model));
  return std::make_shared<const ItemBank>(std::move(items));
}

}  // namespace adaptest

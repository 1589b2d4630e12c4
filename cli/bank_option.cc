#include "cli/bank_option.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>

#include "absl/strings/str_join.h"
#include "calibration/files/items_csv.h"
#include "calibration/files/normal_metric.h"
#include "calibration/files/text_file.h"
#include "cli/command.h"
#include "engine/status_macros.h"

namespace adaptest {

namespace {

// Provisional parameters are not from the file: they are logistic already.
absl::StatusOr<ItemBank> ConvertMetric(const std::string& file,
                                       const ItemBank& bank) {
  std::vector<Item> items = bank.items();
  for (Item& item : items) {
    if (item.provisional) continue;
    absl::StatusOr<Item> converted = FromNormalMetric(std::move(item));
    if (!converted.ok()) return InFile(file, converted.status());
    item = *std::move(converted);
  }
  absl::StatusOr<ItemBank> made = ItemBank::Make(std::move(items));
  if (!made.ok()) return InFile(file, made.status());
  std::cerr << "note: discriminations multiplied by " << kNormalMetric
            << ", from the normal to the logistic metric\n";
  return made;
}

}  // namespace

void BankOption::AddTo(CLI::App& command) {
  command.add_option("--bank", bank, "items.csv of the item bank")->required();
  AddModelTo(command);
}

void BankOption::AddModelTo(CLI::App& command) {
  command.add_option(
      "--model", model,
      "response model of items that state none: " + ResponseModelNames());
  command
      .add_option("--metric", metric,
                  "of the discriminations in the file: logistic, or normal, "
                  "which are multiplied by 1.702")
      ->check(CLI::IsMember({"logistic", "normal"}));
  command.add_flag("--cold-start", cold_start,
                   "give items without parameters provisional ones, from "
                   "type, area and judged_difficulty");
}

absl::StatusOr<std::optional<ResponseModel>> BankOption::DefaultModel() const {
  if (model.empty()) return std::nullopt;
  const absl::StatusOr<ResponseModel> named = ResponseModelByName(model);
  if (!named.ok()) return UsageError(named.status().message());
  return *named;
}

absl::StatusOr<std::shared_ptr<const ItemBank>> BankOption::Read() const {
  ASSIGN_OR_RETURN(const auto default_model, DefaultModel());
  ASSIGN_OR_RETURN(ItemBank items,
                   cold_start ? ReadColdStartItemsCsv(bank, default_model)
                              : ReadItemsCsv(bank, default_model));
  return InMetric(std::move(items));
}

absl::StatusOr<std::shared_ptr<const ItemBank>> BankOption::ReadFitted(
    std::vector<std::string>& left_out) const {
  if (cold_start) return Read();
  ASSIGN_OR_RETURN(const auto default_model, DefaultModel());
  ASSIGN_OR_RETURN(std::vector<Item> items,
                   ReadUncalibratedItemsCsv(bank, default_model));
  const auto begin = std::stable_partition(
      items.begin(), items.end(),
      [](const Item& item) { return !item.parameters.empty(); });
  for (auto item = begin; item != items.end(); ++item) {
    left_out.push_back(item->id);
  }
  items.erase(begin, items.end());
  if (items.empty()) {
    return InFile(bank, absl::InvalidArgumentError("no item has parameters"));
  }
  if (!left_out.empty()) {
    std::cerr << "note: without parameters, and left out: "
              << absl::StrJoin(left_out, ", ") << "\n";
  }
  auto made = ItemBank::Make(std::move(items));
  if (!made.ok()) return InFile(bank, made.status());
  return InMetric(*std::move(made));
}

absl::StatusOr<std::shared_ptr<const ItemBank>> BankOption::InMetric(
    ItemBank items) const {
  if (metric == "normal") {
    ASSIGN_OR_RETURN(items, ConvertMetric(bank, items));
  }
  return std::make_shared<const ItemBank>(std::move(items));
}

void NoteProvisional(const ItemBank& bank) {
  const auto count =
      std::count_if(bank.items().begin(), bank.items().end(),
                    [](const Item& item) { return item.provisional; });
  if (count == 0) return;
  std::cerr << "note: the parameters of " << count << " of " << bank.size()
            << " items are provisional and taken as known here, so standard "
               "errors are too small\n";
}

}  // namespace adaptest

#include "calibration/files/items_csv.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/first_lines.h"
#include "calibration/files/items_csv_reader.h"
#include "engine/status_macros.h"
#include "engine/uncertainty/cold_start.h"

namespace adaptest {
namespace {

// What becomes of an item without parameters.
enum class NoParameters { kRefused, kKept, kFilled };

absl::Status CheckParameters(const Item& item, const ItemReader& reader,
                             NoParameters what) {
  if (!item.parameters.empty() || what == NoParameters::kKept) {
    return absl::OkStatus();
  }
  if (what == NoParameters::kRefused) {
    return absl::InvalidArgumentError(
        absl::StrCat("item ", item.id,
                     ": no parameters; commands with the flag --cold-start "
                     "give it provisional ones; without its row, --drop "
                     "unknown_items leaves out its answers"));
  }
  if (!reader.StatesModel()) {
    return absl::InvalidArgumentError(
        absl::StrCat("item ", item.id,
                     ": neither parameters nor a model; a column model or "
                     "--model says which"));
  }
  // What FillProvisional would refuse, while the line is known.
  return ColdStartPrior(item, ColdStartKnowledge()).status();
}

absl::StatusOr<std::vector<Item>> ReadItems(const std::string& path,
                                            std::optional<ResponseModel> model,
                                            NoParameters no_parameters) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const ItemReader reader, ItemReader::Make(csv, model));
  std::vector<Item> items;
  FirstLines lines;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    ASSIGN_OR_RETURN(Item item, reader.ReadRow(items.size() + 1));
    const absl::Status status = CheckParameters(item, reader, no_parameters);
    if (!status.ok()) return csv.Error(status.message());
    if (const int line = lines.Add(item.id, csv.line())) {
      return csv.Error(
          absl::StrCat("item ", item.id, " occurs already on line ", line));
    }
    items.push_back(std::move(item));
  }
  if (items.empty()) return csv.Error("no rows below the header");
  return items;
}

}  // namespace

absl::StatusOr<ItemBank> ReadItemsCsv(
    const std::string& path, std::optional<ResponseModel> default_model) {
  ASSIGN_OR_RETURN(auto items,
                   ReadItems(path, default_model, NoParameters::kRefused));
  return ItemBank::Make(std::move(items));
}

absl::StatusOr<ItemBank> ReadColdStartItemsCsv(
    const std::string& path, std::optional<ResponseModel> default_model) {
  ASSIGN_OR_RETURN(auto items,
                   ReadItems(path, default_model, NoParameters::kFilled));
  ASSIGN_OR_RETURN(auto filled, FillProvisional(std::move(items)));
  return ItemBank::Make(std::move(filled));
}

absl::StatusOr<std::vector<Item>> ReadUncalibratedItemsCsv(
    const std::string& path, std::optional<ResponseModel> default_model) {
  return ReadItems(path, default_model, NoParameters::kKept);
}

}  // namespace adaptest

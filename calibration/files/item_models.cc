#include "calibration/files/item_models.h"

#include "absl/strings/str_cat.h"
#include "calibration/calibrated_models.h"
#include "calibration/files/csv_reader.h"
#include "engine/status_macros.h"

namespace adaptest {

absl::StatusOr<ItemModel> ItemModels::Of(absl::string_view item_id) const {
  const auto found = by_item.find(std::string(item_id));
  if (found != by_item.end()) return found->second;
  if (others.has_value()) return *others;
  return absl::InvalidArgumentError(absl::StrCat(
      "item ", item_id, ": is in neither the bank nor the file of models"));
}

absl::StatusOr<ItemModels> ReadItemModels(const std::string& path) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int id, csv.Require("item_id"));
  ASSIGN_OR_RETURN(const int model, csv.Require("model"));
  ItemModels models;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) return models;
    const std::string item(csv.field(id));
    const auto named = CalibratedModelByName(csv.field(model));
    if (!named.ok()) {
      return csv.Error(
          absl::StrCat("item ", item, ": ", named.status().message()));
    }
    if (!models.by_item.emplace(item, *named).second) {
      return csv.Error(absl::StrCat("item ", item, " occurs twice"));
    }
  }
}

}  // namespace adaptest

#include "calibration/files/item_models.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "engine/status_macros.h"

namespace adaptest {

namespace {

absl::StatusOr<ItemModel> ModelOf(const CsvReader& csv, int model,
                                  std::optional<int> categories) {
  ASSIGN_OR_RETURN(const ResponseModel named,
                   ResponseModelByName(csv.field(model)));
  if (!categories || IsMissing(csv.field(*categories))) return named;
  const int most = IsPolytomous(named) ? kMaxCategories : 2;
  int stated;
  if (!absl::SimpleAtoi(csv.field(*categories), &stated) || stated < 2 ||
      stated > most) {
    return absl::InvalidArgumentError(absl::StrCat(
        "categories \"", csv.field(*categories), "\", model ", NameOf(named),
        " allows ", most == 2 ? "2" : absl::StrCat("2 to ", most)));
  }
  return ItemModel(named, stated);
}

}  // namespace

absl::StatusOr<ItemModel> ItemModels::Of(absl::string_view item_id) const {
  const auto found = by_item.find(std::string(item_id));
  if (found != by_item.end()) return found->second;
  if (others.has_value()) return *others;
  return absl::InvalidArgumentError(absl::StrCat(
      "item ", item_id, ": is in neither the bank nor the file of models"));
}

ItemModels ItemModels::Unknown() {
  ItemModels models;
  models.others = ItemModel(NominalResponse());
  models.are_known = false;
  return models;
}

std::string ItemModels::Allowed(const ResponseModel& model,
                                int num_categories) const {
  const std::string range = absl::StrCat("0 to ", num_categories - 1);
  if (!are_known) return absl::StrCat("allowed: ", range);
  return absl::StrCat("model ", NameOf(model), " allows ", range);
}

absl::StatusOr<ItemModels> ReadItemModels(const std::string& path) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int id, csv.Require("item_id"));
  ASSIGN_OR_RETURN(const int model, csv.Require("model"));
  const std::optional<int> categories = csv.Find("categories");
  ItemModels models;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) return models;
    const std::string item(csv.field(id));
    const absl::StatusOr<ItemModel> named = ModelOf(csv, model, categories);
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

#include "calibration/files/testdesign_pool.h"

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/first_lines.h"
#include "calibration/files/item_columns.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr absl::string_view kStimulusPrefix = "stimulus_";

absl::StatusOr<ResponseModel> ModelNamed(absl::string_view name) {
  static constexpr std::pair<absl::string_view, absl::string_view> kModels[] = {
      {"1PL", "rasch"}, {"2PL", "2pl"},  {"3PL", "3pl"},
      {"PC", "pcm"},    {"GPC", "gpcm"}, {"GR", "grm"}};
  for (const auto& [theirs, ours] : kModels) {
    if (absl::AsciiStrToUpper(name) == theirs) return ResponseModelByName(ours);
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "MODEL \"", name, "\" is unknown; allowed: 1PL, 2PL, 3PL, PC, GPC, GR"));
}

// The columns PAR1, PAR2 .. in their order; with ID and MODEL there are no
// others.
absl::StatusOr<std::vector<int>> ParameterColumns(const CsvReader& csv) {
  std::vector<int> parameters;
  while (const auto found =
             csv.Find(absl::StrCat("PAR", parameters.size() + 1))) {
    parameters.push_back(*found);
  }
  const std::set<int> known(parameters.begin(), parameters.end());
  for (size_t i = 0; i < csv.columns().size(); ++i) {
    const std::string& column = csv.columns()[i];
    if (column == "ID" || column == "MODEL" || known.count(i) > 0) continue;
    return csv.Error(absl::StrCat("column \"", column,
                                  "\" is unknown; allowed: ID, MODEL, PAR1, "
                                  "PAR2 and so on"));
  }
  return parameters;
}

// The parameters up to the last one with a value.
absl::StatusOr<std::vector<double>> ReadParameters(
    const CsvReader& csv, const std::vector<int>& columns) {
  std::vector<double> parameters;
  for (size_t k = 0; k < columns.size(); ++k) {
    const absl::string_view field = csv.field(columns[k]);
    if (IsMissing(field)) continue;
    const std::optional<double> value = ParseNumber(field);
    if (!value) {
      return absl::InvalidArgumentError(absl::StrCat(
          "PAR", k + 1, " = \"", field, "\" is not a finite number"));
    }
    if (parameters.size() < k) {
      return absl::InvalidArgumentError(
          absl::StrCat("PAR", parameters.size() + 1, " is empty, but PAR",
                       k + 1, " is not"));
    }
    parameters.push_back(*value);
  }
  return parameters;
}

absl::Status ReadModel(const CsvReader& csv, absl::string_view model,
                       const std::vector<int>& columns, Item& item) {
  ASSIGN_OR_RETURN(item.model, ModelNamed(model));
  ASSIGN_OR_RETURN(item.parameters, ReadParameters(csv, columns));
  if (!std::holds_alternative<Rasch>(item.model)) return absl::OkStatus();
  if (item.parameters.size() != 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        "MODEL 1PL has 1 parameter, not ", item.parameters.size()));
  }
  item.parameters.insert(item.parameters.begin(), 1.0);  // a
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Item>> ReadItems(const std::string& path) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int id, csv.Require("ID"));
  ASSIGN_OR_RETURN(const int model, csv.Require("MODEL"));
  ASSIGN_OR_RETURN(const std::vector<int> columns, ParameterColumns(csv));
  std::vector<Item> items;
  FirstLines lines;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    Item item;
    item.id = std::string(csv.field(id));
    const absl::Status read = ReadModel(csv, csv.field(model), columns, item);
    if (!read.ok()) {
      return csv.Error(absl::StrCat("item ", item.id, ": ", read.message()));
    }
    const absl::Status valid = ValidateItem(item);
    if (!valid.ok()) return csv.Error(valid.message());
    if (const int line = lines.Add(item.id, csv.line())) {
      return csv.Error(
          absl::StrCat("item ", item.id, " occurs already on line ", line));
    }
    items.push_back(std::move(item));
  }
  if (items.empty()) return csv.Error("no rows below the header");
  return items;
}

using ItemsByKey = std::map<std::string, std::vector<Item*>>;

// The items of the current row, which is the first one with its key.
absl::StatusOr<std::vector<Item*>> ItemsOfRow(const CsvReader& csv, int key,
                                              const ItemsByKey& items,
                                              FirstLines& lines) {
  const std::string value(csv.field(key));
  const auto found = items.find(value);
  if (found == items.end()) {
    return csv.Error(absl::StrCat(csv.columns()[key], " \"", value,
                                  "\" is that of no item"));
  }
  const int line = lines.Add(value, csv.line());
  if (line == 0) return found->second;
  return csv.Error(absl::StrCat(csv.columns()[key], " \"", value,
                                "\" occurs already on line ", line));
}

// Gives the items the columns of a file that has one row for each key, under
// the names here.
absl::Status FillAttributes(CsvReader& csv, absl::string_view key_name,
                            const TestDesignNames& names,
                            const ItemsByKey& by_key) {
  ASSIGN_OR_RETURN(const int key, csv.Require(key_name));
  FirstLines lines;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    ASSIGN_OR_RETURN(const std::vector<Item*> items,
                     ItemsOfRow(csv, key, by_key, lines));
    for (int i = 0; i < static_cast<int>(csv.columns().size()); ++i) {
      if (i == key || IsMissing(csv.field(i))) continue;
      const std::string& name = names.at(csv.columns()[i]);
      for (Item* item : items) {
        (name == "item_set" ? item->item_set : item->attributes[name]) =
            std::string(csv.field(i));
      }
    }
  }
  for (const auto& items : by_key) {
    if (lines.Has(items.first)) continue;
    return csv.Error(absl::StrCat("the file ends without a row of ", key_name,
                                  " \"", items.first, "\""));
  }
  return absl::OkStatus();
}

absl::Status AddAttributes(const std::string& path, TestDesignPool& pool) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  pool.item_names["ID"] = "item_id";
  if (csv.Find("STID")) {
    pool.item_names["STID"] = pool.stimulus_names["STID"] = "item_set";
  }
  for (const std::string& column : csv.columns()) {
    if (pool.item_names.emplace(column, column).second &&
        !IsAttributeColumn(column)) {
      return csv.Error(absl::StrCat("column \"", column,
                                    "\" has another meaning in items.csv; "
                                    "allowed: any other name"));
    }
  }
  ItemsByKey by_id;
  for (Item& item : pool.items) by_id[item.id] = {&item};
  return FillAttributes(csv, "ID", pool.item_names, by_id);
}

absl::Status AddStimuli(const std::string& path, TestDesignPool& pool) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  for (const std::string& column : csv.columns()) {
    if (column == "STID") continue;
    const std::string name = absl::StrCat(kStimulusPrefix, column);
    pool.stimulus_names[column] = name;
    if (pool.item_names.count(name) == 0) continue;
    return csv.Error(absl::StrCat("column \"", column, "\" becomes ", name,
                                  ", which the items have already"));
  }
  ItemsByKey by_set;
  for (Item& item : pool.items) {
    if (!item.item_set.empty()) by_set[item.item_set].push_back(&item);
  }
  return FillAttributes(csv, "STID", pool.stimulus_names, by_set);
}

}  // namespace

absl::StatusOr<TestDesignPool> ReadTestDesignPool(
    const std::string& pool_path, const std::string& attributes_path,
    const std::string& stimuli_path) {
  TestDesignPool pool;
  ASSIGN_OR_RETURN(pool.items, ReadItems(pool_path));
  RETURN_IF_ERROR(AddAttributes(attributes_path, pool));
  if (!stimuli_path.empty()) {
    RETURN_IF_ERROR(AddStimuli(stimuli_path, pool));
  }
  return pool;
}

}  // namespace adaptest

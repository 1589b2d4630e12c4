#include "calibration/files/items_csv_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/item_columns.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::StatusOr<bool> ProvisionalByName(absl::string_view name) {
  if (name == "true" || name == "false") return name == "true";
  return absl::InvalidArgumentError(absl::StrCat(
      "provisional = \"", name, "\" is unknown; allowed: true, false"));
}

}  // namespace

absl::StatusOr<ItemReader> ItemReader::Make(
    CsvReader& csv, std::optional<ResponseModel> model) {
  ItemReader reader(csv, model);
  for (size_t i = 0; i < csv.columns().size(); ++i) {
    const std::string& column = csv.columns()[i];
    reader.has_betaj_ |= absl::StartsWith(column, "betaj");
    reader.has_deltaj_ |= absl::StartsWith(column, "deltaj");
    std::string name = CanonicalName(column);
    if (!IsParameterName(name)) name = CanonicalPrecision(column);
    if (IsOtherNumber(column)) name = column;
    if (!name.empty()) {
      if (!reader.numbers_.emplace(name, i).second) {
        return csv.Error(
            absl::StrCat("two columns mean ", name, "; one is ", column));
      }
    } else if (!IsTextColumn(column)) {
      reader.attributes_.emplace(column, i);
    }
  }
  return reader;
}

absl::StatusOr<std::optional<double>> ItemReader::Number(
    const std::string& name) const {
  const auto found = numbers_.find(name);
  if (found == numbers_.end()) return std::nullopt;
  const absl::string_view field = csv_->field(found->second);
  if (IsMissing(field)) return std::nullopt;
  const std::optional<double> value = ParseNumber(field);
  if (value) return value;
  return absl::InvalidArgumentError(
      absl::StrCat(name, " = \"", field, "\" is not a finite number"));
}

absl::string_view ItemReader::Text(absl::string_view column) const {
  const std::optional<int> found = csv_->Find(column);
  if (!found || IsMissing(csv_->field(*found))) return "";
  return csv_->field(*found);
}

bool ItemReader::HasValue(const std::string& name) const {
  const auto found = numbers_.find(name);
  return found != numbers_.end() && !IsMissing(csv_->field(found->second));
}

bool ItemReader::HasStep(char letter) const {
  for (const auto& [name, column] : numbers_) {
    if (IsParameterName(name) && name[0] == letter && name.size() > 1 &&
        !IsMissing(csv_->field(column))) {
      return true;
    }
  }
  return false;
}

// Up to the last step that has a parameter in this row.
int ItemReader::NumCategoriesOf(const ResponseModel& model) const {
  int categories = 2;
  for (const ParameterRange& range : ParametersOf(model, kMaxCategories)) {
    int step = 0;
    if (absl::SimpleAtoi(range.name.substr(1), &step) &&
        HasValue(std::string(range.name))) {
      categories = std::max(categories, step + 1);
    }
  }
  return categories;
}

absl::StatusOr<ResponseModel> ItemReader::Model() const {
  if (const auto name = Text("model"); !name.empty()) {
    return ResponseModelByName(name);
  }
  if (default_model_) return *default_model_;
  return ModelFromColumns();
}

absl::StatusOr<ResponseModel> ItemReader::ModelFromColumns() const {
  if (HasStep('a') || HasStep('c')) return NominalResponse();
  if (HasStep('b')) {
    if (has_betaj_ && !has_deltaj_) return GradedResponse();
    if (numbers_.count("a") == 0) return PartialCredit();
    if (has_deltaj_ && !has_betaj_) return GeneralizedPartialCredit();
    return absl::InvalidArgumentError(
        "columns a and b1 .. are those of both grm and gpcm; a column model or "
        "--model says which");
  }
  ASSIGN_OR_RETURN(const std::optional<double> c, Number("c"));
  ASSIGN_OR_RETURN(const std::optional<double> d, Number("d"));
  if (d.value_or(1) != 1) return FourPl();
  if (c.has_value()) return ThreePl();
  return TwoPl();
}

absl::Status ItemReader::ReadContents(Item& item) const {
  if (const auto status = Text("status"); !status.empty()) {
    ASSIGN_OR_RETURN(item.status, ItemStatusByName(status));
  }
  if (const auto mark = Text("provisional"); !mark.empty()) {
    ASSIGN_OR_RETURN(item.provisional, ProvisionalByName(mark));
  }
  item.enemy_group = std::string(Text("enemy_group"));
  item.item_set = std::string(Text("item_set"));
  ASSIGN_OR_RETURN(const auto seconds, Number("expected_seconds"));
  item.expected_seconds = seconds.value_or(0);
  ASSIGN_OR_RETURN(const auto intensity, Number("time_intensity"));
  ASSIGN_OR_RETURN(const auto discrimination, Number("time_discrimination"));
  ASSIGN_OR_RETURN(item.response_time,
                   ResponseTimeOf(intensity, discrimination));
  for (const auto& [name, column] : attributes_) {
    if (IsMissing(csv_->field(column))) continue;
    item.attributes[name] = std::string(csv_->field(column));
  }
  return absl::OkStatus();
}

absl::Status ItemReader::ReadParameters(Item& item) const {
  std::string missing;
  const auto ranges = ParametersOf(item.model, NumCategoriesOf(item.model));
  for (const ParameterRange& range : ranges) {
    ASSIGN_OR_RETURN(std::optional<double> value,
                     Number(std::string(range.name)));
    // A parameter that can have one value only need not be written.
    if (!value && range.lower == range.upper) value = range.lower;
    if (!value && range.name == "d") value = 1;
    if (value) {
      item.parameters.push_back(*value);
    } else if (missing.empty()) {
      missing = std::string(range.name);
    }
  }
  RETURN_IF_ERROR(CheckUnused(item.model, ranges));
  if (missing.empty()) return absl::OkStatus();
  for (const auto& [name, column] : numbers_) {
    if (!IsParameterName(name) || IsMissing(csv_->field(column))) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "parameter ", missing, " of model ", NameOf(item.model), " is empty"));
  }
  item.parameters.clear();
  return absl::OkStatus();
}

absl::Status ItemReader::CheckUnused(
    const ResponseModel& model, absl::Span<const ParameterRange> used) const {
  const bool unit_a = std::holds_alternative<PartialCredit>(model);
  for (const auto& numbered : numbers_) {
    const std::string& name = numbered.first;
    if (!IsParameterName(name) ||
        std::any_of(used.begin(), used.end(),
                    [&](const auto& range) { return range.name == name; })) {
      continue;
    }
    ASSIGN_OR_RETURN(const std::optional<double> value, Number(name));
    if (!value || (name == "a" && unit_a && *value == 1) ||
        (name == "c" && *value == 0) || (name == "d" && *value == 1)) {
      continue;
    }
    return absl::InvalidArgumentError(absl::StrCat("model ", NameOf(model),
                                                   " has no parameter ", name,
                                                   ", which is ", *value));
  }
  return absl::OkStatus();
}

absl::Status ItemReader::ReadCovariance(Item& item) const {
  if (item.parameters.empty()) return absl::OkStatus();
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  const size_t n = ranges.size();
  std::vector<double> covariance(n * n, 0);
  bool any = false;
  for (size_t i = 0; i < n; ++i) {
    ASSIGN_OR_RETURN(const auto se,
                     Number(absl::StrCat("se_", ranges[i].name)));
    if (se.value_or(0) < 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("standard error se_", ranges[i].name, " = ", *se,
                       " is negative; allowed: 0 or more"));
    }
    covariance[i * n + i] = se.value_or(0) * se.value_or(0);
    any |= se.has_value();
    for (size_t j = 0; j < i; ++j) {
      ASSIGN_OR_RETURN(
          const auto cov,
          Number(absl::StrCat("cov_", ranges[j].name, "_", ranges[i].name)));
      covariance[i * n + j] = covariance[j * n + i] = cov.value_or(0);
      any |= cov.has_value();
    }
  }
  if (any) item.covariance = std::move(covariance);
  return absl::OkStatus();
}

absl::StatusOr<Item> ItemReader::ReadRow(int number) const {
  const auto id = csv_->Find("item_id");
  Item item;
  item.id = id ? std::string(csv_->field(*id)) : absl::StrCat(number);
  const auto read = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(item.model, Model());
    RETURN_IF_ERROR(ReadParameters(item));
    RETURN_IF_ERROR(ReadCovariance(item));
    return ReadContents(item);
  };
  if (const absl::Status status = read(); !status.ok()) {
    return csv_->Error(absl::StrCat("item ", item.id, ": ", status.message()));
  }
  const absl::Status valid = item.parameters.empty()
                                 ? ValidateWithoutParameters(item)
                                 : ValidateItem(item);
  if (!valid.ok()) return csv_->Error(valid.message());
  return item;
}

}  // namespace adaptest

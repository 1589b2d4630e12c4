#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/items_csv.h"

namespace adaptest {
namespace {

// The position of a named parameter in the item's model, or -1.
int PositionOf(const Item& item, absl::string_view name) {
  const auto ranges = ParametersOf(item.model, NumCategories(item));
  for (size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

// Which columns a set of items needs.
struct Columns {
  explicit Columns(absl::Span<const Item> items);

  std::vector<std::string> parameters;
  std::vector<std::string> precise;  // parameters with standard errors
  std::vector<std::pair<std::string, std::string>> pairs;  // with covariances
  bool provisional = false;                                // of some item
  bool response_times = false;
  std::set<std::string> attributes;
};

Columns::Columns(absl::Span<const Item> items)
    : parameters({"a", "b", "c", "d"}) {
  const auto add = [](std::vector<std::string>& names, absl::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.emplace_back(name);
    }
  };
  for (const Item& item : items) {
    for (const ParameterRange& range :
         ParametersOf(item.model, NumCategories(item))) {
      add(parameters, range.name);
    }
    provisional |= item.provisional;
    response_times |= item.response_time.has_value();
    for (const auto& attribute : item.attributes) {
      attributes.insert(attribute.first);
    }
  }
  // By letter, then by number: a, b, b1, b2, b10, c, d.
  std::sort(parameters.begin(), parameters.end(),
            [](const std::string& x, const std::string& y) {
              if (x[0] != y[0]) return x[0] < y[0];
              return x.size() != y.size() ? x.size() < y.size() : x < y;
            });
  for (const std::string& name : parameters) {
    for (const Item& item : items) {
      if (item.covariance.empty() || PositionOf(item, name) < 0) continue;
      precise.push_back(name);
      break;
    }
  }
  for (size_t i = 0; i < precise.size(); ++i) {
    for (size_t j = i + 1; j < precise.size(); ++j) {
      if (std::any_of(items.begin(), items.end(), [&](const Item& item) {
            return !item.covariance.empty() &&
                   PositionOf(item, precise[i]) >= 0 &&
                   PositionOf(item, precise[j]) >= 0;
          })) {
        pairs.emplace_back(precise[i], precise[j]);
      }
    }
  }
}

std::string Parameter(const Item& item, absl::string_view name) {
  const int i = PositionOf(item, name);
  if (i < 0 || item.parameters.empty()) return "";
  return FormatNumber(item.parameters[i]);
}

// A standard error (x = y) or a covariance; empty where it is not estimated.
std::string Precision(const Item& item, absl::string_view x,
                      absl::string_view y) {
  const int i = PositionOf(item, x);
  const int j = PositionOf(item, y);
  if (i < 0 || j < 0 || item.covariance.empty()) return "";
  const size_t n = item.parameters.size();
  if (item.covariance[i * n + i] == 0 || item.covariance[j * n + j] == 0) {
    return "";
  }
  const double value = item.covariance[i * n + j];
  return FormatNumber(i == j ? std::sqrt(value) : value);
}

std::vector<std::string> Header(const Columns& columns) {
  std::vector<std::string> fields = {"item_id", "model"};
  fields.insert(fields.end(), columns.parameters.begin(),
                columns.parameters.end());
  for (const auto& x : columns.precise) fields.push_back("se_" + x);
  for (const auto& [x, y] : columns.pairs) {
    fields.push_back(absl::StrCat("cov_", x, "_", y));
  }
  for (const char* name :
       {"status", "enemy_group", "item_set", "expected_seconds"}) {
    fields.push_back(name);
  }
  if (columns.provisional) fields.push_back("provisional");
  if (columns.response_times) {
    fields.push_back("time_intensity");
    fields.push_back("time_discrimination");
  }
  for (const auto& name : columns.attributes) fields.push_back(CsvField(name));
  return fields;
}

std::vector<std::string> Row(const Item& item, const Columns& columns) {
  std::vector<std::string> fields = {CsvField(item.id),
                                     std::string(NameOf(item.model))};
  for (const auto& x : columns.parameters) fields.push_back(Parameter(item, x));
  for (const auto& x : columns.precise) {
    fields.push_back(Precision(item, x, x));
  }
  for (const auto& [x, y] : columns.pairs) {
    fields.push_back(Precision(item, x, y));
  }
  fields.emplace_back(NameOf(item.status));
  fields.push_back(CsvField(item.enemy_group));
  fields.push_back(CsvField(item.item_set));
  fields.push_back(
      item.expected_seconds > 0 ? FormatNumber(item.expected_seconds) : "");
  if (columns.provisional) fields.push_back(item.provisional ? "true" : "");
  if (columns.response_times) {
    const auto& time = item.response_time;
    fields.push_back(time ? FormatNumber(time->time_intensity) : "");
    fields.push_back(time ? FormatNumber(time->time_discrimination) : "");
  }
  for (const std::string& name : columns.attributes) {
    const auto value = item.attributes.find(name);
    fields.push_back(value == item.attributes.end() ? ""
                                                    : CsvField(value->second));
  }
  return fields;
}

}  // namespace

std::string WriteItemsCsv(absl::Span<const Item> items) {
  const Columns columns(items);
  std::string text = absl::StrCat(absl::StrJoin(Header(columns), ","), "\n");
  for (const Item& item : items) {
    absl::StrAppend(&text, absl::StrJoin(Row(item, columns), ","), "\n");
  }
  return text;
}

}  // namespace adaptest

#include "calibration/files/testdesign_rows.h"

#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/first_lines.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Where the columns are.
struct Columns {
  int id, type, what, condition, lower, upper, off;
};

absl::StatusOr<Columns> FindColumns(const CsvReader& csv) {
  static constexpr absl::string_view kKnown[] = {
      "CONSTRAINT", "CONSTRAINT_ID", "TYPE", "WHAT", "CONDITION", "LB",
      "UB",         "ONOFF"};
  for (const std::string& column : csv.columns()) {
    if (absl::c_linear_search(kKnown, column)) continue;
    return csv.Error(absl::StrCat("column \"", column,
                                  "\" is unknown; allowed: CONSTRAINT_ID, "
                                  "TYPE, WHAT, CONDITION, LB, UB, ONOFF"));
  }
  Columns columns;
  // Older files have CONSTRAINT alone, a number.
  ASSIGN_OR_RETURN(
      columns.id,
      csv.Require(csv.Find("CONSTRAINT_ID") ? "CONSTRAINT_ID" : "CONSTRAINT"));
  ASSIGN_OR_RETURN(columns.type, csv.Require("TYPE"));
  ASSIGN_OR_RETURN(columns.what, csv.Require("WHAT"));
  ASSIGN_OR_RETURN(columns.condition, csv.Require("CONDITION"));
  ASSIGN_OR_RETURN(columns.lower, csv.Require("LB"));
  ASSIGN_OR_RETURN(columns.upper, csv.Require("UB"));
  ASSIGN_OR_RETURN(columns.off, csv.Require("ONOFF"));
  return columns;
}

std::string Text(const CsvReader& csv, int column) {
  if (IsMissing(csv.field(column))) return "";
  return std::string(absl::StripAsciiWhitespace(csv.field(column)));
}

std::string LowerCase(const CsvReader& csv, int column) {
  return absl::AsciiStrToLower(Text(csv, column));
}

absl::StatusOr<std::optional<double>> Bound(const TestDesignRow& row,
                                            const CsvReader& csv, int column) {
  const std::string text = Text(csv, column);
  if (text.empty()) return std::nullopt;
  const std::optional<double> value = ParseNumber(text);
  if (value) return value;
  return row.Error(absl::StrCat(csv.columns()[column], " = \"", text,
                                "\" is not a finite number"));
}

absl::StatusOr<TestDesignRow> ReadRow(const CsvReader& csv,
                                      const Columns& columns) {
  TestDesignRow row;
  row.id = Text(csv, columns.id);
  row.place = absl::StrCat(csv.name(), ":", csv.line());
  if (row.id.empty()) return csv.Error("the constraint has no id");
  row.type = Text(csv, columns.type);
  const std::string what = LowerCase(csv, columns.what);
  row.of_stimuli = what == "stimulus" || what == "passage";
  if (!row.of_stimuli && what != "item") {
    return row.Error(absl::StrCat("WHAT \"", Text(csv, columns.what),
                                  "\" is unknown; allowed: Item, Stimulus, "
                                  "Passage"));
  }
  row.condition = Text(csv, columns.condition);
  ASSIGN_OR_RETURN(row.lower, Bound(row, csv, columns.lower));
  ASSIGN_OR_RETURN(row.upper, Bound(row, csv, columns.upper));
  if (row.lower && row.upper && *row.lower > *row.upper) {
    return row.Error(
        absl::StrCat("LB = ", *row.lower, " is above UB = ", *row.upper));
  }
  const std::string off = LowerCase(csv, columns.off);
  row.off = off == "off";
  if (row.off || off.empty() || off == "on") return row;
  return row.Error(absl::StrCat("ONOFF \"", Text(csv, columns.off),
                                "\" is unknown; allowed: ON, OFF, empty"));
}

}  // namespace

absl::Status TestDesignRow::Error(absl::string_view message) const {
  return absl::InvalidArgumentError(
      absl::StrCat(place, ": constraint ", id, ": ", message));
}

absl::StatusOr<std::vector<TestDesignRow>> ReadTestDesignRows(
    const std::string& path) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const Columns columns, FindColumns(csv));
  std::vector<TestDesignRow> rows;
  FirstLines lines;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) return rows;
    ASSIGN_OR_RETURN(TestDesignRow row, ReadRow(csv, columns));
    if (const int line = lines.Add(row.id, csv.line())) {
      return row.Error(absl::StrCat("this id occurs already on line ", line));
    }
    rows.push_back(std::move(row));
  }
}

}  // namespace adaptest

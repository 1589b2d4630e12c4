#include "calibration/files/csv_reader.h"

#include <cmath>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "calibration/files/text_file.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What a header without a comma seems to be separated by; "" = nothing else.
absl::string_view OtherSeparator(absl::string_view header) {
  if (absl::StrContains(header, ',')) return "";
  if (absl::StrContains(header, ';')) return "';'";
  return absl::StrContains(header, '\t') ? "tabs" : "";
}

}  // namespace

absl::StatusOr<CsvReader> CsvReader::Open(const std::string& path) {
  ASSIGN_OR_RETURN(std::string text, ReadTextFile(path));
  return FromText(path == "-" ? "standard input" : path, std::move(text));
}

absl::StatusOr<CsvReader> CsvReader::FromText(std::string name,
                                              std::string text) {
  CsvReader reader(std::move(name), std::move(text));
  RETURN_IF_ERROR(reader.ReadHeader());
  return reader;
}

absl::Status CsvReader::ReadHeader() {
  if (absl::string_view(text_).substr(0, 3) == kByteOrderMark) position_ = 3;
  RETURN_IF_ERROR(CheckSeparator());
  ASSIGN_OR_RETURN(const bool any, ReadRow());
  if (!any) {
    return absl::InvalidArgumentError(absl::StrCat(name_, ": file is empty"));
  }
  for (const absl::string_view field : fields_) columns_.emplace_back(field);
  fields_.clear();
  unquoted_.clear();
  std::set<absl::string_view> seen;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].empty()) {
      return Error(absl::StrCat("column ", i + 1, " has no name"));
    }
    if (!seen.insert(columns_[i]).second) {
      return Error(absl::StrCat("column \"", columns_[i], "\" occurs twice"));
    }
  }
  return absl::OkStatus();
}

absl::Status CsvReader::CheckSeparator() {
  SkipEmptyLines();
  line_ = next_line_;
  const absl::string_view rest = absl::string_view(text_).substr(position_);
  const absl::string_view other =
      OtherSeparator(rest.substr(0, rest.find('\n')));
  if (other.empty()) return absl::OkStatus();
  return Error(absl::StrCat("the columns seem to be separated by ", other,
                            "; allowed: ','"));
}

std::optional<int> CsvReader::Find(absl::string_view column) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == column) return static_cast<int>(i);
  }
  return std::nullopt;
}

absl::StatusOr<int> CsvReader::Require(absl::string_view column) const {
  if (const auto found = Find(column)) return *found;
  return absl::InvalidArgumentError(
      absl::StrCat(name_, ":1: there is no column \"", column, "\""));
}

absl::StatusOr<bool> CsvReader::Next() {
  ASSIGN_OR_RETURN(const bool any, ReadRow());
  if (any && fields_.size() != columns_.size()) {
    return Error(absl::StrCat(fields_.size(), " fields, the header has ",
                              columns_.size()));
  }
  return any;
}

absl::Status CsvReader::Error(absl::string_view message) const {
  return absl::InvalidArgumentError(
      absl::StrCat(name_, ":", line_, ": ", message));
}

bool CsvReader::AtLineEnd() const {
  if (position_ >= text_.size() || text_[position_] == '\n') return true;
  return text_[position_] == '\r' &&
         (position_ + 1 == text_.size() || text_[position_ + 1] == '\n');
}

void CsvReader::SkipEmptyLines() {
  while (position_ < text_.size() && AtLineEnd()) {
    if (text_[position_] == '\n') ++next_line_;
    ++position_;
  }
}

absl::StatusOr<bool> CsvReader::ReadRow() {
  fields_.clear();
  unquoted_.clear();
  SkipEmptyLines();
  line_ = next_line_;
  if (position_ >= text_.size()) return false;
  while (true) {
    RETURN_IF_ERROR(ReadField());
    if (AtLineEnd()) break;
    ++position_;  // the comma
  }
  return true;
}

absl::Status CsvReader::ReadField() {
  if (position_ < text_.size() && text_[position_] == '"') {
    return ReadQuotedField();
  }
  const size_t begin = position_;
  while (!AtLineEnd() && text_[position_] != ',') {
    const char c = text_[position_++];
    if (c == '"') return Error("a quote stands inside an unquoted field");
    if (c == '\0') return Error("a zero byte: not a text file");
  }
  fields_.push_back(absl::StripAsciiWhitespace(
      absl::string_view(text_).substr(begin, position_ - begin)));
  return absl::OkStatus();
}

absl::Status CsvReader::ReadQuotedField() {
  std::string& value = unquoted_.emplace_back();
  for (++position_; position_ < text_.size(); ++position_) {
    const char c = text_[position_];
    if (c == '\n') ++next_line_;
    if (c == '"') {
      const bool doubled =
          position_ + 1 < text_.size() && text_[position_ + 1] == '"';
      if (!doubled) break;
      ++position_;
    }
    value.push_back(c);
  }
  if (position_ >= text_.size()) return Error("a quoted field has no end");
  ++position_;
  if (!AtLineEnd() && text_[position_] != ',') {
    return Error("a quoted field is followed by neither comma nor line end");
  }
  fields_.push_back(value);
  return absl::OkStatus();
}

bool IsMissing(absl::string_view field) {
  return field.empty() || field == "NA";
}

std::optional<double> ParseNumber(absl::string_view field) {
  double value;
  if (!absl::SimpleAtod(field, &value) || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::string FormatNumber(double value) {
  return absl::StrFormat("%.17g", value);
}

std::string CsvField(absl::string_view field) {
  if (field.find_first_of(",\"\r\n") == absl::string_view::npos &&
      field == absl::StripAsciiWhitespace(field)) {
    return std::string(field);
  }
  return absl::StrCat("\"", absl::StrReplaceAll(field, {{"\"", "\"\""}}), "\"");
}

}  // namespace adaptest

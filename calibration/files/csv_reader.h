#ifndef ADAPTEST_CALIBRATION_FILES_CSV_READER_H_
#define ADAPTEST_CALIBRATION_FILES_CSV_READER_H_

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace adaptest {

// Reads comma-separated values (RFC 4180) row by row: quoted fields, doubled
// quotes, line ends LF or CRLF, a byte order mark. The first row names the
// columns. Empty lines are skipped. Errors carry "file:line: ".
class CsvReader {
 public:
  // Reads the file (see ReadTextFile) and its header. Refuses an empty file,
  // one that seems to be separated by semicolons or tabs, an unnamed column and
  // a column that occurs twice.
  static absl::StatusOr<CsvReader> Open(const std::string& path);

  // The same for a text at hand; `name` stands for it in messages.
  static absl::StatusOr<CsvReader> FromText(std::string name, std::string text);

  const std::vector<std::string>& columns() const { return columns_; }
  std::optional<int> Find(absl::string_view column) const;
  // The column's position, or an error that names it.
  absl::StatusOr<int> Require(absl::string_view column) const;

  // Moves to the next row: false at the end of the file. A row of other than
  // columns().size() fields is an error.
  absl::StatusOr<bool> Next();

  // Field of the current row, without surrounding blanks. Valid until Next.
  absl::string_view field(int column) const { return fields_[column]; }

  // "file:line: message" as an error, for the current row.
  absl::Status Error(absl::string_view message) const;

  const std::string& name() const { return name_; }
  int line() const { return line_; }  // where the current row begins, from 1

 private:
  CsvReader(std::string name, std::string text)
      : name_(std::move(name)), text_(std::move(text)) {}

  absl::Status ReadHeader();
  absl::Status CheckSeparator();
  absl::StatusOr<bool> ReadRow();
  absl::Status ReadField();
  absl::Status ReadQuotedField();
  void SkipEmptyLines();
  bool AtLineEnd() const;

  std::string name_;
  std::string text_;
  std::vector<std::string> columns_;
  std::vector<absl::string_view> fields_;  // into text_ and unquoted_
  std::deque<std::string> unquoted_;
  size_t position_ = 0;
  int line_ = 0;
  int next_line_ = 1;
};

// Whether a field stands for "no value": empty or NA.
bool IsMissing(absl::string_view field);

// A finite decimal number, or nothing.
std::optional<double> ParseNumber(absl::string_view field);

// 17 significant digits, which read back as the same number.
std::string FormatNumber(double value);

// The field as it is written in a file: quoted where it has to be.
std::string CsvField(absl::string_view field);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_CSV_READER_H_

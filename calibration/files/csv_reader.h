#ifndef ADAPTEST_CALIBRATION_FILES_CSV_READER_H_
#define ADAPTEST_CALIBRATION_FILES_CSV_READER_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "calibration/files/text_stream.h"

namespace adaptest {

// Reads comma-separated values (RFC 4180) row by row: quoted fields, doubled
// quotes, line ends LF or CRLF, a byte order mark. The first row names the
// columns. Empty lines are skipped. Errors carry "file:line: ". Memory is
// bounded however long the file is; a row of more than kMaxRowBytes is refused.
class CsvReader {
 public:
  static constexpr size_t kMaxRowBytes = size_t{1} << 26;

  // Opens the file (see OpenTextStream) and reads its header. Refuses an empty
  // file, one that seems to be separated by semicolons or tabs, an unnamed
  // column and a column that occurs twice.
  static absl::StatusOr<CsvReader> Open(const std::string& path);

  // The same for a stream or a text at hand; `name` stands for it in messages.
  static absl::StatusOr<CsvReader> FromStream(
      std::string name, std::unique_ptr<TextStream> stream);
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
  // Where the current row begins, from 1.
  int64_t line() const { return line_; }

 private:
  enum class RowEnd { kLineEnd, kBufferEnd };

  CsvReader(std::string name, std::unique_ptr<TextStream> stream)
      : name_(std::move(name)), stream_(std::move(stream)) {}

  absl::Status Fill();
  absl::Status ReadHeader();
  absl::Status CheckSeparator();
  absl::StatusOr<bool> ReadRow();
  absl::StatusOr<bool> SkipEmptyLines();
  absl::StatusOr<RowEnd> ScanRow();
  absl::StatusOr<RowEnd> ScanQuotedField();
  void AddField(const char* begin);
  bool IsAtEnd() const { return position_ == End(); }
  const char* End() const { return buffer_.data() + size_; }

  std::string name_;
  std::unique_ptr<TextStream> stream_;  // null once it has ended
  std::vector<char> buffer_;            // text of size_ bytes, and a zero
  size_t size_ = 0;
  const char* position_ = nullptr;  // in buffer_
  std::vector<std::string> columns_;
  std::vector<absl::string_view> fields_;  // into buffer_ and unquoted_
  std::deque<std::string> unquoted_;
  int64_t line_ = 0;
  int64_t next_line_ = 1;
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

#include "calibration/files/csv_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
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

constexpr size_t kBuffer = size_t{1} << 20;

// What ends a stretch of plain characters; the zero ends the buffer.
constexpr std::array<bool, 256> kIsSpecial = [] {
  std::array<bool, 256> special = {};
  for (const char c : {',', '\n', '\r', '"', '\0'}) {
    special[static_cast<unsigned char>(c)] = true;
  }
  return special;
}();

// A text at hand.
class StringStream : public TextStream {
 public:
  explicit StringStream(std::string text) : text_(std::move(text)) {}

  absl::StatusOr<size_t> Read(char* out, size_t size) override {
    const size_t n = text_.copy(out, size, next_);
    next_ += n;
    return n;
  }

 private:
  std::string text_;
  size_t next_ = 0;
};

}  // namespace

absl::StatusOr<CsvReader> CsvReader::Open(const std::string& path) {
  ASSIGN_OR_RETURN(auto stream, OpenTextStream(path));
  return FromStream(path == "-" ? "standard input" : path, std::move(stream));
}

absl::StatusOr<CsvReader> CsvReader::FromStream(
    std::string name, std::unique_ptr<TextStream> stream) {
  CsvReader reader(std::move(name), std::move(stream));
  RETURN_IF_ERROR(reader.ReadHeader());
  return reader;
}

absl::StatusOr<CsvReader> CsvReader::FromText(std::string name,
                                              std::string text) {
  return FromStream(std::move(name),
                    std::make_unique<StringStream>(std::move(text)));
}

absl::Status CsvReader::ReadHeader() {
  RETURN_IF_ERROR(Fill());
  if (absl::string_view(position_, size_).substr(0, 3) == kByteOrderMark) {
    position_ += kByteOrderMark.size();
  }
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
  RETURN_IF_ERROR(SkipEmptyLines().status());
  line_ = next_line_;
  const absl::string_view rest(position_, End() - position_);
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

// Moves what is left of the text to the front and reads more behind it.
absl::Status CsvReader::Fill() {
  const size_t left = buffer_.empty() ? 0 : End() - position_;
  if (left > kMaxRowBytes) {
    return Error(absl::StrCat("a row of more than ", kMaxRowBytes, " bytes"));
  }
  if (left > 0) std::memmove(buffer_.data(), position_, left);
  // Twice the row that did not fit, so that rows of any length are cheap.
  buffer_.resize(std::max(buffer_.size(), 2 * left + kBuffer + 1));
  position_ = buffer_.data();
  size_ = left;
  while (stream_ != nullptr && size_ + 1 < buffer_.size()) {
    ASSIGN_OR_RETURN(const size_t n, stream_->Read(buffer_.data() + size_,
                                                   buffer_.size() - 1 - size_));
    size_ += n;
    if (n == 0) stream_.reset();
  }
  buffer_[size_] = '\0';
  return absl::OkStatus();
}

absl::StatusOr<bool> CsvReader::SkipEmptyLines() {
  while (true) {
    if (*position_ == '\n') {
      ++next_line_;
      ++position_;
    } else if (*position_ == '\r' &&
               (position_[1] == '\n' ||
                (position_ + 1 == End() && stream_ == nullptr))) {
      ++position_;
    } else if (stream_ != nullptr && position_ + 1 >= End()) {
      RETURN_IF_ERROR(Fill());
    } else {
      return !IsAtEnd();
    }
  }
}

absl::StatusOr<bool> CsvReader::ReadRow() {
  fields_.clear();
  unquoted_.clear();
  ASSIGN_OR_RETURN(const bool any, SkipEmptyLines());
  line_ = next_line_;
  if (!any) return false;
  while (true) {
    const char* const begin = position_;
    ASSIGN_OR_RETURN(const RowEnd end, ScanRow());
    if (end == RowEnd::kLineEnd) return true;
    // The row goes on beyond the buffer: read more, and scan it again.
    position_ = begin;
    next_line_ = line_;
    fields_.clear();
    unquoted_.clear();
    RETURN_IF_ERROR(Fill());
  }
}

void CsvReader::AddField(const char* begin) {
  const char* end = position_;
  while (begin < end && absl::ascii_isspace(*begin)) ++begin;
  while (begin < end && absl::ascii_isspace(end[-1])) --end;
  fields_.emplace_back(begin, end - begin);
}

// Scans the fields up to a line end, which is left for SkipEmptyLines, or to
// the end of the text.
absl::StatusOr<CsvReader::RowEnd> CsvReader::ScanRow() {
  const char* begin = position_;
  while (true) {
    if (position_ == begin && *position_ == '"') {
      ASSIGN_OR_RETURN(const RowEnd end, ScanQuotedField());
      if (end == RowEnd::kBufferEnd) return end;
    } else {
      while (!kIsSpecial[static_cast<unsigned char>(*position_)]) ++position_;
      if (*position_ == '\r' && position_[1] != '\n' &&
          position_ + 1 != End()) {
        ++position_;  // a part of the field
        continue;
      }
      if (*position_ == '"') {
        return Error("a quote stands inside an unquoted field");
      }
      if (*position_ == '\0' && !IsAtEnd()) {
        return Error("a zero byte: not a text file");
      }
      AddField(begin);
    }
    if (position_ + 1 >= End() && stream_ != nullptr) return RowEnd::kBufferEnd;
    if (*position_ != ',') return RowEnd::kLineEnd;
    begin = ++position_;
  }
}

absl::StatusOr<CsvReader::RowEnd> CsvReader::ScanQuotedField() {
  std::string& value = unquoted_.emplace_back();
  for (++position_; !IsAtEnd(); ++position_) {
    if (*position_ == '\n') ++next_line_;
    if (*position_ == '"') {
      if (position_[1] != '"') break;
      ++position_;
    }
    value.push_back(*position_);
  }
  // What follows a quote matters, so it must be there.
  if (position_ + 1 >= End() && stream_ != nullptr) return RowEnd::kBufferEnd;
  if (IsAtEnd()) return Error("a quoted field has no end");
  ++position_;
  const bool is_line_end =
      IsAtEnd() || *position_ == '\n' ||
      (*position_ == '\r' && (position_[1] == '\n' || position_ + 1 == End()));
  if (!is_line_end && *position_ != ',') {
    return Error("a quoted field is followed by neither comma nor line end");
  }
  fields_.push_back(value);
  return RowEnd::kLineEnd;
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

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/text_stream.h"
#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

// Gives a text in pieces of one size.
class Trickle : public TextStream {
 public:
  Trickle(std::string text, size_t piece)
      : text_(std::move(text)), piece_(piece) {}

  absl::StatusOr<size_t> Read(char* out, size_t size) override {
    const size_t n = text_.copy(out, std::min(size, piece_), next_);
    next_ += n;
    return n;
  }

 private:
  std::string text_;
  size_t piece_;
  size_t next_ = 0;
};

// All rows with their lines, and the error at the end if there is one.
std::string AllRows(absl::StatusOr<CsvReader> csv) {
  if (!csv.ok()) return std::string(csv.status().message());
  std::string rows;
  while (true) {
    const absl::StatusOr<bool> more = csv->Next();
    if (!more.ok()) return absl::StrCat(rows, more.status().message());
    if (!*more) return rows;
    absl::StrAppend(&rows, csv->line(), ":");
    for (size_t i = 0; i < csv->columns().size(); ++i) {
      absl::StrAppend(&rows, "[", csv->field(i), "]");
    }
  }
}

// More than fits the reader's memory: 3 MB in rows of odd lengths.
std::string LongCsv() {
  std::string text = "a,b\r\n";
  for (int i = 0; text.size() < (3u << 20); ++i) {
    absl::StrAppend(&text, i, ",\"x", std::string(i % 91, 'y'), "\"\"\n,\"",
                    i % 7 == 0 ? "\r\n\r\n" : "\n");
  }
  return text;
}

std::string LongCsvRows() {
  std::string rows;
  int line = 2;
  for (int i = 0, size = 5; size < (3 << 20); ++i) {
    absl::StrAppend(&rows, line, ":[", i, "][x", std::string(i % 91, 'y'),
                    "\"\n,]");
    const std::string number = absl::StrCat(i);
    size += static_cast<int>(number.size()) + i % 91 + 8 + (i % 7 == 0 ? 4 : 1);
    line += i % 7 == 0 ? 3 : 2;
  }
  return rows;
}

TEST(CsvStream, ReadsRowsThatCrossTheEndOfItsMemory) {
  const std::string expected = LongCsvRows();
  for (const size_t piece : {size_t{1} << 30, size_t{65537}, size_t{977}}) {
    EXPECT_TRUE(AllRows(CsvReader::FromStream(
                    "f", std::make_unique<Trickle>(LongCsv(), piece))) ==
                expected)
        << piece;
  }
}

TEST(CsvStream, EveryLengthOfTheFirstRowReadsTheSame) {
  // Moves each character of the second row over the end of the buffer.
  for (int shift = 0; shift < 24; ++shift) {
    const std::string filler((1 << 20) - 24 + shift, 'z');
    const std::string text = filler + ",b\r\n\"q\"\"\",\r\n\n1,\"2\"\r\n";
    EXPECT_EQ(AllRows(CsvReader::FromText("f", text)), "2:[q\"][]4:[1][2]")
        << shift;
  }
}

TEST(CsvStream, ARowMayBeMuchLongerThanTheBuffer) {
  const std::string field(5 << 20, 'x');
  EXPECT_TRUE(AllRows(CsvReader::FromText("f", "a,b\n1," + field + "\n")) ==
              "2:[1][" + field + "]");
}

TEST(CsvStream, RefusesARowWithoutEnd) {
  const std::string text = "a,b\n1," + std::string(2 << 26, 'x');
  EXPECT_EQ(AllRows(CsvReader::FromText("f", text)),
            "f:2: a row of more than 67108864 bytes");
}

TEST(CsvStream, TellsMistakesBehindTheFirstMegabyteByTheirLines) {
  std::string text = "a,b\n";
  for (int i = 0; i < 500000; ++i) text += "1,2\n";
  const auto last = [&](const std::string& row) {
    const std::string all = AllRows(CsvReader::FromText("f", text + row));
    return all.substr(all.rfind(']') + 1);
  };
  EXPECT_EQ(last("1,2,3\n"), "f:500002: 3 fields, the header has 2");
  EXPECT_EQ(last("1,\"2\n"), "f:500002: a quoted field has no end");
  EXPECT_EQ(last("1,2\"\n"),
            "f:500002: a quote stands inside an unquoted field");
  EXPECT_EQ(last("1,\"2\"x\n"),
            "f:500002: a quoted field is followed by neither comma nor line "
            "end");
  EXPECT_EQ(last(std::string("1,\0\n", 4)),
            "f:500002: a zero byte: not a text file");
}

TEST(CsvStream, ACarriageReturnAloneIsPartOfAField) {
  EXPECT_EQ(AllRows(CsvReader::FromText("f", "a,b\n1\r2,3\r")), "2:[1\r2][3]");
}

}  // namespace
}  // namespace adaptest

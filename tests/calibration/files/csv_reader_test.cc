#include "calibration/files/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace adaptest {
namespace {

using testing::ElementsAre;
using testing::EndsWith;

CsvReader Reader(const std::string& text) {
  auto reader = CsvReader::FromText("file.csv", text);
  EXPECT_TRUE(reader.ok()) << reader.status();
  return *std::move(reader);
}

std::vector<std::string> NextRow(CsvReader& csv) {
  const auto more = csv.Next();
  EXPECT_TRUE(more.ok()) << more.status();
  std::vector<std::string> fields;
  for (size_t i = 0; more.ok() && *more && i < csv.columns().size(); ++i) {
    fields.emplace_back(csv.field(i));
  }
  return fields;
}

TEST(CsvReader, ReadsQuotedFieldsWithCommasQuotesAndLineEnds) {
  CsvReader csv = Reader("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"1\n2\",3\n");
  EXPECT_THAT(NextRow(csv), ElementsAre("x, y", "he said \"no\""));
  EXPECT_THAT(NextRow(csv), ElementsAre("1\n2", "3"));
  EXPECT_THAT(NextRow(csv), ElementsAre());
}

TEST(CsvReader, AcceptsByteOrderMarkCarriageReturnsAndAMissingLastLineEnd) {
  CsvReader csv = Reader(
      "\xEF\xBB\xBF"
      "a,b\r\n1,2\r\n\r\n3,");
  EXPECT_THAT(csv.columns(), ElementsAre("a", "b"));
  EXPECT_THAT(NextRow(csv), ElementsAre("1", "2"));
  EXPECT_THAT(NextRow(csv), ElementsAre("3", ""));
  EXPECT_THAT(NextRow(csv), ElementsAre());
}

TEST(CsvReader, CountsLinesInsideQuotedFieldsAndEmptyLines) {
  CsvReader csv = Reader("a,b\n\"1\n2\",3\n\n4,5\n");
  NextRow(csv);
  EXPECT_EQ(csv.line(), 2);
  NextRow(csv);
  EXPECT_EQ(csv.line(), 5);
}

TEST(CsvReader, RefusesARaggedRowWithItsPlace) {
  CsvReader csv = Reader("a,b\n1,2\n1,2,3\n");
  NextRow(csv);
  EXPECT_EQ(csv.Next().status().message(),
            "file.csv:3: 3 fields, the header has 2");
}

TEST(CsvReader, SaysThatAFileIsNotSeparatedByCommas) {
  for (const std::string text :
       {"a;b\n1,5;2\n", "\xEF\xBB\xBF\r\n\"a\";\"b\"\r\n1;2", "a;b"}) {
    EXPECT_THAT(
        std::string(CsvReader::FromText("file.csv", text).status().message()),
        EndsWith(": the columns seem to be separated by ';'; allowed: "
                 "','"));
  }
  EXPECT_EQ(CsvReader::FromText("file.csv", "a\tb\n").status().message(),
            "file.csv:1: the columns seem to be separated by tabs; allowed: "
            "','");
  EXPECT_TRUE(CsvReader::FromText("file.csv", "a,b;c\n").ok());
}

TEST(CsvReader, ParsesFiniteNumbersOnly) {
  EXPECT_EQ(ParseNumber("-1.5e3"), -1500);
  EXPECT_EQ(ParseNumber("1.5x"), std::nullopt);
  EXPECT_EQ(ParseNumber("inf"), std::nullopt);
  EXPECT_EQ(ParseNumber("nan"), std::nullopt);
  EXPECT_EQ(ParseNumber("1e999"), std::nullopt);
  EXPECT_EQ(ParseNumber(""), std::nullopt);
}

TEST(CsvReader, WritesNumbersThatReadBackTheSame) {
  for (const double x : {0.1, 1.0 / 3, -2.718281828459045, 1e-300, 1e22}) {
    EXPECT_EQ(ParseNumber(FormatNumber(x)), x) << FormatNumber(x);
  }
}

TEST(CsvReader, QuotesFieldsOnlyWhereNeeded) {
  EXPECT_EQ(CsvField("plain"), "plain");
  EXPECT_EQ(CsvField("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvField("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(CsvField(" a"), "\" a\"");
}

}  // namespace
}  // namespace adaptest

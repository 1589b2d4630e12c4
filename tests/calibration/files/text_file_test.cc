#include "calibration/files/text_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

std::string LongText() {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += std::to_string(i * 7919 % 1000);
  return text;
}

void WriteGzip(const std::string& path, const std::string& text) {
  const gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, text.data(), text.size());
  gzclose(file);
}

std::string Zstd(const std::string& text) {
  std::string compressed(ZSTD_compressBound(text.size()), '\0');
  compressed.resize(ZSTD_compress(compressed.data(), compressed.size(),
                                  text.data(), text.size(), 3));
  return compressed;
}

TEST(TextFile, ReadsPlainGzipAndZstandardAlike) {
  const std::string text = LongText();
  WriteGzip(ScratchFile("x.csv.gz"), text);
  for (const std::string& path :
       {WriteScratch("x.csv", text), WriteScratch("x.csv.zst", Zstd(text)),
        ScratchFile("x.csv.gz")}) {
    const auto read = ReadTextFile(path);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_TRUE(*read == text) << path;
  }
}

TEST(TextFile, ReadsZstandardOfWholePiecesAndOfSeveralFrames) {
  for (const size_t size :
       {size_t{1} << 17, size_t{1} << 18, size_t{3} << 18}) {
    const std::string text = LongText().substr(0, size);
    const std::string path =
        WriteScratch("x.zst", Zstd(text) + Zstd("") + Zstd(text));
    const auto read = ReadTextFile(path);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_TRUE(*read == text + text) << size;
  }
}

TEST(TextFile, RefusesTruncatedCompressedFiles) {
  const std::string zstd = Zstd(LongText());
  const auto read =
      ReadTextFile(WriteScratch("x.zst", zstd.substr(0, zstd.size() / 2)));
  EXPECT_THAT(read.status().message(), HasSubstr("x.zst: "));
  WriteGzip(ScratchFile("whole.gz"), LongText());
  const std::string gzip = *ReadTextFile([] {
    std::filesystem::copy_file(
        ScratchFile("whole.gz"), ScratchFile("bytes"),
        std::filesystem::copy_options::overwrite_existing);
    return ScratchFile("bytes");
  }());
  const auto half =
      ReadTextFile(WriteScratch("half.gz", gzip.substr(0, gzip.size() / 2)));
  EXPECT_FALSE(half.ok());
}

TEST(TextFile, RefusesATextLongerThanAllowedHoweverItIsPacked) {
  const std::string text = LongText();
  WriteGzip(ScratchFile("long.csv.gz"), text);
  for (const std::string& path :
       {WriteScratch("long.csv", text), ScratchFile("long.csv.gz"),
        WriteScratch("long.csv.zst", Zstd(text))}) {
    EXPECT_TRUE(ReadTextFile(path, text.size()).ok()) << path;
    EXPECT_THAT(ReadTextFile(path, text.size() - 1).status().message(),
                HasSubstr("is longer than"))
        << path;
  }
}

TEST(TextFile, NamesAFileThatIsNotThere) {
  EXPECT_THAT(ReadTextFile("/nowhere/x.csv").status().message(),
              HasSubstr("/nowhere/x.csv: No such file"));
}

TEST(TextFile, WritesAllFilesOrNone) {
  const std::string directory = ScratchFile("out");
  std::filesystem::remove_all(directory);
  ASSERT_TRUE(WriteTextFiles(directory, {{"a", "1"}, {"b", "2"}}).ok());
  const auto bad = WriteTextFiles(directory, {{"a", "3"}, {"no/such", "4"}});
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(*ReadTextFile(directory + "/a"), "1");
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    (void)entry;
    ++files;
  }
  EXPECT_EQ(files, 2);
}

}  // namespace
}  // namespace adaptest

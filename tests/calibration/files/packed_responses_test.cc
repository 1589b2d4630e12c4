#include "calibration/files/packed_responses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "absl/strings/str_cat.h"
#include "calibration/files/packed_layout.h"
#include "calibration/files/packed_reader.h"
#include "calibration/files/packed_writer.h"
#include "calibration/files/responses_csv.h"
#include "engine/random.h"
#include "tests/calibration/files/test_files.h"

namespace adaptest {
namespace {

using testing::HasSubstr;

ResponseFormat PackFormat() {
  ResponseFormat format;
  format.models = ItemModels::Unknown();
  return format;
}

ResponseFormat ModelFormat(const ResponseModel& model) {
  ResponseFormat format;
  format.models.others = ItemModel(model);
  return format;
}

PackedSummary Pack(const std::vector<std::string>& paths,
                   const std::string& out,
                   const ResponseFormat& format = PackFormat()) {
  ResponseIntake intake(format);
  const absl::Status read = ReadResponseFiles(paths, intake);
  EXPECT_TRUE(read.ok()) << read;
  const auto summary = WritePackedResponses(intake, *StreamedFile::Create(out));
  EXPECT_TRUE(summary.ok()) << summary.status();
  return summary.ok() ? *summary : PackedSummary();
}

std::string PackText(const std::string& csv) {
  Pack({WriteScratch("r.csv", csv)}, ScratchFile("r.pack"));
  return ScratchFile("r.pack");
}

// All that data tell, as text.
std::string Told(const ResponseData& data) {
  std::string told;
  for (int i = 0; i < data.num_items(); ++i) {
    absl::StrAppend(&told, data.item_ids[i], ":", data.NumCategoriesOf(i),
                    NameOf(data.models[i]), " ");
  }
  for (int p = 0; p < data.num_persons(); ++p) {
    absl::StrAppend(&told, "\n", data.person_id(p), "/", data.session_id(p),
                    " of ", data.cluster(p), " x", data.weight(p), " in ",
                    data.group(p), ":");
    for (const int row : data.RowsOf(p)) absl::StrAppend(&told, " ", row);
  }
  ResponseCounts counts = data.counts();
  absl::StrAppend(&told, "\n");
  for (const int64_t* count : counts.All()) absl::StrAppend(&told, *count, " ");
  return told;
}

std::string Read(const std::string& path, const ResponseFormat& format) {
  const auto data = ReadResponses({path}, format);
  return data.ok() ? Told(*data) : std::string(data.status().message());
}

constexpr char kSessions[] =
    "person_id,item_id,response,session_id,group,seconds\n"
    "p,Q1,2,a,north,9\nq,Q1,0,b,,9\np,Q2,1,c,north,9\np,Q1,1,c,north,9\n"
    "q,Q2,1,b,,0.5\n";

TEST(PackedResponses, AreTheAnswersThatWerePacked) {
  for (const std::string& csv :
       {std::string("person_id,Q1,Q2,Q3\np1,1,,0\np2,NA,,\np3,,1,1\n"),
        std::string("Q1,count,group,Q2\n1,3,a,0\n0,12,b,3\n"),
        std::string(kSessions)}) {
    const ResponseFormat format = ModelFormat(GradedResponse());
    const std::string direct = Read(WriteScratch("x.csv", csv), format);
    EXPECT_THAT(direct, HasSubstr("\n"));
    EXPECT_EQ(Read(PackText(csv), format), direct);
  }
}

TEST(PackedResponses, AreRecognizedByTheirFirstBytes) {
  const std::string path = PackText("person_id,Q1\np,1\n");
  std::filesystem::copy_file(path, ScratchFile("answers.csv.gz"),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(Read(ScratchFile("answers.csv.gz"), ModelFormat(TwoPl())),
            Read(path, ModelFormat(TwoPl())));
  EXPECT_FALSE(IsPackedFile(ScratchFile("r.csv")));
  EXPECT_FALSE(IsPackedFile("/nowhere"));
}

TEST(PackedResponses, StayInTheFileWhereCategoriesAreTheSame) {
  const std::string path = PackText("person_id,Q1,Q2\np,1,1\n");
  const ResponseData packed = *OpenPackedFile(path);
  const ResponseData data = *ReadResponses({path}, ModelFormat(TwoPl()));
  ASSERT_EQ(data.num_responses(), packed.num_responses());
  EXPECT_EQ(NameOf(data.models[0]), "2pl");
  const ResponseData other = packed.WithModels({TwoPl(), TwoPl()});
  EXPECT_EQ(other.RowsOf(0).data(), packed.RowsOf(0).data());
}

TEST(PackedResponses, TakeTheCategoriesOfABank) {
  const std::string path = PackText("person_id,Q1,Q2\np,1,1\nq,2,0\n");
  ResponseFormat format = ModelFormat(TwoPl());
  format.models.by_item.emplace("Q1", ItemModel(GradedResponse(), 5));
  EXPECT_EQ(Read(path, format), Read(ScratchFile("r.csv"), format));
}

TEST(PackedResponses, ImpossibleCategoriesAreRefusedOrDropped) {
  const std::string path = PackText("person_id,Q1,Q2\np,1,2\nq,1,0\n");
  ResponseFormat format = ModelFormat(TwoPl());
  EXPECT_EQ(Read(path, format),
            path + ": item Q2: category 2, model 2pl allows 0 to 1");
  format.cleaning.drop[2] = true;
  EXPECT_EQ(Read(path, format), Read(ScratchFile("r.csv"), format));
}

TEST(PackedResponses, UnknownItemsAreRefusedOrDropped) {
  const std::string path = PackText("person_id,Q1,Q2,Q3\np,1,1,0\nq,1,,1\n");
  ResponseFormat format;
  format.models.by_item.emplace("Q1", TwoPl());
  format.models.by_item.emplace("Q3", TwoPl());
  EXPECT_THAT(Read(path, format), HasSubstr("r.pack: item Q2: is in neither"));
  format.cleaning.drop[1] = true;
  EXPECT_EQ(Read(path, format), Read(ScratchFile("r.csv"), format));
}

TEST(PackedResponses, CombineWithOtherFiles) {
  const std::string path = PackText(kSessions);
  const std::string more =
      WriteScratch("more.csv", "person_id,item_id,response\nr,Q2,1\n");
  const auto both = ReadResponses({path, more}, ModelFormat(GradedResponse()));
  ASSERT_TRUE(both.ok()) << both.status();
  const auto direct = ReadResponses({WriteScratch("x.csv", kSessions), more},
                                    ModelFormat(GradedResponse()));
  EXPECT_EQ(Told(*both), Told(*direct));
  EXPECT_EQ(ReadResponses({path, path}, ModelFormat(GradedResponse()))
                .status()
                .message(),
            path + ": item Q1: person p has answered it already, at " + path);
}

TEST(PackedResponses, RefuseAKey) {
  ResponseFormat format = ModelFormat(TwoPl());
  format.key = *AnswerKey::Read(WriteScratch("key.csv", "item_id,key\nQ1,1\n"));
  EXPECT_THAT(Read(PackText("person_id,Q1\np,1\n"), format),
              HasSubstr("r.pack: packed responses are scored already"));
}

// 2 000 persons who answered 65 of 582 items, long, in an order of no meaning.
std::string SparseLog() {
  Random random(5);
  std::vector<std::string> rows;
  std::vector<int> items(582);
  for (int i = 0; i < 582; ++i) items[i] = i;
  for (int p = 0; p < 2000; ++p) {
    random.Shuffle(items);
    for (int i = 0; i < 65; ++i) {
      rows.push_back(absl::StrCat("person", p, ",item", items[i], ",",
                                  random.Uniform() < 0.5 ? 1 : 0, "\n"));
    }
  }
  random.Shuffle(rows);
  std::string text = "person_id,item_id,response\n";
  for (const std::string& row : rows) text += row;
  return text;
}

TEST(PackedResponses, TakeAboutThreeBytesAResponse) {
  const PackedSummary summary =
      Pack({WriteScratch("log.csv", SparseLog())}, ScratchFile("log.pack"));
  EXPECT_EQ(summary.counts.responses, 130000);
  const double bytes = std::filesystem::file_size(ScratchFile("log.pack"));
  EXPECT_EQ(bytes, summary.file_bytes);
  EXPECT_LT(bytes / 130000, 2.6);
  EXPECT_GT(bytes / 130000, 2.0);
}

TEST(PackedResponses, AreTheSameWhereRunsOfAnswersAreWrittenToDisk) {
  const std::string csv = WriteScratch("log.csv", SparseLog());
  const ResponseFormat format = PackFormat();
  ResponseIntake intake(format);
  intake.builder().SpillTo(testing::TempDir(), 5000);
  ASSERT_TRUE(ReadResponseFiles({csv}, intake).ok());
  ASSERT_TRUE(WritePackedResponses(
                  intake, *StreamedFile::Create(ScratchFile("spilled.pack")))
                  .ok());
  Pack({csv}, ScratchFile("log.pack"));
  EXPECT_EQ(Read(ScratchFile("spilled.pack"), ModelFormat(TwoPl())),
            Read(ScratchFile("log.pack"), ModelFormat(TwoPl())));
}

TEST(PackedResponses, OnlyFilesAreReplaced) {
  EXPECT_FALSE(StreamedFile::Create("/dev/null").ok());
  const std::string path = ScratchFile("linked.pack");
  const std::string link = ScratchFile("link.pack");
  WriteScratch("linked.pack", "old");
  std::filesystem::remove(link);
  std::filesystem::create_symlink(path, link);
  const auto file = StreamedFile::Create(link);
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_TRUE((*file)->Append("new").ok() && (*file)->Commit().ok());
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(std::filesystem::file_size(path), 3u);
}

TEST(PackedResponses, ARefusedInputLeavesTheOldFile) {
  const std::string path = PackText("person_id,Q1\np,1\n");
  const std::string before = Read(path, ModelFormat(TwoPl()));
  const ResponseFormat format = PackFormat();
  ResponseIntake intake(format);
  const std::string twice =
      WriteScratch("twice.csv", "person_id,item_id,response\np,Q1,1\np,Q1,0\n");
  ASSERT_TRUE(ReadResponseFiles({twice}, intake).ok());
  EXPECT_FALSE(WritePackedResponses(intake, *StreamedFile::Create(path)).ok());
  EXPECT_EQ(Read(path, ModelFormat(TwoPl())), before);
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(path).parent_path())) {
    EXPECT_NE(entry.path().extension(), ".tmp");
  }
}

std::string FileBytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string OpeningOf(const std::string& bytes) {
  const auto opened = OpenPackedFile(WriteScratch("bad.pack", bytes));
  return std::string(opened.status().message());
}

TEST(PackedFile, EveryTruncationIsRefused) {
  const std::string whole = FileBytes(PackText(kSessions));
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(OpeningOf(whole.substr(0, size)), "") << size;
  }
  EXPECT_THAT(OpeningOf(whole + "x"), HasSubstr(" bytes, and says "));
}

TEST(PackedFile, EveryDamagedByteIsRefused) {
  const std::string whole = FileBytes(PackText(kSessions));
  int accepted = 0;
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string bytes = whole;
    bytes[i] = static_cast<char>(bytes[i] ^ 0x41);
    accepted += OpeningOf(bytes).empty();
  }
  // Only the zeros between sections mean nothing.
  EXPECT_LT(accepted, 8 * static_cast<int>(kNumPackedSections));
  EXPECT_EQ(OpeningOf(whole), "");
}

// The file with a checksum that fits what stands there.
std::string Resealed(std::string bytes) {
  PackedHeader header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  for (PackedHeader::Section& section : header.sections) {
    if (section.offset > bytes.size()) continue;
    section.checksum = PackedChecksum(
        0, absl::string_view(bytes).substr(section.offset, section.bytes));
  }
  header.checksum = 0;
  header.checksum = PackedChecksum(
      0, {reinterpret_cast<const char*>(&header), sizeof(header)});
  std::memcpy(bytes.data(), &header, sizeof(header));
  return bytes;
}

TEST(PackedFile, ContentsThatMakeNoSenseAreRefusedAndNeverCrash) {
  const std::string whole = FileBytes(PackText(kSessions));
  Random random(11);
  for (int i = 0; i < 1500; ++i) {
    std::string bytes = whole;
    const size_t at =
        8 + static_cast<size_t>(random.Uniform() * (bytes.size() - 8));
    bytes[at] = static_cast<char>(static_cast<int>(random.Uniform() * 256));
    const auto opened =
        OpenPackedFile(WriteScratch("bad.pack", Resealed(bytes)));
    if (opened.ok()) Told(*opened);
  }
}

TEST(PackedFile, AnotherVersionIsNamed) {
  std::string bytes = FileBytes(PackText(kSessions));
  bytes[8] = 2;
  EXPECT_THAT(OpeningOf(Resealed(bytes)),
              HasSubstr("bad.pack: packed responses of version 2; allowed: 1"));
}

}  // namespace
}  // namespace adaptest

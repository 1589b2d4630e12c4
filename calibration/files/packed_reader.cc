#include "calibration/files/packed_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>
#include <memory>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "calibration/files/mapped_file.h"
#include "calibration/files/packed_checks.h"
#include "calibration/files/packed_layout.h"
#include "calibration/files/text_file.h"
#include "calibration/response_part.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

using Checksums = std::array<uint32_t, kNumPackedSections>;

// Reads and checks the parts of a mapped file.
class PackedReader {
 public:
  explicit PackedReader(absl::string_view file) : file_(file) {}

  absl::Status ReadHeader();
  absl::Status CheckPlaces() const;
  // After CheckPlaces; of part i of n of each section.
  Checksums ChecksumsOf(int i, int n) const;
  absl::Status CheckChecksums(absl::Span<const Checksums> parts) const;

  // After CheckChecksums. The views are of all units; of those outside of a
  // part, nothing is known but their number.
  absl::StatusOr<ResponseViews> ReadUnits() const;
  absl::StatusOr<ResponseItems> ReadItems() const;
  absl::StatusOr<ResponseCounts> ReadCounts() const;

 private:
  const PackedHeader::Section& At(PackedSection section) const {
    return header_.sections[static_cast<size_t>(section)];
  }
  absl::string_view Bytes(PackedSection section) const {
    return file_.substr(At(section).offset, At(section).bytes);
  }

  // After CheckPlaces.
  template <class T>
  absl::Span<const T> Values(PackedSection section) const {
    static_assert(std::endian::native == std::endian::little);
    const absl::string_view bytes = Bytes(section);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  // Of the n parts, about equally long, that a section's bytes are cut into.
  absl::string_view PartOfBytes(PackedSection section, int i, int n) const {
    const absl::string_view bytes = Bytes(section);
    const size_t begin = bytes.size() / n * i;
    return i + 1 < n ? bytes.substr(begin, bytes.size() / n)
                     : bytes.substr(begin);
  }

  absl::StatusOr<TextView> Texts(PackedSection begins,
                                 PackedSection texts) const;

  absl::string_view file_;
  PackedHeader header_ = {};
};

// The bytes of a value of each section.
constexpr std::array<size_t, kNumPackedSections> kPackedWidths = {
    2, 8, 8, 1, 8, 1, 4, 8, 4, 8, 1, 1, 8, 1, 8};

absl::Status PackedReader::ReadHeader() {
  if (file_.size() < sizeof(header_))
    return DamagedPackedFile("it is too short");
  std::memcpy(&header_, file_.data(), sizeof(header_));
  if (header_.magic != kPackedMagic) {
    return absl::InvalidArgumentError("not a file of packed responses");
  }
  if (header_.version != kPackedVersion) {
    return absl::InvalidArgumentError(
        absl::StrCat("packed responses of version ", header_.version,
                     "; allowed: ", kPackedVersion));
  }
  PackedHeader unsigned_header = header_;
  unsigned_header.checksum = 0;
  const uint32_t checksum =
      PackedChecksum(0, {reinterpret_cast<const char*>(&unsigned_header),
                         sizeof(unsigned_header)});
  if (checksum != header_.checksum)
    return DamagedPackedFile("checksum of the header");
  if (header_.header_bytes != sizeof(header_) ||
      header_.num_sections != kNumPackedSections) {
    return DamagedPackedFile("size of the header");
  }
  if (header_.file_bytes == file_.size()) return absl::OkStatus();
  return DamagedPackedFile(absl::StrCat(
      "it has ", file_.size(), " bytes, and says ", header_.file_bytes));
}

absl::Status PackedReader::CheckPlaces() const {
  for (size_t i = 0; i < kNumPackedSections; ++i) {
    const PackedHeader::Section& section = header_.sections[i];
    if (section.offset % 8 != 0 || section.offset < sizeof(header_) ||
        section.offset > file_.size() ||
        section.bytes > file_.size() - section.offset ||
        section.bytes % kPackedWidths[i] != 0) {
      return DamagedPackedFile(absl::StrCat("place of section ", i));
    }
  }
  return absl::OkStatus();
}

Checksums PackedReader::ChecksumsOf(int i, int n) const {
  Checksums sums;
  for (size_t s = 0; s < kNumPackedSections; ++s) {
    sums[s] =
        PackedChecksum(0, PartOfBytes(static_cast<PackedSection>(s), i, n));
  }
  return sums;
}

absl::Status PackedReader::CheckChecksums(
    absl::Span<const Checksums> parts) const {
  const int n = static_cast<int>(parts.size());
  for (size_t s = 0; s < kNumPackedSections; ++s) {
    uLong whole = 0;
    for (int i = 0; i < n; ++i) {
      const size_t bytes =
          PartOfBytes(static_cast<PackedSection>(s), i, n).size();
      whole = crc32_combine(whole, parts[i][s], static_cast<z_off_t>(bytes));
    }
    if (whole == header_.sections[s].checksum) continue;
    return DamagedPackedFile(absl::StrCat("checksum of section ", s));
  }
  return absl::OkStatus();
}

absl::StatusOr<TextView> PackedReader::Texts(PackedSection begins,
                                             PackedSection texts) const {
  const auto positions = Values<uint64_t>(begins);
  const absl::string_view text = Bytes(texts);
  if (positions.empty() && text.empty()) return TextView();
  if (ArePackedBegins(positions, text.size())) return TextView(positions, text);
  return DamagedPackedFile(absl::StrCat("section ", static_cast<int>(begins)));
}

absl::StatusOr<ResponseViews> PackedReader::ReadUnits() const {
  using S = PackedSection;
  ResponseViews views;
  views.person_ids = {Values<uint64_t>(S::kPersonIdBegins),
                      Bytes(S::kPersonIds)};
  views.session_ids = {Values<uint64_t>(S::kSessionIdBegins),
                       Bytes(S::kSessionIds)};
  ASSIGN_OR_RETURN(views.group_names,
                   Texts(S::kGroupNameBegins, S::kGroupNames));
  views.clusters = Values<uint32_t>(S::kPersons);
  views.weights = Values<double>(S::kWeights);
  views.groups = Values<uint32_t>(S::kGroups);
  views.begin = Values<uint64_t>(S::kFirstAnswers);
  views.rows = Values<uint16_t>(S::kAnswers);
  RETURN_IF_ERROR(CheckPackedNumbers(views));
  return views;
}

absl::StatusOr<ResponseItems> PackedReader::ReadItems() const {
  ASSIGN_OR_RETURN(const TextView ids, Texts(PackedSection::kItemIdBegins,
                                             PackedSection::kItemIds));
  const auto categories = Values<uint8_t>(PackedSection::kCategories);
  if (categories.size() != ids.size())
    return DamagedPackedFile("number of items");
  ResponseItems items;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (categories[i] < 2 || categories[i] > kMaxCategories ||
        items.num_rows() + categories[i] > ResponseItems::kMaxRows) {
      return DamagedPackedFile("categories of items");
    }
    items.Add(ids[i], NominalResponse(), categories[i]);
  }
  return items;
}

absl::StatusOr<ResponseCounts> PackedReader::ReadCounts() const {
  const auto values = Values<int64_t>(PackedSection::kCounts);
  ResponseCounts counts;
  const std::vector<int64_t*> all = counts.All();
  if (values.size() != all.size()) return DamagedPackedFile("number of counts");
  for (size_t i = 0; i < all.size(); ++i) *all[i] = values[i];
  return counts;
}

// Each rank takes the checksums of a part of the bytes, which are then
// combined.
absl::Status CheckChecksums(const PackedReader& reader, Ranks& ranks) {
  const Checksums own = reader.ChecksumsOf(ranks.rank(), ranks.size());
  const absl::string_view bytes(reinterpret_cast<const char*>(own.data()),
                                sizeof(own));
  std::vector<Checksums> parts;
  for (const std::string& text : ranks.Gather(bytes)) {
    parts.emplace_back();
    std::memcpy(parts.back().data(), text.data(), sizeof(Checksums));
  }
  return reader.CheckChecksums(parts);
}

// The units of this rank, and whether they are in order.
absl::StatusOr<ResponseData> ReadOwnUnits(
    const PackedReader& reader, const std::shared_ptr<const MappedFile>& file,
    Ranks& ranks) {
  ASSIGN_OR_RETURN(const ResponseViews views, reader.ReadUnits());
  ASSIGN_OR_RETURN(ResponseItems items, reader.ReadItems());
  ASSIGN_OR_RETURN(const ResponseCounts counts, reader.ReadCounts());
  const ResponseData whole(std::move(items), views, file, counts);
  const Part units = UnitsOf(ranks, whole.blocks());
  RETURN_IF_ERROR(CheckPackedUnits(whole, views, units));
  return PartOf(whole, ranks);
}

absl::StatusOr<std::shared_ptr<const MappedFile>> OpenFile(
    const std::string& path, PackedReader& reader) {
  ASSIGN_OR_RETURN(const std::shared_ptr<const MappedFile> file,
                   MappedFile::Open(path));
  reader = PackedReader(file->bytes());
  const auto named = [&](const absl::Status& status) {
    return status.ok() ? status : InFile(path, status);
  };
  RETURN_IF_ERROR(named(reader.ReadHeader()));
  RETURN_IF_ERROR(named(reader.CheckPlaces()));
  return file;
}

}  // namespace

bool IsPackedFile(const std::string& path) {
  // Of a pipe nothing is taken away.
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  const std::unique_ptr<FILE, int (*)(FILE*)> file(
      std::fopen(path.c_str(), "rb"), std::fclose);
  std::array<char, kPackedMagic.size()> begin = {};
  return file != nullptr &&
         std::fread(begin.data(), 1, begin.size(), file.get()) ==
             begin.size() &&
         begin == kPackedMagic;
}

absl::StatusOr<ResponseData> OpenPackedFile(const std::string& path,
                                            Ranks& ranks) {
  PackedReader reader("");
  const auto file = OpenFile(path, reader);
  RETURN_IF_ERROR(Agree(ranks, file.status()));
  absl::Status status = Agree(ranks, CheckChecksums(reader, ranks));
  if (!status.ok()) return InFile(path, status);
  absl::StatusOr<ResponseData> data = ReadOwnUnits(reader, *file, ranks);
  status = Agree(ranks, data.status());
  if (!status.ok()) return InFile(path, status);
  return data;
}

}  // namespace adaptest

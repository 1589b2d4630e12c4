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
  absl::Status CheckUnits(const ResponseViews& views, Part units) const;
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
  absl::Status CheckNumbers(const ResponseViews& views) const;
  absl::Status CheckClusters(const ResponseViews& views, Part units) const;

  absl::string_view file_;
  PackedHeader header_ = {};
};

absl::Status Damaged(absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("damaged file of packed responses: ", what));
}

// The bytes of a value of each section.
constexpr std::array<size_t, kNumPackedSections> kPackedWidths = {
    2, 8, 8, 1, 8, 1, 4, 8, 4, 8, 1, 1, 8, 1, 8};

absl::Status PackedReader::ReadHeader() {
  if (file_.size() < sizeof(header_)) return Damaged("it is too short");
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
  if (checksum != header_.checksum) return Damaged("checksum of the header");
  if (header_.header_bytes != sizeof(header_) ||
      header_.num_sections != kNumPackedSections) {
    return Damaged("size of the header");
  }
  if (header_.file_bytes == file_.size()) return absl::OkStatus();
  return Damaged(absl::StrCat("it has ", file_.size(), " bytes, and says ",
                              header_.file_bytes));
}

absl::Status PackedReader::CheckPlaces() const {
  for (size_t i = 0; i < kNumPackedSections; ++i) {
    const PackedHeader::Section& section = header_.sections[i];
    if (section.offset % 8 != 0 || section.offset < sizeof(header_) ||
        section.offset > file_.size() ||
        section.bytes > file_.size() - section.offset ||
        section.bytes % kPackedWidths[i] != 0) {
      return Damaged(absl::StrCat("place of section ", i));
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
    return Damaged(absl::StrCat("checksum of section ", s));
  }
  return absl::OkStatus();
}

// Whether these `begins` are positions up to `end`, from 0 to `end` if all are.
bool AreBegins(absl::Span<const uint64_t> begins, uint64_t end, size_t first,
               size_t count) {
  if (begins.empty() || begins.front() != 0 || begins.back() != end) {
    return false;
  }
  const auto some = begins.subspan(first, count + 1);
  return some.back() <= end && std::is_sorted(some.begin(), some.end());
}
bool AreBegins(absl::Span<const uint64_t> begins, uint64_t end) {
  return !begins.empty() && AreBegins(begins, end, 0, begins.size() - 1);
}
bool AreTexts(const TextView& texts, size_t first, size_t count) {
  return AreBegins(texts.begin(), texts.text().size(), first, count);
}

absl::StatusOr<TextView> PackedReader::Texts(PackedSection begins,
                                             PackedSection texts) const {
  const auto positions = Values<uint64_t>(begins);
  const absl::string_view text = Bytes(texts);
  if (positions.empty() && text.empty()) return TextView();
  if (AreBegins(positions, text.size())) return TextView(positions, text);
  return Damaged(absl::StrCat("section ", static_cast<int>(begins)));
}

absl::Status PackedReader::CheckNumbers(const ResponseViews& views) const {
  if (views.begin.empty() ||
      views.begin.size() > std::numeric_limits<int>::max()) {
    return Damaged("answers of units");
  }
  const size_t num_units = views.begin.size() - 1;
  const auto fits = [&](size_t size) { return size == 0 || size == num_units; };
  if (!fits(views.session_ids.size()) || !fits(views.weights.size()) ||
      !fits(views.groups.size()) || !fits(views.clusters.size())) {
    return Damaged("number of units");
  }
  const size_t num_persons = views.person_ids.size();
  if (views.clusters.empty()) {
    return num_persons == num_units ? absl::OkStatus() : Damaged("persons");
  }
  return views.clusters.front() == 0 &&
                 views.clusters.back() + size_t{1} == num_persons
             ? absl::OkStatus()
             : Damaged("persons of units");
}

absl::Status PackedReader::CheckClusters(const ResponseViews& views,
                                         Part units) const {
  if (units.begin == units.end) return absl::OkStatus();
  size_t person = units.begin;
  size_t last = units.end - 1;
  if (!views.clusters.empty()) {
    for (int i = std::max(1, units.begin); i < units.end; ++i) {
      if (views.clusters[i] - views.clusters[i - 1] > 1) {
        return Damaged("persons of units");
      }
    }
    person = views.clusters[person];
    last = views.clusters[last];
  }
  return last < views.person_ids.size() &&
                 AreTexts(views.person_ids, person, last + 1 - person)
             ? absl::OkStatus()
             : Damaged("persons");
}

absl::Status PackedReader::CheckUnits(const ResponseViews& views,
                                      Part units) const {
  const size_t begin = units.begin;
  const size_t size = units.end - units.begin;
  if (!AreBegins(views.begin, views.rows.size(), begin, size)) {
    return Damaged("answers of units");
  }
  if (!views.session_ids.empty() && !AreTexts(views.session_ids, begin, size)) {
    return Damaged("sessions");
  }
  for (size_t i = begin; i < begin + size; ++i) {
    if (!views.groups.empty() && views.groups[i] >= views.group_names.size()) {
      return Damaged("groups");
    }
    if (views.weights.empty()) continue;
    const double weight = views.weights[i];
    if (!(weight > 0) || !std::isfinite(weight)) return Damaged("weights");
  }
  return CheckClusters(views, units);
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
  RETURN_IF_ERROR(CheckNumbers(views));
  return views;
}

absl::StatusOr<ResponseItems> PackedReader::ReadItems() const {
  ASSIGN_OR_RETURN(const TextView ids, Texts(PackedSection::kItemIdBegins,
                                             PackedSection::kItemIds));
  const auto categories = Values<uint8_t>(PackedSection::kCategories);
  if (categories.size() != ids.size()) return Damaged("number of items");
  ResponseItems items;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (categories[i] < 2 || categories[i] > kMaxCategories ||
        items.num_rows() + categories[i] > ResponseItems::kMaxRows) {
      return Damaged("categories of items");
    }
    items.Add(ids[i], NominalResponse(), categories[i]);
  }
  return items;
}

absl::StatusOr<ResponseCounts> PackedReader::ReadCounts() const {
  const auto values = Values<int64_t>(PackedSection::kCounts);
  ResponseCounts counts;
  const std::vector<int64_t*> all = counts.All();
  if (values.size() != all.size()) return Damaged("number of counts");
  for (size_t i = 0; i < all.size(); ++i) *all[i] = values[i];
  return counts;
}

// Whether each unit answers items that there are, in order, and none twice.
bool RowsAreValid(const ResponseItems& items, const ResponseViews& views,
                  Part units) {
  for (int unit = units.begin; unit < units.end; ++unit) {
    int last_item = -1;
    for (uint64_t i = views.begin[unit]; i < views.begin[unit + 1]; ++i) {
      const int row = views.rows[i];
      if (row >= items.num_rows() || items.item_of_row[row] <= last_item) {
        return false;
      }
      last_item = items.item_of_row[row];
    }
  }
  return true;
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
  RETURN_IF_ERROR(reader.CheckUnits(views, units));
  if (!RowsAreValid(whole, views, units)) return Damaged("answers");
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

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
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Reads and checks the parts of a mapped file.
class PackedReader {
 public:
  explicit PackedReader(absl::string_view file) : file_(file) {}

  absl::Status ReadHeader();
  absl::Status CheckSections() const;
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

  // After CheckSections.
  template <class T>
  absl::Span<const T> Values(PackedSection section) const {
    static_assert(std::endian::native == std::endian::little);
    const absl::string_view bytes = Bytes(section);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  absl::StatusOr<TextView> Texts(PackedSection begins,
                                 PackedSection texts) const;
  absl::Status CheckUnits(const ResponseViews& views) const;
  absl::Status CheckClusters(const ResponseViews& views) const;

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

absl::Status PackedReader::CheckSections() const {
  for (size_t i = 0; i < kNumPackedSections; ++i) {
    const PackedHeader::Section& section = header_.sections[i];
    if (section.offset % 8 != 0 || section.offset < sizeof(header_) ||
        section.offset > file_.size() ||
        section.bytes > file_.size() - section.offset ||
        section.bytes % kPackedWidths[i] != 0) {
      return Damaged(absl::StrCat("place of section ", i));
    }
    if (PackedChecksum(0, Bytes(static_cast<PackedSection>(i))) !=
        section.checksum) {
      return Damaged(absl::StrCat("checksum of section ", i));
    }
  }
  return absl::OkStatus();
}

// Whether `begins` are positions from 0 to `end`.
bool AreBegins(absl::Span<const uint64_t> begins, uint64_t end) {
  return !begins.empty() && begins.front() == 0 && begins.back() == end &&
         std::is_sorted(begins.begin(), begins.end());
}

absl::StatusOr<TextView> PackedReader::Texts(PackedSection begins,
                                             PackedSection texts) const {
  const auto positions = Values<uint64_t>(begins);
  const absl::string_view text = Bytes(texts);
  if (positions.empty() && text.empty()) return TextView();
  if (AreBegins(positions, text.size())) return TextView(positions, text);
  return Damaged(absl::StrCat("section ", static_cast<int>(begins)));
}

absl::Status PackedReader::CheckClusters(const ResponseViews& views) const {
  const size_t num_units = views.begin.size() - 1;
  const size_t num_persons = views.person_ids.size();
  if (views.clusters.empty()) {
    return num_persons == num_units ? absl::OkStatus() : Damaged("persons");
  }
  if (views.clusters.size() != num_units || views.clusters.front() != 0 ||
      views.clusters.back() + size_t{1} != num_persons) {
    return Damaged("persons of units");
  }
  for (size_t i = 1; i < num_units; ++i) {
    if (views.clusters[i] - views.clusters[i - 1] > 1) {
      return Damaged("persons of units");
    }
  }
  return absl::OkStatus();
}

absl::Status PackedReader::CheckUnits(const ResponseViews& views) const {
  if (!AreBegins(views.begin, views.rows.size()) ||
      views.begin.size() > std::numeric_limits<int>::max()) {
    return Damaged("answers of units");
  }
  const size_t num_units = views.begin.size() - 1;
  const auto fits = [&](size_t size) { return size == 0 || size == num_units; };
  if (!fits(views.session_ids.size()) || !fits(views.weights.size()) ||
      !fits(views.groups.size())) {
    return Damaged("number of units");
  }
  for (const uint32_t group : views.groups) {
    if (group >= views.group_names.size()) return Damaged("groups");
  }
  for (const double weight : views.weights) {
    if (!(weight > 0) || !std::isfinite(weight)) return Damaged("weights");
  }
  return CheckClusters(views);
}

absl::StatusOr<ResponseViews> PackedReader::ReadUnits() const {
  using S = PackedSection;
  ResponseViews views;
  ASSIGN_OR_RETURN(views.person_ids, Texts(S::kPersonIdBegins, S::kPersonIds));
  ASSIGN_OR_RETURN(views.session_ids,
                   Texts(S::kSessionIdBegins, S::kSessionIds));
  ASSIGN_OR_RETURN(views.group_names,
                   Texts(S::kGroupNameBegins, S::kGroupNames));
  views.clusters = Values<uint32_t>(S::kPersons);
  views.weights = Values<double>(S::kWeights);
  views.groups = Values<uint32_t>(S::kGroups);
  views.begin = Values<uint64_t>(S::kFirstAnswers);
  views.rows = Values<uint16_t>(S::kAnswers);
  RETURN_IF_ERROR(CheckUnits(views));
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
bool RowsAreValid(const ResponseItems& items, const ResponseViews& views) {
  for (size_t unit = 0; unit + 1 < views.begin.size(); ++unit) {
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

absl::StatusOr<ResponseData> ReadMapped(
    const std::shared_ptr<const MappedFile>& file) {
  PackedReader reader(file->bytes());
  RETURN_IF_ERROR(reader.ReadHeader());
  RETURN_IF_ERROR(reader.CheckSections());
  ASSIGN_OR_RETURN(const ResponseViews views, reader.ReadUnits());
  ASSIGN_OR_RETURN(ResponseItems items, reader.ReadItems());
  ASSIGN_OR_RETURN(const ResponseCounts counts, reader.ReadCounts());
  if (!RowsAreValid(items, views)) return Damaged("answers");
  return ResponseData(std::move(items), views, file, counts);
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

absl::StatusOr<ResponseData> OpenPackedFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::shared_ptr<const MappedFile> file,
                   MappedFile::Open(path));
  absl::StatusOr<ResponseData> data = ReadMapped(file);
  if (data.ok()) return data;
  return absl::InvalidArgumentError(
      absl::StrCat(path, ": ", data.status().message()));
}

}  // namespace adaptest

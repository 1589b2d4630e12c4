#include "calibration/files/packed_writer.h"

#include <bit>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "calibration/files/packed_layout.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

template <class T>
absl::string_view BytesOf(absl::Span<const T> values) {
  static_assert(std::endian::native == std::endian::little);
  return {reinterpret_cast<const char*>(values.data()),
          values.size() * sizeof(T)};
}

// Writes section after section, and the header at the end.
class PackedWriter {
 public:
  explicit PackedWriter(std::unique_ptr<StreamedFile> file)
      : file_(std::move(file)) {}

  absl::Status Begin() {
    header_.magic = kPackedMagic;
    header_.version = kPackedVersion;
    header_.header_bytes = sizeof(header_);
    header_.num_sections = kNumPackedSections;
    return Append(HeaderBytes());
  }

  absl::Status BeginSection(PackedSection section) {
    section_ = &header_.sections[static_cast<size_t>(section)];
    RETURN_IF_ERROR(Append(absl::string_view("\0\0\0\0\0\0\0", -bytes_ % 8)));
    section_->offset = bytes_;
    section_->checksum = PackedChecksum(0, "");
    return absl::OkStatus();
  }

  absl::Status AddToSection(absl::string_view bytes) {
    section_->bytes += bytes.size();
    section_->checksum = PackedChecksum(section_->checksum, bytes);
    return Append(bytes);
  }

  absl::Status AddSection(PackedSection section, absl::string_view bytes) {
    RETURN_IF_ERROR(BeginSection(section));
    return AddToSection(bytes);
  }

  absl::Status AddTexts(PackedSection begins, PackedSection texts,
                        const TextView& view) {
    RETURN_IF_ERROR(AddSection(begins, BytesOf(view.begin())));
    return AddSection(texts, view.text());
  }

  absl::Status Commit() {
    header_.file_bytes = bytes_;
    header_.checksum = 0;
    header_.checksum = PackedChecksum(0, HeaderBytes());
    RETURN_IF_ERROR(file_->OverwriteBegin(HeaderBytes()));
    return file_->Commit();
  }

  uint64_t bytes() const { return bytes_; }

 private:
  absl::string_view HeaderBytes() const {
    return {reinterpret_cast<const char*>(&header_), sizeof(header_)};
  }

  absl::Status Append(absl::string_view bytes) {
    bytes_ += bytes.size();
    return file_->Append(bytes);
  }

  std::unique_ptr<StreamedFile> file_;
  PackedHeader header_ = {};
  PackedHeader::Section* section_ = nullptr;
  uint64_t bytes_ = 0;
};

absl::Status WriteUnits(const ResponseColumns& columns, PackedWriter& writer) {
  using S = PackedSection;
  const ResponseViews views = columns.Views();
  RETURN_IF_ERROR(writer.AddSection(S::kFirstAnswers, BytesOf(views.begin)));
  RETURN_IF_ERROR(
      writer.AddTexts(S::kPersonIdBegins, S::kPersonIds, views.person_ids));
  RETURN_IF_ERROR(
      writer.AddTexts(S::kSessionIdBegins, S::kSessionIds, views.session_ids));
  RETURN_IF_ERROR(writer.AddSection(S::kPersons, BytesOf(views.clusters)));
  RETURN_IF_ERROR(writer.AddSection(S::kWeights, BytesOf(views.weights)));
  RETURN_IF_ERROR(writer.AddSection(S::kGroups, BytesOf(views.groups)));
  return writer.AddTexts(S::kGroupNameBegins, S::kGroupNames,
                         views.group_names);
}

absl::Status WriteItems(const ResponseItems& items, PackedWriter& writer) {
  TextColumn ids;
  std::vector<uint8_t> categories;
  for (int i = 0; i < items.num_items(); ++i) {
    ids.Add(items.item_ids[i]);
    categories.push_back(static_cast<uint8_t>(items.NumCategoriesOf(i)));
  }
  RETURN_IF_ERROR(writer.AddSection(PackedSection::kCategories,
                                    BytesOf(absl::MakeConstSpan(categories))));
  return writer.AddTexts(PackedSection::kItemIdBegins, PackedSection::kItemIds,
                         ids.view());
}

absl::Status WriteCounts(ResponseCounts counts, PackedWriter& writer) {
  std::vector<int64_t> values;
  for (const int64_t* count : counts.All()) values.push_back(*count);
  return writer.AddSection(PackedSection::kCounts,
                           BytesOf(absl::MakeConstSpan(values)));
}

}  // namespace

absl::StatusOr<PackedSummary> WritePackedResponses(
    ResponseIntake& intake, std::unique_ptr<StreamedFile> file) {
  PackedWriter writer(std::move(file));
  RETURN_IF_ERROR(writer.Begin());
  RETURN_IF_ERROR(writer.BeginSection(PackedSection::kAnswers));
  ResponseColumns columns;
  const auto write = [&](absl::Span<const uint16_t> rows) {
    return writer.AddToSection(BytesOf(rows));
  };
  ASSIGN_OR_RETURN(const ResponseItems items,
                   intake.FinishInto(columns, write));
  RETURN_IF_ERROR(WriteUnits(columns, writer));
  RETURN_IF_ERROR(WriteItems(items, writer));
  const ResponseCounts& counts = intake.builder().counts();
  RETURN_IF_ERROR(WriteCounts(counts, writer));
  RETURN_IF_ERROR(writer.Commit());
  return PackedSummary{counts, items.num_items(),
                       static_cast<int64_t>(columns.num_units()),
                       writer.bytes()};
}

}  // namespace adaptest

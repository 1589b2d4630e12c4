#include "calibration/files/packed_responses.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "calibration/files/packed_reader.h"
#include "calibration/files/text_file.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

absl::Status CheckNoKey(const ResponseFormat& format) {
  if (!format.key) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "packed responses are scored already; a key is for what is packed");
}

// How the items of a packed file become those of the data.
class ItemMapping {
 public:
  ItemMapping(const ResponseData& packed, const ResponseFormat& format)
      : packed_(packed),
        format_(format),
        new_row_(packed.num_rows(), kUnknown) {}

  absl::Status AddItems() {
    for (int i = 0; i < packed_.num_items(); ++i) {
      const std::string& id = packed_.item_ids[i];
      const absl::StatusOr<ItemModel> model = format_.models.Of(id);
      if (format_.models.LeavesOut(id) ||
          (!model.ok() &&
           format_.cleaning.Drops(AnswerMistake::kUnknownItem))) {
        continue;
      }
      RETURN_IF_ERROR(model.status());
      AddItem(i, *model);
    }
    return absl::OkStatus();
  }

  bool IsSame() const { return items_.first_row == packed_.first_row; }

  // Counts the answers that are dropped, or refuses them.
  absl::Status CountDropped(ResponseCounts& counts) const {
    for (const uint16_t row : packed_.views().rows) {
      if (new_row_[row] >= 0) continue;
      if (new_row_[row] == kUnknown) {
        ++counts.OfMistake(AnswerMistake::kUnknownItem);
        continue;
      }
      if (!format_.cleaning.Drops(AnswerMistake::kImpossibleCategory)) {
        return Impossible(row);
      }
      ++counts.OfMistake(AnswerMistake::kImpossibleCategory);
    }
    return absl::OkStatus();
  }

  const ResponseItems& items() const { return items_; }
  const std::vector<int>& new_row() const { return new_row_; }

 private:
  static constexpr int kUnknown = -1;
  static constexpr int kImpossible = -2;

  void AddItem(int packed_item, const ItemModel& model) {
    const int first = packed_.first_row[packed_item];
    const int packed = packed_.NumCategoriesOf(packed_item);
    int categories = model.num_categories;
    if (categories == 0) categories = IsPolytomous(model.model) ? packed : 2;
    for (int k = 0; k < packed; ++k) {
      new_row_[first + k] =
          k < categories ? items_.num_rows() + k : kImpossible;
    }
    items_.Add(packed_.item_ids[packed_item], model.model, categories);
  }

  absl::Status Impossible(int row) const {
    const int item = packed_.item_of_row[row];
    const std::string& id = packed_.item_ids[item];
    const auto known =
        std::find(items_.item_ids.begin(), items_.item_ids.end(), id);
    const int i = static_cast<int>(known - items_.item_ids.begin());
    return ItemError(
        id, absl::StrCat("category ", row - packed_.first_row[item], ", ",
                         format_.models.Allowed(items_.models[i],
                                                items_.NumCategoriesOf(i))));
  }

  const ResponseData& packed_;
  const ResponseFormat& format_;
  ResponseItems items_;
  std::vector<int> new_row_;  // [packed row]
};

absl::StatusOr<ResponseData> UnderModels(const ResponseData& packed,
                                         const ResponseFormat& format) {
  RETURN_IF_ERROR(CheckNoKey(format));
  ItemMapping mapping(packed, format);
  RETURN_IF_ERROR(mapping.AddItems());
  if (mapping.IsSame()) return packed.WithModels(mapping.items().models);
  ResponseCounts counts = packed.counts();
  RETURN_IF_ERROR(mapping.CountDropped(counts));
  return MapRows(packed, mapping.items(), mapping.new_row(), counts);
}

absl::Status AddUnits(const ResponseData& packed, ResponseIntake& intake,
                      int file) {
  RETURN_IF_ERROR(CheckNoKey(intake.format()));
  std::vector<std::optional<int>> items;
  for (const std::string& id : packed.item_ids) {
    ASSIGN_OR_RETURN(items.emplace_back(), intake.Item(id));
  }
  ResponseDataBuilder& builder = intake.builder();
  for (int unit = 0; unit < packed.num_persons(); ++unit) {
    const std::string person = packed.person_id(unit);
    const std::string session = packed.session_id(unit);
    const int added = session.empty() ? builder.AddPerson(person)
                                      : builder.AddSession(person, session);
    builder.SetWeight(added, packed.weight(unit));
    const absl::string_view group = packed.group(unit);
    if (!group.empty()) builder.SetGroup(added, group);
    for (const uint16_t row : packed.RowsOf(unit)) {
      const int item = packed.item_of_row[row];
      if (!items[item]) {
        ++builder.counts().OfMistake(AnswerMistake::kUnknownItem);
        continue;
      }
      RETURN_IF_ERROR(intake.AddCategory(
          added, *items[item], row - packed.first_row[item], {file, 0}));
    }
    intake.CountRow();
  }
  builder.counts().AddReading(packed.counts());
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ResponseData> ReadPackedResponses(const std::string& path,
                                                 const ResponseFormat& format,
                                                 Ranks& ranks) {
  ASSIGN_OR_RETURN(const ResponseData packed, OpenPackedFile(path, ranks));
  absl::StatusOr<ResponseData> data = UnderModels(packed, format);
  const absl::Status status = Agree(ranks, data.status());
  if (!status.ok()) return InFile(path, status);
  return data;
}

absl::Status ReadPackedInto(const std::string& path, ResponseIntake& intake) {
  ASSIGN_OR_RETURN(const ResponseData packed, OpenPackedFile(path));
  ASSIGN_OR_RETURN(const int file, intake.AddFile(path));
  const absl::Status status = AddUnits(packed, intake, file);
  return status.ok() ? status : InFile(path, status);
}

}  // namespace adaptest

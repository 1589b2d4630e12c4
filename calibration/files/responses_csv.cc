#include "calibration/files/responses_csv.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "engine/item.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kMaxCount = 1e9;

absl::Status ItemError(absl::string_view id, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat("item ", id, ": ", message));
}

// Refuses an id that no item bank could hold.
absl::Status CheckItemId(absl::string_view id) {
  Item item;
  item.id = std::string(id);
  item.model = TwoPl();
  item.parameters = {1, 0};
  return ValidateItem(item);
}

// Reads files into one builder.
class ResponseReader {
 public:
  explicit ResponseReader(const ResponseFormat& format) : format_(format) {}

  absl::Status ReadFile(const std::string& path);
  absl::StatusOr<ResponseData> Finish() &&;

 private:
  using Place = ResponseDataBuilder::Place;

  absl::Status ReadWide(CsvReader& csv);
  absl::Status ReadLong(CsvReader& csv);
  absl::Status ReadWideRow(const CsvReader& csv, const std::vector<int>& items);
  absl::Status ReadCount(const CsvReader& csv, int column, int person);
  absl::Status AddAnswer(int person, int item, absl::string_view answer,
                         Place place);
  absl::StatusOr<int> AddItem(absl::string_view id);
  absl::StatusOr<std::optional<int>> Category(int item,
                                              absl::string_view answer) const;
  absl::Status DuplicateError(
      const ResponseData& data,
      const ResponseDataBuilder::Duplicate& duplicate) const;

  const ResponseFormat& format_;
  ResponseDataBuilder builder_;
  std::vector<std::string> files_;
  int unnamed_persons_ = 0;
};

bool LooksLong(const CsvReader& csv) {
  return csv.Find("item_id") && (csv.Find("response") || csv.Find("option"));
}

absl::Status ResponseReader::ReadFile(const std::string& path) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  files_.push_back(csv.name());
  const ResponseLayout layout = format_.layout.value_or(
      LooksLong(csv) ? ResponseLayout::kLong : ResponseLayout::kWide);
  RETURN_IF_ERROR(layout == ResponseLayout::kLong ? ReadLong(csv)
                                                  : ReadWide(csv));
  return absl::OkStatus();
}

absl::StatusOr<int> ResponseReader::AddItem(absl::string_view id) {
  ASSIGN_OR_RETURN(const ItemModel item_model, format_.models.Of(id));
  if (format_.key && !format_.key->entries().count(std::string(id))) {
    return ItemError(id, absl::StrCat("not in the key ", format_.key->file()));
  }
  const int known = builder_.num_items();
  ASSIGN_OR_RETURN(const int item, builder_.AddItem(id, item_model.model,
                                                    item_model.num_categories));
  if (item == known) RETURN_IF_ERROR(CheckItemId(id));
  return item;
}

absl::Status ResponseReader::ReadWide(CsvReader& csv) {
  std::vector<int> items(csv.columns().size(), -1);
  for (size_t i = 0; i < items.size(); ++i) {
    const std::string& name = csv.columns()[i];
    if (name == "person_id" || name == "count" || name == "group") continue;
    const absl::StatusOr<int> item = AddItem(name);
    if (!item.ok()) return csv.Error(item.status().message());
    items[i] = *item;
  }
  int rows = 0;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    RETURN_IF_ERROR(ReadWideRow(csv, items));
    ++rows;
  }
  return rows > 0 ? absl::OkStatus() : csv.Error("no rows below the header");
}

absl::Status ResponseReader::ReadWideRow(const CsvReader& csv,
                                         const std::vector<int>& items) {
  const auto id = csv.Find("person_id");
  if (id && csv.field(*id).empty()) return csv.Error("person_id is empty");
  const int person = id ? builder_.AddPerson(csv.field(*id))
                        : builder_.AddPerson(absl::StrCat(++unnamed_persons_));
  if (const auto count = csv.Find("count")) {
    RETURN_IF_ERROR(ReadCount(csv, *count, person));
  }
  if (const auto group = csv.Find("group")) {
    builder_.SetGroup(person, csv.field(*group));
  }
  const Place place{static_cast<int>(files_.size()) - 1, csv.line()};
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i] < 0) continue;
    const auto status = AddAnswer(person, items[i], csv.field(i), place);
    if (!status.ok()) return csv.Error(status.message());
  }
  return absl::OkStatus();
}

absl::Status ResponseReader::ReadCount(const CsvReader& csv, int column,
                                       int person) {
  int count;
  if (!absl::SimpleAtoi(csv.field(column), &count) || count < 1 ||
      count > kMaxCount) {
    return csv.Error(absl::StrCat("count \"", csv.field(column),
                                  "\" is not a whole number of at least 1"));
  }
  builder_.SetWeight(person, count);
  return absl::OkStatus();
}

absl::Status ResponseReader::ReadLong(CsvReader& csv) {
  ASSIGN_OR_RETURN(const int id, csv.Require("person_id"));
  ASSIGN_OR_RETURN(const int item_id, csv.Require("item_id"));
  std::optional<int> answer = csv.Find("response");
  if (format_.key && csv.Find("option")) answer = csv.Find("option");
  if (!answer) RETURN_IF_ERROR(csv.Require("response").status());
  const auto group = csv.Find("group");
  int rows = 0;
  for (;; ++rows) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    if (csv.field(id).empty()) return csv.Error("person_id is empty");
    const absl::StatusOr<int> item = AddItem(csv.field(item_id));
    if (!item.ok()) return csv.Error(item.status().message());
    const int person = builder_.AddPerson(csv.field(id));
    if (group) builder_.SetGroup(person, csv.field(*group));
    const Place place{static_cast<int>(files_.size()) - 1, csv.line()};
    const auto status = AddAnswer(person, *item, csv.field(*answer), place);
    if (!status.ok()) return csv.Error(status.message());
  }
  return rows > 0 ? absl::OkStatus() : csv.Error("no rows below the header");
}

absl::Status ResponseReader::AddAnswer(int person, int item,
                                       absl::string_view answer, Place place) {
  ASSIGN_OR_RETURN(const std::optional<int> category, Category(item, answer));
  if (category) builder_.AddResponse(person, item, *category, place);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<int>> ResponseReader::Category(
    int item, absl::string_view answer) const {
  if (IsMissing(answer)) return std::nullopt;
  if (!format_.omitted.empty() && answer == format_.omitted) {
    if (!format_.omitted_is_wrong) return std::nullopt;
    return 0;
  }
  const absl::string_view id = builder_.item_id(item);
  if (format_.key) {
    ASSIGN_OR_RETURN(const int score, format_.key->Score(id, answer));
    return score;
  }
  const ResponseModel& model = builder_.model(item);
  const int highest = builder_.CategoryLimit(item) - 1;
  int category;
  if (!absl::SimpleAtoi(answer, &category)) {
    return ItemError(id, absl::StrCat("response \"", answer,
                                      "\" is not a whole number, model ",
                                      NameOf(model), " allows 0 to ", highest));
  }
  if (category < 0 || category > highest) {
    return ItemError(id, absl::StrCat("category ", category, ", model ",
                                      NameOf(model), " allows 0 to ", highest));
  }
  return category;
}

absl::Status ResponseReader::DuplicateError(
    const ResponseData& data,
    const ResponseDataBuilder::Duplicate& duplicate) const {
  const auto where = [&](const Place& place) {
    return absl::StrCat(files_[place.file], ":", place.line);
  };
  return absl::InvalidArgumentError(absl::StrCat(
      where(duplicate.second), ": item ", data.item_ids[duplicate.item],
      ": person ", duplicate.person_id, " has answered it already, at ",
      where(duplicate.first)));
}

absl::StatusOr<ResponseData> ResponseReader::Finish() && {
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  ASSIGN_OR_RETURN(ResponseData data, std::move(builder_).Finish(&duplicates));
  if (!duplicates.empty()) {
    const auto first = std::min_element(
        duplicates.begin(), duplicates.end(), [](const auto& x, const auto& y) {
          return std::pair(x.second.file, x.second.line) <
                 std::pair(y.second.file, y.second.line);
        });
    return DuplicateError(data, *first);
  }
  if (!format_.key) return data;
  for (const auto& [id, entry] : format_.key->entries()) {
    if (std::find(data.item_ids.begin(), data.item_ids.end(), id) ==
        data.item_ids.end()) {
      return absl::InvalidArgumentError(
          absl::StrCat(format_.key->file(), ":", entry.line, ": item ", id,
                       " does not occur in the responses"));
    }
  }
  return data;
}

}  // namespace

absl::StatusOr<ResponseLayout> ResponseLayoutByName(absl::string_view name) {
  if (name == "wide") return ResponseLayout::kWide;
  if (name == "long") return ResponseLayout::kLong;
  return absl::InvalidArgumentError(
      absl::StrCat("layout \"", name, "\" is unknown; allowed: wide, long"));
}

absl::StatusOr<ResponseData> ReadResponses(absl::Span<const std::string> paths,
                                           const ResponseFormat& format) {
  if (paths.empty()) return absl::InvalidArgumentError("no response file");
  ResponseReader reader(format);
  for (const std::string& path : paths) RETURN_IF_ERROR(reader.ReadFile(path));
  return std::move(reader).Finish();
}

absl::StatusOr<std::vector<std::string>> ReadPersonIds(
    const std::string& path) {
  ASSIGN_OR_RETURN(CsvReader csv, CsvReader::Open(path));
  ASSIGN_OR_RETURN(const int id, csv.Require("person_id"));
  std::vector<std::string> ids;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) return ids;
    ids.emplace_back(csv.field(id));
  }
}

}  // namespace adaptest

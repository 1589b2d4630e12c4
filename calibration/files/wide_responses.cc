#include "calibration/files/wide_responses.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

constexpr double kMaxCount = 1e9;

bool ShareAnItem(const std::vector<int>& x, const std::vector<int>& y) {
  std::vector<int> shared;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(),
                        std::back_inserter(shared));
  return !shared.empty();
}

}  // namespace

absl::Status WideResponses::ReadHeader(const CsvReader& csv) {
  const std::string& group = intake_.format().group_column;
  columns_ = {csv.Find("person_id"),
              csv.Find("session_id"),
              csv.Find("count"),
              csv.Find("group"),
              {},
              {}};
  if (!group.empty()) {
    ASSIGN_OR_RETURN(columns_.group, csv.Require(group));
  }
  for (int i = 0; i < static_cast<int>(csv.columns().size()); ++i) {
    if (i == columns_.person_id || i == columns_.session_id ||
        i == columns_.count || i == columns_.group ||
        csv.columns()[i] == "group") {
      continue;
    }
    const auto item = intake_.Item(csv.columns()[i]);
    if (!item.ok()) return csv.Error(item.status().message());
    columns_.items.push_back(i);
    columns_.item_numbers.push_back(*item);
  }
  return absl::OkStatus();
}

absl::Status WideResponses::Read(CsvReader& csv) {
  ASSIGN_OR_RETURN(const int file, intake_.AddFile(csv.name()));
  RETURN_IF_ERROR(ReadHeader(csv));
  std::vector<int>& items = items_of_[file];
  for (const std::optional<int>& item : columns_.item_numbers) {
    if (item) items.push_back(*item);
  }
  std::sort(items.begin(), items.end());
  bool any = false;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    any = true;
    RETURN_IF_ERROR(ReadRow(csv, file));
  }
  return any ? absl::OkStatus() : csv.Error("no rows below the header");
}

absl::StatusOr<int> WideResponses::UnitOf(const CsvReader& csv) {
  ResponseDataBuilder& builder = intake_.builder();
  if (!columns_.person_id) {
    return builder.AddPerson(absl::StrCat(++unnamed_persons_));
  }
  const absl::string_view person = csv.field(*columns_.person_id);
  if (person.empty()) return csv.Error("person_id is empty");
  if (!columns_.session_id || IsMissing(csv.field(*columns_.session_id))) {
    return builder.AddPerson(person);
  }
  return builder.AddSession(person, csv.field(*columns_.session_id));
}

std::optional<WideResponses::Place> WideResponses::Clash(int unit,
                                                         const Place& place) {
  if (static_cast<size_t>(unit) >= rows_.size()) rows_.resize(unit + 1);
  if (rows_[unit].line == 0) {
    rows_[unit] = place;
    return std::nullopt;
  }
  const auto clashes = [&](const Place& other) {
    return other.file == place.file ||
           ShareAnItem(items_of_[other.file], items_of_[place.file]);
  };
  if (clashes(rows_[unit])) return rows_[unit];
  const auto [begin, end] = more_rows_.equal_range(unit);
  for (auto row = begin; row != end; ++row) {
    if (clashes(row->second)) return row->second;
  }
  more_rows_.emplace(unit, place);
  return std::nullopt;
}

void WideResponses::DropRow(const CsvReader& csv) {
  int64_t& dropped =
      intake_.builder().counts().OfMistake(AnswerMistake::kDuplicate);
  for (const int i : columns_.items) dropped += !IsMissing(csv.field(i));
}

absl::Status WideResponses::ReadRow(const CsvReader& csv, int file) {
  intake_.CountRow();
  ASSIGN_OR_RETURN(const int unit, UnitOf(csv));
  const Place place{file, csv.line()};
  if (const std::optional<Place> clash = Clash(unit, place)) {
    if (!intake_.builder().cleaning().Drops(AnswerMistake::kDuplicate)) {
      return csv.Error(
          absl::StrCat("person ", intake_.builder().units().person_id(unit),
                       " has a row already, at ", intake_.TextOf(*clash)));
    }
    DropRow(csv);
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(ReadCount(csv, unit));
  if (columns_.group) {
    intake_.builder().SetGroup(unit, csv.field(*columns_.group));
  }
  for (size_t i = 0; i < columns_.items.size(); ++i) {
    const auto status = intake_.AddAnswer(unit, columns_.item_numbers[i],
                                          csv.field(columns_.items[i]), place);
    if (!status.ok()) return csv.Error(status.message());
  }
  return absl::OkStatus();
}

absl::Status WideResponses::ReadCount(const CsvReader& csv, int unit) {
  if (!columns_.count) return absl::OkStatus();
  const absl::string_view field = csv.field(*columns_.count);
  int count;
  if (!absl::SimpleAtoi(field, &count) || count < 1 || count > kMaxCount) {
    return csv.Error(absl::StrCat("count \"", field,
                                  "\" is not a whole number of at least 1"));
  }
  intake_.builder().SetWeight(unit, count);
  return absl::OkStatus();
}

}  // namespace adaptest

#include "calibration/files/response_intake.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "calibration/files/csv_reader.h"
#include "engine/item.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Refuses an id that no item bank could hold.
absl::Status CheckItemId(absl::string_view id) {
  adaptest::Item item;
  item.id = std::string(id);
  item.model = TwoPl();
  item.parameters = {1, 0};
  return ValidateItem(item);
}

}  // namespace

absl::Status ItemError(absl::string_view id, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat("item ", id, ": ", message));
}

absl::StatusOr<int> ResponseIntake::AddFile(std::string name) {
  if (files_.size() == RecordedAnswer::kMaxFiles) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, ": is one file too many; allowed: ", RecordedAnswer::kMaxFiles));
  }
  files_.push_back(std::move(name));
  return static_cast<int>(files_.size()) - 1;
}

absl::StatusOr<std::optional<int>> ResponseIntake::Item(absl::string_view id) {
  if (const std::optional<int> known = builder_.FindItem(id)) return known;
  if (format_.models.LeavesOut(id)) return std::nullopt;
  const bool drops = builder_.cleaning().Drops(AnswerMistake::kUnknownItem);
  const absl::StatusOr<ItemModel> model = format_.models.Of(id);
  if (!model.ok() && drops) return std::nullopt;
  RETURN_IF_ERROR(model.status());
  const AnswerKey::Entry* key = nullptr;
  if (format_.key) {
    key = format_.key->Find(id);
    if (key == nullptr && drops) return std::nullopt;
    if (key == nullptr) {
      return ItemError(id,
                       absl::StrCat("not in the key ", format_.key->file()));
    }
  }
  RETURN_IF_ERROR(CheckItemId(id));
  keys_.push_back(key);
  ASSIGN_OR_RETURN(const int item,
                   builder_.AddItem(id, model->model, model->num_categories));
  return item;
}

absl::Status ResponseIntake::AddAnswer(int unit, std::optional<int> item,
                                       absl::string_view answer, Place place) {
  if (IsMissing(answer)) return absl::OkStatus();
  ResponseCounts& counts = builder_.counts();
  if (IsNotReached(answer)) {
    ++counts.not_reached;
    return absl::OkStatus();
  }
  if (!item) {
    ++counts.OfMistake(AnswerMistake::kUnknownItem);
    return absl::OkStatus();
  }
  if (IsOmitted(answer)) {
    ++counts.omitted;
    if (!format_.omitted_is_wrong) return absl::OkStatus();
    return AddCategory(unit, *item, 0, place);
  }
  ASSIGN_OR_RETURN(const std::optional<int> category, Category(*item, answer));
  if (!category) return absl::OkStatus();
  return AddCategory(unit, *item, *category, place);
}

// None where it is no category, and such answers are dropped.
absl::StatusOr<std::optional<int>> ResponseIntake::Category(
    int item, absl::string_view answer) {
  if (keys_[item] != nullptr) return keys_[item]->Score(answer);
  if (answer.size() == 1 && answer[0] >= '0' && answer[0] <= '9') {
    return answer[0] - '0';
  }
  int category;
  if (absl::SimpleAtoi(answer, &category)) return category;
  if (builder_.cleaning().Drops(AnswerMistake::kImpossibleCategory)) {
    ++builder_.counts().OfMistake(AnswerMistake::kImpossibleCategory);
    return std::nullopt;
  }
  return ItemError(builder_.item_id(item),
                   absl::StrCat("response \"", answer,
                                "\" is not a whole number, ", Allowed(item)));
}

std::string ResponseIntake::Allowed(int item) const {
  return format_.models.Allowed(builder_.model(item),
                                builder_.CategoryLimit(item));
}

absl::Status ResponseIntake::AddCategory(int unit, int item, int category,
                                         Place place) {
  if (category >= 0 && category < builder_.CategoryLimit(item)) {
    builder_.AddResponse(unit, item, category, place);
    return absl::OkStatus();
  }
  if (builder_.cleaning().Drops(AnswerMistake::kImpossibleCategory)) {
    ++builder_.counts().OfMistake(AnswerMistake::kImpossibleCategory);
    return absl::OkStatus();
  }
  return ItemError(builder_.item_id(item),
                   absl::StrCat("category ", category, ", ", Allowed(item)));
}

bool ResponseIntake::LeavesOutAsRapid(absl::string_view answer,
                                      double seconds) {
  const ResponseCleaning& cleaning = builder_.cleaning();
  if (seconds <= 0 || seconds >= cleaning.rapid_seconds ||
      cleaning.Keeps(UnfitAnswer::kRapidGuess) || IsMissing(answer) ||
      IsOmitted(answer) || IsNotReached(answer)) {
    return false;
  }
  ++builder_.counts().OfUnfit(UnfitAnswer::kRapidGuess).answers;
  return true;
}

absl::Status ResponseIntake::AddSession(const SourceSession& session,
                                        int file) {
  const int unit = builder_.AddSession(
      session.person_id.empty() ? session.session_id : session.person_id,
      session.session_id);
  ResponseUnits& units = builder_.units();
  units.SetTime(unit, session.time);
  if (!session.is_finished) units.SetAbandoned(unit);
  if (session.is_practice_with_feedback) units.SetPractice(unit);
  builder_.counts().not_reached += session.not_reached;
  for (const SourceSession::Answer& answer : session.answers) {
    ASSIGN_OR_RETURN(const std::optional<int> item, Item(answer.item_id));
    if (!item) {
      ++builder_.counts().OfMistake(AnswerMistake::kUnknownItem);
      continue;
    }
    builder_.counts().omitted += answer.is_omitted;
    if (answer.is_omitted && !format_.omitted_is_wrong) continue;
    if (!answer.is_omitted && LeavesOutAsRapid("0", answer.seconds)) continue;
    RETURN_IF_ERROR(AddCategory(unit, *item, answer.category, {file, 0}));
  }
  CountRow();
  return absl::OkStatus();
}

absl::Status ResponseIntake::Read(ResponseSource& source,
                                  const std::string& name) {
  ASSIGN_OR_RETURN(const int file, AddFile(name));
  const auto add = [&](const SourceSession& session) {
    const absl::Status status = AddSession(session, file);
    if (status.ok()) return status;
    return absl::InvalidArgumentError(
        absl::StrCat(name, ": ", session.session_id, ": ", status.message()));
  };
  RETURN_IF_ERROR(source.ForEach(add));
  builder_.counts().unreadable_sessions += source.num_unreadable();
  return absl::OkStatus();
}

std::string ResponseIntake::TextOf(const Place& place) const {
  if (place.line == 0) return files_[place.file];  // it has no lines
  return absl::StrCat(files_[place.file], ":", place.line);
}

absl::Status ResponseIntake::CheckEnd(
    const std::vector<ResponseDataBuilder::Duplicate>& duplicates) const {
  if (!duplicates.empty()) {
    const auto& duplicate = duplicates.front();
    return absl::InvalidArgumentError(absl::StrCat(
        TextOf(duplicate.second), ": item ", builder_.item_id(duplicate.item),
        ": person ", duplicate.person_id, " has answered it already, at ",
        TextOf(duplicate.first)));
  }
  if (!format_.key) return absl::OkStatus();
  for (const auto& [id, entry] : format_.key->entries()) {
    if (builder_.FindItem(id)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(format_.key->file(), ":", entry.line, ": item ", id,
                     " does not occur in the responses"));
  }
  return absl::OkStatus();
}

absl::StatusOr<ResponseItems> ResponseIntake::FinishInto(
    ResponseColumns& columns, ResponseDataBuilder::WriteRows write) {
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  ASSIGN_OR_RETURN(ResponseItems items,
                   builder_.BuildInto(columns, write, &duplicates));
  RETURN_IF_ERROR(CheckEnd(duplicates));
  return items;
}

absl::StatusOr<ResponseData> ResponseIntake::Finish() {
  std::vector<ResponseDataBuilder::Duplicate> duplicates;
  ASSIGN_OR_RETURN(ResponseData data, builder_.Finish(&duplicates));
  RETURN_IF_ERROR(CheckEnd(duplicates));
  return data;
}

}  // namespace adaptest

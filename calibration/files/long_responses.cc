#include "calibration/files/long_responses.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "engine/status_macros.h"

namespace adaptest {
namespace {

bool IsOneOf(absl::string_view text,
             std::initializer_list<absl::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](absl::string_view word) {
    return absl::EqualsIgnoreCase(text, word);
  });
}

absl::StatusOr<bool> YesOrNo(const CsvReader& csv, int column) {
  const absl::string_view text = csv.field(column);
  if (IsOneOf(text, {"yes", "true", "1", "t"})) return true;
  if (IsOneOf(text, {"no", "false", "0", "f"})) return false;
  return csv.Error(absl::StrCat(csv.columns()[column], " \"", text,
                                "\" is unknown; allowed: yes, no"));
}

// Seconds since 1970, of a number or of a date with a time.
std::optional<double> ParseMoment(absl::string_view text) {
  if (const auto number = ParseNumber(text)) return number;
  absl::Time time;
  std::string error;
  for (const char* format :
       {"%Y-%m-%d%ET%H:%M:%E*S%Ez", "%Y-%m-%d%ET%H:%M:%E*S",
        "%Y-%m-%d %H:%M:%E*S%Ez", "%Y-%m-%d %H:%M:%E*S", "%Y-%m-%d"}) {
    if (absl::ParseTime(format, text, &time, &error)) {
      return absl::ToDoubleSeconds(time - absl::UnixEpoch());
    }
  }
  return std::nullopt;
}

}  // namespace

absl::Status LongResponses::ReadHeader(const CsvReader& csv) {
  const ResponseFormat& format = intake_.format();
  ASSIGN_OR_RETURN(columns_.person_id, csv.Require("person_id"));
  ASSIGN_OR_RETURN(columns_.item_id, csv.Require("item_id"));
  if (format.key && csv.Find("option")) {
    columns_.answer = *csv.Find("option");
  } else {
    ASSIGN_OR_RETURN(columns_.answer, csv.Require("response"));
  }
  columns_.group = csv.Find("group");
  if (!format.group_column.empty()) {
    ASSIGN_OR_RETURN(columns_.group, csv.Require(format.group_column));
  }
  columns_.submitted_at = csv.Find("submitted_at");
  columns_.attempt = csv.Find("attempt");
  columns_.session_id = csv.Find("session_id");
  if (!columns_.session_id) columns_.session_id = columns_.attempt;
  columns_.seconds = csv.Find("seconds");
  columns_.state = csv.Find("state");
  columns_.finished = csv.Find("finished");
  columns_.mode = csv.Find("mode");
  columns_.feedback = csv.Find("feedback");
  return absl::OkStatus();
}

absl::Status LongResponses::Read(CsvReader& csv) {
  ASSIGN_OR_RETURN(const int file, intake_.AddFile(csv.name()));
  RETURN_IF_ERROR(ReadHeader(csv));
  unit_ = -1;
  grouped_unit_ = -1;
  bool any = false;
  while (true) {
    ASSIGN_OR_RETURN(const bool more, csv.Next());
    if (!more) break;
    any = true;
    RETURN_IF_ERROR(ReadRow(csv, file));
  }
  return any ? absl::OkStatus() : csv.Error("no rows below the header");
}

absl::StatusOr<int> LongResponses::UnitOf(const CsvReader& csv) {
  const absl::string_view person = csv.field(columns_.person_id);
  if (person.empty()) return csv.Error("person_id is empty");
  absl::string_view session;
  if (columns_.session_id) session = csv.field(*columns_.session_id);
  if (unit_ >= 0 && person == person_ && session == session_) return unit_;
  person_.assign(person.data(), person.size());
  session_.assign(session.data(), session.size());
  ResponseDataBuilder& builder = intake_.builder();
  if (IsMissing(session)) return unit_ = builder.AddPerson(person);
  unit_ = builder.AddSession(person, session);
  RETURN_IF_ERROR(SetTime(csv, unit_));
  return unit_;
}

absl::Status LongResponses::SetTime(const CsvReader& csv, int unit) const {
  const std::optional<int> column =
      columns_.submitted_at ? columns_.submitted_at : columns_.attempt;
  if (!column || IsMissing(csv.field(*column))) return absl::OkStatus();
  const std::optional<double> time = ParseMoment(csv.field(*column));
  if (!time) {
    return csv.Error(absl::StrCat(
        csv.columns()[*column], " \"", csv.field(*column),
        "\" is neither a number nor a time such as 2026-01-31T09:00:00Z"));
  }
  intake_.builder().units().SetTime(unit, *time);
  return absl::OkStatus();
}

absl::StatusOr<double> LongResponses::Seconds(const CsvReader& csv) const {
  const absl::string_view text = csv.field(*columns_.seconds);
  if (IsMissing(text)) return 0;
  if (text.size() <= 6 &&
      std::all_of(text.begin(), text.end(), absl::ascii_isdigit)) {
    double seconds = 0;
    for (const char digit : text) seconds = 10 * seconds + (digit - '0');
    return seconds;
  }
  const std::optional<double> seconds = ParseNumber(text);
  if (seconds && *seconds >= 0) return *seconds;
  return csv.Error(absl::StrCat("seconds \"", text,
                                "\" is not a finite number of at least 0"));
}

absl::StatusOr<bool> LongResponses::IsFinished(const CsvReader& csv) const {
  if (columns_.state &&
      IsOneOf(csv.field(*columns_.state),
              {"abandoned", "active", "in_progress", "unfinished"})) {
    return false;
  }
  if (!columns_.finished || IsMissing(csv.field(*columns_.finished))) {
    return true;
  }
  return YesOrNo(csv, *columns_.finished);
}

absl::StatusOr<bool> LongResponses::IsPractice(const CsvReader& csv) const {
  if (columns_.mode &&
      !absl::EqualsIgnoreCase(csv.field(*columns_.mode), "practice")) {
    return false;
  }
  if (!columns_.feedback || IsMissing(csv.field(*columns_.feedback))) {
    return columns_.mode.has_value();
  }
  return YesOrNo(csv, *columns_.feedback);
}

absl::StatusOr<bool> LongResponses::LeavesOutBySession(const CsvReader& csv,
                                                       int unit) const {
  ASSIGN_OR_RETURN(const bool is_finished, IsFinished(csv));
  ASSIGN_OR_RETURN(const bool is_practice, IsPractice(csv));
  ResponseUnits& units = intake_.builder().units();
  if (units.is_session(unit)) {
    if (!is_finished) units.SetAbandoned(unit);
    if (is_practice) units.SetPractice(unit);
    return false;
  }
  const auto leaves_out = [&](bool is_unfit, UnfitAnswer kind) {
    if (!is_unfit || intake_.builder().cleaning().Keeps(kind)) return false;
    intake_.builder().counts().OfUnfit(kind).answers +=
        !IsMissing(csv.field(columns_.answer));
    return true;
  };
  return leaves_out(is_practice, UnfitAnswer::kPractice) ||
         leaves_out(!is_finished, UnfitAnswer::kAbandonedSession);
}

absl::Status LongResponses::SetGroup(const CsvReader& csv, int unit) {
  if (!columns_.group) return absl::OkStatus();
  const absl::string_view group = csv.field(*columns_.group);
  if (unit == grouped_unit_ && group == group_) return absl::OkStatus();
  const absl::string_view before = intake_.builder().units().group(unit);
  if (!before.empty() && before != group) {
    return csv.Error(absl::StrCat("person ", csv.field(columns_.person_id),
                                  " is in group \"", group,
                                  "\", and before in \"", before, "\""));
  }
  intake_.builder().SetGroup(unit, group);
  grouped_unit_ = unit;
  group_.assign(group.data(), group.size());
  return absl::OkStatus();
}

absl::Status LongResponses::ReadRow(const CsvReader& csv, int file) {
  intake_.CountRow();
  ASSIGN_OR_RETURN(const int unit, UnitOf(csv));
  const absl::StatusOr<std::optional<int>> item =
      intake_.Item(csv.field(columns_.item_id));
  if (!item.ok()) return csv.Error(item.status().message());
  RETURN_IF_ERROR(SetGroup(csv, unit));
  if (columns_.state || columns_.finished || columns_.mode ||
      columns_.feedback) {
    ASSIGN_OR_RETURN(const bool left_out, LeavesOutBySession(csv, unit));
    if (left_out) return absl::OkStatus();
  }
  const absl::string_view answer = csv.field(columns_.answer);
  if (columns_.seconds) {
    ASSIGN_OR_RETURN(const double seconds, Seconds(csv));
    if (*item && intake_.LeavesOutAsRapid(answer, seconds)) {
      return absl::OkStatus();
    }
  }
  const auto status =
      intake_.AddAnswer(unit, *item, answer, {file, csv.line()});
  return status.ok() ? status : csv.Error(status.message());
}

}  // namespace adaptest

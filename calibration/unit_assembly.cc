#include "calibration/unit_assembly.h"

#include <algorithm>
#include <tuple>

#include "engine/status_macros.h"

namespace adaptest {
namespace {

// Of answers in the order of their units, those to this unit.
absl::Span<const RecordedAnswer> AnswersOf(
    uint32_t unit, absl::Span<const RecordedAnswer> answers) {
  const auto first = std::partition_point(
      answers.begin(), answers.end(),
      [&](const RecordedAnswer& answer) { return answer.unit < unit; });
  const auto last = std::partition_point(
      first, answers.end(),
      [&](const auto& answer) { return answer.unit == unit; });
  return answers.subspan(first - answers.begin(), last - first);
}

}  // namespace

bool UnitAssembly::IsLeftOut(uint32_t unit, size_t num_answers, bool is_later) {
  const auto leave_out = [&](ResponseCounts::LeftOut& count) {
    ++count.sessions;
    count.answers += static_cast<int64_t>(num_answers);
    return true;
  };
  if (units_.is_practice(unit) && !cleaning_.Keeps(UnfitAnswer::kPractice)) {
    return leave_out(counts_.OfUnfit(UnfitAnswer::kPractice));
  }
  if (units_.is_abandoned(unit) &&
      !cleaning_.Keeps(UnfitAnswer::kAbandonedSession)) {
    return leave_out(counts_.OfUnfit(UnfitAnswer::kAbandonedSession));
  }
  if (is_later && cleaning_.first_sessions_only) {
    return leave_out(counts_.later_sessions);
  }
  return false;
}

void UnitAssembly::NoteDuplicate(uint32_t unit, const RecordedAnswer& first,
                                 const RecordedAnswer& second) {
  const auto place = [](const RecordedAnswer& answer) {
    return ResponseDataBuilder::Place{answer.file(), answer.line};
  };
  if (duplicate_ &&
      std::tuple(duplicate_->second.file, duplicate_->second.line) <=
          std::tuple(second.file(), int64_t{second.line})) {
    return;
  }
  duplicate_ = Duplicate{std::string(units_.person_id(unit)), first.item(),
                         place(first), place(second)};
}

void UnitAssembly::CollectRows(uint32_t unit,
                               absl::Span<const RecordedAnswer> answers) {
  const uint32_t person = units_.person_of()[unit] + 1;
  rows_.clear();
  for (size_t i = 0; i < answers.size(); ++i) {
    const RecordedAnswer& answer = answers[i];
    const int item = answer.item();
    if (i > 0 && answers[i - 1].item() == item) {
      if (cleaning_.Drops(AnswerMistake::kDuplicate)) {
        ++counts_.OfMistake(AnswerMistake::kDuplicate);
      } else {
        NoteDuplicate(unit, answers[i - 1], answer);
      }
      continue;
    }
    if (answered_by_[item] == person &&
        !cleaning_.Keeps(UnfitAnswer::kRetake)) {
      ++counts_.OfUnfit(UnfitAnswer::kRetake).answers;
      continue;
    }
    rows_.push_back(
        static_cast<uint16_t>(items_.first_row[item] + answer.category()));
  }
}

absl::Status UnitAssembly::AddPerson(absl::Span<const uint32_t> units,
                                     absl::Span<const RecordedAnswer> answers,
                                     WriteRows write) {
  bool is_new_person = true;
  bool is_later = false;
  for (const uint32_t unit : units) {
    const auto own = units.size() == 1 ? answers : AnswersOf(unit, answers);
    const bool left_out = IsLeftOut(unit, own.size(), is_later);
    is_later = is_later || !left_out;
    if (!left_out) CollectRows(unit, own);
    if (units.size() > 1) {
      const uint32_t person = units_.person_of()[unit] + 1;
      for (const RecordedAnswer& a : own) answered_by_[a.item()] = person;
    }
    // A person without answers is one; a session of which nothing is left is
    // not.
    if (left_out || (units_.is_session(unit) && rows_.empty())) continue;
    columns_.Add({units_.person_id(unit), units_.session_id(unit),
                  units_.group(unit), units_.weight(unit), is_new_person,
                  rows_.size()});
    is_new_person = false;
    counts_.sessions += units_.is_session(unit);
    counts_.persons = static_cast<int64_t>(columns_.num_persons());
    counts_.responses += static_cast<int64_t>(rows_.size());
    RETURN_IF_ERROR(write(rows_));
  }
  return absl::OkStatus();
}

}  // namespace adaptest

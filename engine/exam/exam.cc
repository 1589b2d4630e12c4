#include "engine/exam/exam.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "engine/blueprint/blueprint.h"
#include "engine/status_macros.h"
#include "engine/theta_grid.h"

namespace adaptest {
namespace {

constexpr int kMaxPretestItems = 1000;
constexpr double kMaxTimeLimit = 7 * 86400.0;
constexpr double kMaxGrace = 3600;
constexpr double kMinExpiry = 60;
constexpr double kMaxExpiry = 366 * 86400;
constexpr size_t kMaxNameLength = 64;

absl::Status Unsupported(absl::string_view field, absl::string_view value,
                         absl::string_view allowed) {
  return absl::InvalidArgumentError(absl::StrCat(
      field, " = ", value, " is not supported; allowed: ", allowed));
}

absl::Status ValidateName(absl::string_view name) {
  absl::string_view id = name;
  bool valid = absl::ConsumePrefix(&id, "exams/") && !id.empty() &&
               id.size() <= kMaxNameLength;
  for (const char c : id) {
    valid = valid && (absl::ascii_islower(c) || absl::ascii_isdigit(c) ||
                      c == '-' || c == '_');
  }
  if (valid) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("name \"", name, "\" is not exams/{exam} with 1 to ",
                   kMaxNameLength, " lower-case letters, digits, - or _"));
}

absl::Status ValidateMode(const Mode& mode) {
  if (mode.scored_items < 1 || mode.scored_items > Blueprint::kMaxLength) {
    return absl::InvalidArgumentError(
        absl::StrCat("scoredItems = ", mode.scored_items, " is outside [1, ",
                     Blueprint::kMaxLength, "]"));
  }
  if (mode.pretest_items < 0 || mode.pretest_items > kMaxPretestItems) {
    return absl::InvalidArgumentError(
        absl::StrCat("pretestItems = ", mode.pretest_items, " is outside [0, ",
                     kMaxPretestItems, "]"));
  }
  if (!(mode.time_limit_seconds >= 0 &&
        mode.time_limit_seconds <= kMaxTimeLimit)) {
    return absl::InvalidArgumentError(
        absl::StrCat("timeLimit = ", mode.time_limit_seconds,
                     "s is outside [0s, ", kMaxTimeLimit, "s]"));
  }
  if (!(mode.grace_seconds >= 0 && mode.grace_seconds <= kMaxGrace)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "grace = ", mode.grace_seconds, "s is outside [0s, ", kMaxGrace, "s]"));
  }
  if (mode.grace_seconds > 0 && mode.time_limit_seconds == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("grace = ", mode.grace_seconds,
                     "s without a timeLimit; allowed: both or neither"));
  }
  if (!(mode.expire_after_seconds >= kMinExpiry &&
        mode.expire_after_seconds <= kMaxExpiry)) {
    return absl::InvalidArgumentError(
        absl::StrCat("expireAfter = ", mode.expire_after_seconds,
                     "s is outside [", kMinExpiry, "s, ", kMaxExpiry, "s]"));
  }
  if (mode.unanswered_is_wrong && mode.kind != ModeKind::kMock) {
    return Unsupported("unanswered", "wrong", "ignored, but in a mock exam");
  }
  return absl::OkStatus();
}

absl::Status ValidateAreas(const Exam& exam) {
  constexpr double kMaxSd = 3;
  if (exam.area_attribute.empty() && !exam.area_sds.empty()) {
    return absl::InvalidArgumentError(
        "areaAttribute is empty, but areaSds has values");
  }
  for (const auto& [area, sd] : exam.area_sds) {
    if (sd >= 0 && sd <= kMaxSd) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("areaSds: that of \"", area, "\" = ", sd,
                     " is outside [0, ", kMaxSd, "]"));
  }
  return absl::OkStatus();
}

absl::Status ValidateModes(const Exam& exam) {
  if (exam.modes.empty()) {
    return absl::InvalidArgumentError("modes is empty; allowed: at least one");
  }
  std::set<ModeKind> kinds;
  for (const Mode& mode : exam.modes) {
    absl::Status status = ValidateMode(mode);
    if (status.ok() && !kinds.insert(mode.kind).second) {
      status = absl::InvalidArgumentError("this mode occurs twice");
    }
    if (status.ok()) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("mode ", NameOf(mode.kind), ": ", status.message()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::string_view NameOf(ModeKind kind) {
  switch (kind) {
    case ModeKind::kMock:
      return "mock";
    case ModeKind::kPractice:
      return "practice";
    case ModeKind::kAdaptive:
      break;
  }
  return "adaptive";
}

absl::StatusOr<ModeKind> ModeKindByName(absl::string_view name) {
  for (const ModeKind kind :
       {ModeKind::kAdaptive, ModeKind::kMock, ModeKind::kPractice}) {
    if (NameOf(kind) == name) return kind;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "mode \"", name, "\" is unknown; allowed: adaptive, mock, practice"));
}

absl::string_view NameOf(Feedback feedback) {
  switch (feedback) {
    case Feedback::kEstimate:
      return "estimate";
    case Feedback::kFull:
      return "full";
    case Feedback::kAtEnd:
      break;
  }
  return "at_end";
}

absl::StatusOr<Feedback> FeedbackByName(absl::string_view name) {
  for (const Feedback feedback :
       {Feedback::kAtEnd, Feedback::kEstimate, Feedback::kFull}) {
    if (NameOf(feedback) == name) return feedback;
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "feedback \"", name, "\" is unknown; allowed: at_end, estimate, full"));
}

absl::Status ValidateExam(const Exam& exam) {
  RETURN_IF_ERROR(ValidateName(exam.name));
  RETURN_IF_ERROR(ValidateModes(exam));
  RETURN_IF_ERROR(
      ThetaGrid::Make(exam.nodes, -exam.range, exam.range).status());
  if (exam.scale_given) RETURN_IF_ERROR(ValidateScoreScale(exam.scale));
  RETURN_IF_ERROR(ValidateAreas(exam));
  if (exam.true_score_scale && exam.reference_form.empty()) {
    return absl::InvalidArgumentError(
        "referenceForm is empty; scale.method = true_score needs at least one "
        "item");
  }
  return absl::OkStatus();
}

absl::StatusOr<int> FindMode(const Exam& exam, absl::string_view name) {
  if (name.empty()) return 0;
  std::vector<absl::string_view> names;
  for (size_t i = 0; i < exam.modes.size(); ++i) {
    names.push_back(NameOf(exam.modes[i].kind));
    if (names.back() == name) return static_cast<int>(i);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("mode \"", name, "\" is not one of ", exam.name,
                   "; allowed: ", absl::StrJoin(names, ", ")));
}

absl::Span<const Constraint> ConstraintsOf(const Exam& exam, const Mode& mode) {
  return mode.constraints.empty() ? exam.constraints : mode.constraints;
}

int FormMode(const Exam& exam) {
  const auto& modes = exam.modes;
  auto found = std::find_if(modes.begin(), modes.end(), [](const Mode& mode) {
    return mode.kind == ModeKind::kMock;
  });
  if (found == modes.end()) {
    found = std::find_if(modes.begin(), modes.end(), [](const Mode& mode) {
      return mode.constraints.empty();
    });
  }
  return found == modes.end() ? 0 : static_cast<int>(found - modes.begin());
}

}  // namespace adaptest

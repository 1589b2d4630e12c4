#include "service/sessions/new_session.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/sessions/created_event.h"
#include "service/sessions/field_error.h"
#include "service/sessions/learner_past.h"
#include "service/sessions/resource_name.h"

namespace adaptest {
namespace {

constexpr size_t kMaxLanguage = 35;  // RFC 5646, section 4.4.1
constexpr double kMaxMultiplier = 10;
constexpr double kMaxBreakSeconds = 86400;

absl::Status CheckLanguage(const std::string& language) {
  RETURN_IF_ERROR(CheckText("language", language, kMaxLanguage));
  for (const char c : language) {
    if (absl::ascii_isalnum(c) || c == '-') continue;
    return FieldError("language",
                      absl::StrCat("\"", language,
                                   "\" is not a language tag; allowed: "
                                   "letters, digits and -"));
  }
  return absl::OkStatus();
}

absl::Status CheckAccommodation(const v1::Accommodation& asked) {
  const double multiplier = asked.time_multiplier();
  if (multiplier != 0 && !(multiplier >= 1 && multiplier <= kMaxMultiplier)) {
    return FieldError("accommodation.time_multiplier",
                      absl::StrCat(multiplier, " is outside [1, ",
                                   kMaxMultiplier, "], and not 0"));
  }
  const double seconds = asked.break_seconds();
  if (!(seconds >= 0 && seconds <= kMaxBreakSeconds)) {
    return FieldError(
        "accommodation.break_seconds",
        absl::StrCat(seconds, " is outside [0, ", kMaxBreakSeconds, "]"));
  }
  return absl::OkStatus();
}

absl::Status Validate(const v1::CreateSessionRequest& request) {
  RETURN_IF_ERROR(CheckText("request_id", request.request_id(), kMaxId));
  RETURN_IF_ERROR(CheckText("examinee", request.examinee(), kMaxId));
  RETURN_IF_ERROR(CheckLanguage(request.language()));
  return CheckAccommodation(request.accommodation());
}

}  // namespace

absl::StatusOr<NewSession> DrawSession(const v1::CreateSessionRequest& request,
                                       EventStore& store, BankCatalog& catalog,
                                       int64_t now_ms) {
  RETURN_IF_ERROR(Validate(request));
  ASSIGN_OR_RETURN(const auto version, catalog.Active(request.exam()));
  const absl::StatusOr<int> mode =
      FindMode(version->exam->exam(), request.mode());
  if (!mode.ok()) return FieldError("mode", mode.status().message());
  RETURN_IF_ERROR(version->exposure->Load(store));
  SessionRequest drawn;
  drawn.mode = *mode;
  drawn.seed = request.seed() != 0 ? request.seed() : RandomSeed();
  drawn.language = request.language();
  drawn.accommodation.set_time_multiplier(
      request.accommodation().time_multiplier());
  drawn.accommodation.set_break_seconds(
      request.accommodation().break_seconds());
  drawn.now_ms = now_ms;
  ASSIGN_OR_RETURN(const LearnerPast past,
                   FindLearnerPast(store, catalog, *version, *mode,
                                   request.examinee(), now_ms));
  const storage::v1::SessionEvent event =
      MakeCreatedEvent(*version, drawn, past);
  return NewSession{request.request_id(), event.created().exam(),
                    request.examinee(), RandomToken(),
                    event.SerializeAsString()};
}

}  // namespace adaptest

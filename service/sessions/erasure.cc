#include "service/sessions/erasure.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "adaptest/storage/v1/event.pb.h"
#include "engine/status_macros.h"
#include "service/sessions/each_session.h"
#include "service/sessions/field_error.h"
#include "service/sessions/resource_name.h"

namespace adaptest {
namespace {

// Events of older schemas hold the name and the request ids. One that cannot be
// read goes where it has the name in it.
std::string WithoutPerson(const std::string& examinee,
                          const std::string& bytes) {
  storage::v1::SessionEvent event;
  if (!event.ParseFromString(bytes)) {
    const bool named = bytes.find(examinee) != std::string::npos;
    return named ? std::string() : bytes;
  }
  const bool named = !event.created().examinee().empty() ||
                     !event.submitted().request_id().empty();
  if (!named) return bytes;
  if (event.has_created()) event.mutable_created()->clear_examinee();
  if (event.has_submitted()) event.mutable_submitted()->clear_request_id();
  return event.SerializeAsString();
}

}  // namespace

absl::StatusOr<v1::EraseExamineeResponse> EraseExaminee(
    const v1::EraseExamineeRequest& request, EventStore& store,
    SessionManager& manager) {
  const std::string& examinee = request.examinee();
  if (examinee.empty() || examinee.size() > kMaxId) {
    return FieldError(
        "examinee",
        absl::StrCat(examinee.size(), " bytes; allowed: 1 to ", kMaxId));
  }
  RETURN_IF_ERROR(CheckText("examinee", examinee, kMaxId));
  const auto without_person = [&](const std::string& event) {
    return WithoutPerson(examinee, event);
  };
  const auto forget = [&](int64_t number) -> absl::Status {
    const auto session = store.Load(number);
    absl::Status forgotten = session.status();
    if (session.ok()) {
      forgotten =
          manager.ForgetPerson(FormatSessionName(number, session->token));
    }
    // What cannot be read cannot end; the store's part is below.
    return absl::IsDataLoss(forgotten) ? absl::OkStatus() : forgotten;
  };
  RETURN_IF_ERROR(ForEachSession(store, {"", examinee}, forget));
  ASSIGN_OR_RETURN(const EventStore::Erased erased,
                   store.EraseExaminee(examinee, without_person));
  v1::EraseExamineeResponse response;
  response.set_session_count(erased.sessions);
  response.set_outcome_count(erased.outcomes);
  return response;
}

}  // namespace adaptest

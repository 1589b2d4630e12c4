// What SessionManager does with sessions on record: many of them, or those that
// are over.

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/sessions/replay.h"
#include "service/sessions/resource_name.h"
#include "service/sessions/session_manager.h"
#include "service/sessions/session_page.h"
#include "service/sessions/session_view.h"

namespace adaptest {

absl::StatusOr<v1::ListSessionsResponse> SessionManager::List(
    const v1::ListSessionsRequest& request) {
  ASSIGN_OR_RETURN(const SessionPage page, ReadPage(request));
  ASSIGN_OR_RETURN(const std::vector<int64_t> numbers,
                   store_->ListSessions({request.parent(), request.examinee()},
                                        page.before, page.size + 1));
  v1::ListSessionsResponse response;
  for (const int64_t number : numbers) {
    if (response.sessions_size() == page.size) {
      const int64_t last = numbers[page.size - 1];
      response.set_next_page_token(absl::StrCat(last));
      break;
    }
    ASSIGN_OR_RETURN(const auto record,
                     LoadReadable(*store_, *catalog_, number));
    v1::Session* listed = response.add_sessions();
    if (record) {
      *listed = SessionSummary(*record, clock_->NowMs());
    } else {
      listed->set_name(FormatSessionName(number, ""));
    }
  }
  return response;
}

absl::Status SessionManager::Rescore(
    const std::string& name, const storage::v1::SessionRescored& rescored) {
  storage::v1::SessionEvent event;
  *event.mutable_rescored() = rescored;
  const auto is_finished = [](const SessionRecord& record) {
    return record.session().finished();
  };
  return ChangeAndWait(name, event, is_finished).status();
}

absl::Status SessionManager::ForgetPerson(const std::string& name) {
  RETURN_IF_ERROR(Finish(name).status());
  storage::v1::SessionEvent event;
  event.mutable_person_erased();
  const auto has_name = [](const SessionRecord& record) {
    return !record.examinee().empty();
  };
  return ChangeAndWait(name, event, has_name).status();
}

absl::StatusOr<bool> SessionManager::EndOverdue(int limit) {
  ASSIGN_OR_RETURN(const OverduePage page,
                   overdue_.NextPage(*store_, limit, clock_->NowMs()));
  for (const int64_t number : page.idle) {
    // Not among the live ones, where most of them have no business.
    ASSIGN_OR_RETURN(const auto record,
                     LoadReadable(*store_, *catalog_, number));
    if (!record) {
      overdue_.PassOver(number);
      continue;
    }
    if (!record->OverdueReason(clock_->NowMs())) continue;
    const absl::Status ended = FindSettled(record->name()).status();
    if (absl::IsDataLoss(ended)) {
      overdue_.PassOver(number);
      continue;
    }
    RETURN_IF_ERROR(ended);
  }
  return page.more;
}

absl::Status SessionManager::StoreExposure() {
  for (const auto& version : catalog_->InUse()) {
    RETURN_IF_ERROR(version->exposure->Store(*store_));
  }
  return absl::OkStatus();
}

}  // namespace adaptest

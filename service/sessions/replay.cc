#include "service/sessions/replay.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/status_macros.h"
#include "service/sessions/resource_name.h"

namespace adaptest {
namespace {

// The bank version that a session was created with. DATA_LOSS is of the
// session's events only: a version that cannot be used, being damaged or of
// another program's making, is INTERNAL.
absl::StatusOr<std::shared_ptr<const PreparedVersion>> VersionOf(
    const std::string& name, const storage::v1::SessionEvent& first,
    BankCatalog& catalog) {
  if (!first.has_created()) {
    return DamagedEvents(name, "the first is no creation");
  }
  const std::string& wanted = first.created().bank_version();
  const absl::Status named = ParseBankVersionName(wanted).status();
  if (!named.ok()) return DamagedEvents(name, named.message());
  auto version = catalog.Prepared(wanted);
  if (version.ok() || absl::IsUnavailable(version.status())) return version;
  const absl::string_view why = version.status().message();
  if (absl::IsNotFound(version.status())) return DamagedEvents(name, why);
  return absl::InternalError(
      absl::StrCat(name, ": ", wanted, " cannot be used: ", why));
}

}  // namespace

absl::StatusOr<storage::v1::SessionEvent> ParseEvent(const std::string& session,
                                                     const std::string& bytes) {
  storage::v1::SessionEvent event;
  if (event.ParseFromString(bytes)) return event;
  return DamagedEvents(session, "one of them cannot be read");
}

absl::StatusOr<SessionRecord> Replay(const StoredSession& stored,
                                     BankCatalog& catalog) {
  const std::string name = FormatSessionName(stored.number, stored.token);
  if (stored.events.empty()) return DamagedEvents(name, "there are none");
  ASSIGN_OR_RETURN(const auto first, ParseEvent(name, stored.events[0]));
  ASSIGN_OR_RETURN(const auto version, VersionOf(name, first, catalog));
  ASSIGN_OR_RETURN(SessionRecord record,
                   SessionRecord::Start(stored.number, name, stored.examinee,
                                        first, version));
  for (size_t i = 1; i < stored.events.size(); ++i) {
    ASSIGN_OR_RETURN(const auto event, ParseEvent(name, stored.events[i]));
    RETURN_IF_ERROR(record.Apply(event));
  }
  record.ShrinkToFit();
  return record;
}

absl::StatusOr<std::optional<SessionRecord>> ReplayReadable(
    const absl::StatusOr<StoredSession>& stored, BankCatalog& catalog) {
  if (absl::IsDataLoss(stored.status())) return std::nullopt;
  RETURN_IF_ERROR(stored.status());
  absl::StatusOr<SessionRecord> record = Replay(*stored, catalog);
  if (absl::IsDataLoss(record.status()) || absl::IsInternal(record.status())) {
    return std::nullopt;
  }
  RETURN_IF_ERROR(record.status());
  return std::optional<SessionRecord>(*std::move(record));
}

absl::StatusOr<std::optional<SessionRecord>> LoadReadable(EventStore& store,
                                                          BankCatalog& catalog,
                                                          int64_t number) {
  return ReplayReadable(store.Load(number), catalog);
}

}  // namespace adaptest

#ifndef ADAPTEST_SERVICE_SESSIONS_SESSION_RECORD_H_
#define ADAPTEST_SERVICE_SESSIONS_SESSION_RECORD_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "adaptest/storage/v1/event.pb.h"
#include "adaptest/v1/session.pb.h"
#include "engine/session/session.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/learner_past.h"
#include "service/stores/store.h"

namespace adaptest {

// A session with what the engine does not know of it: its name, its times, and
// the answers as they came. It is the replay of its events: Start applies the
// first, Apply the others. A value; a copy is a snapshot.
class SessionRecord {
 public:
  // The recorded first event decides, not what the engine would choose today.
  // DATA_LOSS where the event names an item that the version does not have.
  static absl::StatusOr<SessionRecord> Start(
      int64_t number, std::string name, const storage::v1::SessionEvent& event,
      std::shared_ptr<const PreparedVersion> version);

  // Applies a later event. DATA_LOSS where it does not follow.
  absl::Status Apply(std::shared_ptr<const storage::v1::SessionEvent> event);

  // The mode's index in the exam.
  int mode() const;

  // The state in which only the first `answers` answers had come.
  SessionRecord After(int answers) const;

  int64_t number() const { return number_; }
  const std::string& name() const { return name_; }
  const Session& session() const { return session_; }
  const PreparedVersion& version() const { return *version_; }
  int num_events() const { return static_cast<int>(events_.size()) + 1; }

  // The submission of the answer at a position, from 1.
  const storage::v1::ResponseSubmitted& submission(int position) const {
    return events_[position - 1]->submitted();
  }

  // Tells exposure control of the finished session.
  void RecordExposure() const;

  // Seconds from the session's creation to this time.
  double ElapsedSeconds(int64_t now_ms) const;
  bool TimeIsOver(int64_t now_ms) const;

  // The session as the API shows it, with its report once it is finished.
  v1::Session ToProto() const;

  // The question that waits, without its key. Requires session().waiting().
  v1::PresentedItem WaitingItem() const;

 private:
  SessionRecord(int64_t number, std::string name,
                const storage::v1::SessionEvent& event,
                std::shared_ptr<const PreparedVersion> version,
                Session session);

  int64_t number_;
  std::string name_;
  int64_t create_time_ms_;
  std::string exam_;
  std::string examinee_;
  std::shared_ptr<const PreparedVersion> version_;
  Session session_;

  // After the first: answers, and at most one end.
  std::vector<std::shared_ptr<const storage::v1::SessionEvent>> events_;
};

// The first event of a session of this mode.
storage::v1::SessionEvent MakeCreatedEvent(const PreparedVersion& version,
                                           int mode, uint64_t seed,
                                           const std::string& examinee,
                                           const LearnerPast& past,
                                           int64_t now_ms);

// The replay of a stored session's events. DATA_LOSS where they are damaged.
absl::StatusOr<SessionRecord> Replay(const StoredSession& stored,
                                     BankCatalog& catalog);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_SESSION_RECORD_H_

#ifndef ADAPTEST_SERVICE_SESSIONS_SESSION_RECORD_H_
#define ADAPTEST_SERVICE_SESSIONS_SESSION_RECORD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "adaptest/storage/v1/event.pb.h"
#include "adaptest/v1/session.pb.h"
#include "engine/session/session.h"
#include "service/sessions/bank_catalog.h"
#include "service/sessions/session_clock.h"

namespace adaptest {

// A session with what the engine does not know of it: its name, its clock, and
// results that replaced the first. It is the replay of its events: Start
// applies the first; each later one is applied as recorded (Apply), or when it
// happens, with what follows from it (Decide). A value; a copy is a snapshot.
class SessionRecord {
 public:
  // A new result of a finished session.
  struct Rescoring {
    storage::v1::SessionRescored event;
    int64_t time_ms;
    Session session;  // as it is scored now
  };

  // The recorded first event decides, not what the engine would choose today.
  // DATA_LOSS where the event names an item that the version does not have.
  static absl::StatusOr<SessionRecord> Start(
      int64_t number, std::string name, std::string examinee,
      const storage::v1::SessionEvent& event,
      std::shared_ptr<const PreparedVersion> version);

  // Applies a later event. DATA_LOSS where it does not follow.
  absl::Status Apply(const storage::v1::SessionEvent& event);

  // Applies an event that happens now, and fills in what is decided by it: the
  // next item, the estimate, the result. The session must allow it.
  void Decide(storage::v1::SessionEvent& event);

  // Gives back memory that was taken for answers to come: most sessions that
  // are kept wait for their person.
  void ShrinkToFit();

  // The mode's index in the exam.
  int mode() const;

  // The state in which only the first `answers` answers had come.
  SessionRecord After(int answers) const;

  int64_t number() const { return number_; }
  const std::string& name() const { return name_; }
  const std::string& examinee() const { return examinee_; }
  const Session& session() const { return session_; }
  const PreparedVersion& version() const { return *version_; }
  const SessionClock& clock() const { return clock_; }
  const std::string& language() const { return language_; }
  int num_events() const { return num_events_; }
  v1::EndReason end_reason() const { return end_reason_; }

  // Whether this is what was answered at a position before, from 1.
  bool SameAnswer(int position, const std::string& item_id,
                  const v1::Answer& answer) const;

  // The newest last.
  absl::Span<const std::shared_ptr<const Rescoring>> rescorings() const {
    return rescorings_;
  }

  // Tells exposure control of the finished session.
  void RecordExposure() const;

  // Why the server ends the session now: its time is over, or nobody has been
  // heard of for as long as the mode waits. Nothing where it goes on.
  std::optional<storage::v1::SessionFinished::Reason> OverdueReason(
      int64_t now_ms) const;

 private:
  SessionRecord(int64_t number, std::string name, std::string examinee,
                const storage::v1::SessionEvent& event,
                std::shared_ptr<const PreparedVersion> version,
                Session session);

  absl::Status Check(const storage::v1::SessionEvent& event) const;
  void Answer(const storage::v1::ResponseSubmitted& submitted, int64_t time_ms);
  void EndByAnswer(bool time_is_over);
  absl::Status Rescore(const storage::v1::SessionEvent& event);
  absl::Status Damaged(absl::string_view why) const;

  int64_t number_;
  std::string name_;
  std::string examinee_;
  std::string language_;
  std::shared_ptr<const PreparedVersion> version_;
  SessionClock clock_;
  Session session_;
  int num_events_ = 1;
  int64_t last_event_ms_;
  v1::EndReason end_reason_ = v1::END_REASON_UNSPECIFIED;
  std::vector<uint64_t> answers_;  // fingerprints, by position
  std::vector<std::shared_ptr<const Rescoring>> rescorings_;
};

// DATA_LOSS: stored events of a session are damaged.
absl::Status DamagedEvents(const std::string& session, absl::string_view why);

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_SESSION_RECORD_H_

#ifndef ADAPTEST_SERVICE_STORES_STORE_H_
#define ADAPTEST_SERVICE_STORES_STORE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace adaptest {

// The events of a session as they are stored: serialized
// adaptest.storage.v1.SessionEvent messages, in order.
struct StoredSession {
  int64_t number = 0;    // dense, from 1
  std::string token;     // random; part of the session's name
  std::string examinee;  // empty where none was named, or it was erased
  std::vector<std::string> events;
};

// A session to store.
struct NewSession {
  std::string request_id;  // may be empty
  std::string exam;        // exams/{exam}
  std::string examinee;    // may be empty
  std::string token;
  std::string first_event;
};

// A session and how its log ends.
struct SessionHead {
  int64_t number = 0;
  std::string last_event;  // empty where it is missing
};

// A person's result in the real exam.
struct StoredOutcome {
  std::string exam;
  std::string examinee;
  int64_t time_ms = 0;
  bool passed = false;
  double scaled_score = 0;  // 0 = not known
};

// Which sessions; an empty field does not narrow.
struct SessionFilter {
  std::string exam;
  std::string examinee;
};

// The event log of all sessions. Safe to call from many threads. What a `done`
// reports as OK is durable: it survives the death of the process and of the
// machine. Errors of the medium are UNAVAILABLE and change nothing. `done` is
// called exactly once, from another thread, and must not block.
class EventStore {
 public:
  virtual ~EventStore() = default;

  using CreateDone = std::function<void(absl::StatusOr<StoredSession>)>;
  using AppendDone = std::function<void(absl::Status)>;

  // Stores a new session with its first event. Where request_id is not empty
  // and was used before, nothing is stored, and that session is returned.
  virtual void Create(NewSession session, CreateDone done) = 0;

  // Appends event number `sequence` of a session, counted from 0. ABORTED
  // where the session has that event already, NOT_FOUND where there is no
  // session of this number.
  virtual void Append(int64_t number, int sequence, std::string event,
                      AppendDone done) = 0;

  // Between the two, which are called in pairs, writes that are asked for may
  // be collected, so that they share a commit. For moments (HeldWrites), and
  // who holds them does not wait for one.
  virtual void HoldWrites() {}
  virtual void ReleaseWrites() {}

  // NOT_FOUND where there is no session of this number, DATA_LOSS where an
  // event of it is missing.
  virtual absl::StatusOr<StoredSession> Load(int64_t number) = 0;

  // Whether other processes may append to the same sessions.
  virtual bool is_shared() const = 0;

  // The events of a session from this number on; none where there are no more.
  virtual absl::StatusOr<std::vector<std::string>> EventsFrom(int64_t number,
                                                              int sequence) = 0;

  // The numbers of sessions below `before`, the latest first, at most `limit`.
  virtual absl::StatusOr<std::vector<int64_t>> ListSessions(
      const SessionFilter& filter, int64_t before, int limit) = 0;

  // Sessions from this number on, in order, at most `limit`.
  virtual absl::StatusOr<std::vector<SessionHead>> Heads(int64_t first,
                                                         int limit) = 0;

  // Takes an examinee's name, not empty, and the request ids from all sessions
  // of theirs, deletes the person's outcomes, and puts each event of the
  // sessions through `rewrite`, which returns it as it may stay. What a
  // database keeps of rows that are gone (PostgreSQL until VACUUM) is its own.
  struct Erased {
    int64_t sessions = 0;
    int64_t outcomes = 0;
  };
  using Rewrite = std::function<std::string(const std::string& event)>;
  virtual absl::StatusOr<Erased> EraseExaminee(const std::string& examinee,
                                               const Rewrite& rewrite) = 0;

  // Results of real exams. One with the same exam, examinee and time is
  // replaced.
  virtual absl::Status PutOutcomes(
      const std::vector<StoredOutcome>& outcomes) = 0;
  virtual absl::StatusOr<std::vector<StoredOutcome>> ListOutcomes(
      const std::string& exam) = 0;

  // Small values by key, for what is no event: marks and counts. One that was
  // never written is empty. A revision is atomic among all processes.
  virtual absl::StatusOr<std::string> GetValue(const std::string& key) = 0;
  using Revision = std::function<std::string(const std::string& value)>;
  virtual absl::Status ReviseValue(const std::string& key,
                                   const Revision& revise) = 0;
};

// Holds a store's writes while it lives.
class HeldWrites {
 public:
  explicit HeldWrites(EventStore* store) : store_(store) {
    store_->HoldWrites();
  }
  ~HeldWrites() { store_->ReleaseWrites(); }
  HeldWrites(const HeldWrites&) = delete;
  HeldWrites& operator=(const HeldWrites&) = delete;

 private:
  EventStore* store_;
};

// One immutable bank version as it is stored: a serialized
// adaptest.v1.BankVersion, and the same without items and contents.
struct StoredBankVersion {
  int number = 0;  // from 1, dense in its exam
  bool active = false;
  std::string header;
  std::string payload;  // empty in lists
};

// The bank versions of all exams, and which of them new sessions use.
class BankStore {
 public:
  virtual ~BankStore() = default;

  // Stores the next version of the exam and returns its number. `make` gets
  // that number and fills in header and payload. Where request_id is not empty
  // and was used before in this exam, nothing is stored and that number is
  // returned.
  using MakeVersion = std::function<StoredBankVersion(int number)>;
  virtual absl::StatusOr<int> PutBankVersion(const std::string& exam,
                                             const std::string& request_id,
                                             const MakeVersion& make) = 0;

  // NOT_FOUND where there is no such version.
  virtual absl::StatusOr<StoredBankVersion> GetBankVersion(
      const std::string& exam, int number) = 0;

  // Versions with a number below `before`, the latest first, at most `limit`.
  virtual absl::StatusOr<std::vector<StoredBankVersion>> ListBankVersions(
      const std::string& exam, int before, int limit) = 0;

  // The names of all exams that have a version, in order.
  virtual absl::StatusOr<std::vector<std::string>> ListExams() = 0;

  // The version that new sessions use; 0 where there is none.
  virtual absl::StatusOr<int> ActiveVersion(const std::string& exam) = 0;

  // New sessions use this version. Activations are only ever added.
  virtual absl::Status Activate(const std::string& exam, int number,
                                int64_t time_ms) = 0;
};

// Both in one place.
class Store : public EventStore, public BankStore {};

// What the stores say of a session that is not there.
inline absl::Status UnknownSession(int64_t number) {
  return absl::NotFoundError(absl::StrCat("session ", number, " is unknown"));
}

// The same of a bank version.
inline absl::Status UnknownVersion(const std::string& exam, int number) {
  return absl::NotFoundError(
      absl::StrCat(exam, "/bankVersions/", number, " is unknown"));
}

// The same status, sharing nothing with it: each of those whose writes failed
// together may let go of its own on a thread of its own.
inline absl::Status Duplicate(const absl::Status& status) {
  return absl::Status(status.code(), status.message());
}

struct StoreOptions {
  // How long the writer waits for more answers before it commits: fewer, larger
  // commits where hundreds of calls are under way, and every call that much
  // later.
  std::chrono::microseconds commit_wait{0};
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_STORE_H_

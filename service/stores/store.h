#ifndef ADAPTEST_SERVICE_STORES_STORE_H_
#define ADAPTEST_SERVICE_STORES_STORE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace adaptest {

// The events of a session as they are stored: serialized
// adaptest.storage.v1.SessionEvent messages, in order.
struct StoredSession {
  int64_t number = 0;  // dense, from 1
  std::string token;   // random; part of the session's name
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

  // NOT_FOUND where there is no session of this number.
  virtual absl::StatusOr<StoredSession> Load(int64_t number) = 0;

  // The last session of an examinee, not empty, in an exam among those with a
  // number below `before`; 0 where there is none.
  virtual absl::StatusOr<int64_t> SessionBefore(const std::string& exam,
                                                const std::string& examinee,
                                                int64_t before) = 0;
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

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_STORE_H_

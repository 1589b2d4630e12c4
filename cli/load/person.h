#ifndef ADAPTEST_CLI_LOAD_PERSON_H_
#define ADAPTEST_CLI_LOAD_PERSON_H_

#include <grpcpp/alarm.h>
#include <grpcpp/completion_queue.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adaptest/v1/session.grpc.pb.h"
#include "cli/load/load_driver.h"
#include "engine/random.h"

namespace adaptest {

// What all people of a run share.
struct LoadRun {
  LoadOptions options;
  v1::SessionService::Stub* stub;
  grpc::CompletionQueue queue;
  Random random{1};
  std::vector<v1::GetNextItemResponse> prepared;  // sessions nobody has begun
  int preparing = 0;                              // still to be prepared
  bool counting = false;
  int busy = 0;  // people at work
  std::chrono::steady_clock::time_point end;
  LoadResult result;
  absl::Status broken = absl::OkStatus();  // nothing can be begun

  bool IsOver() const {
    return !broken.ok() ||
           (counting && (std::chrono::steady_clock::now() >= end ||
                         result.answers >= options.max_answers));
  }
};

// A tag of the queue: what to do when its event comes.
struct Tag {
  std::function<void(bool ok)> then;
};

// One person: a session, a question, an answer, and so on. All events come on
// the thread that polls the queue.
class Person {
 public:
  explicit Person(LoadRun* run);
  virtual ~Person() = default;

  void Begin();

 protected:
  virtual void Create(const v1::CreateSessionRequest& request) = 0;
  virtual void Submit(const v1::SubmitResponseRequest& request) = 0;
  virtual void Leave() = 0;  // ends with Left()

  void Left() { --run_->busy; }
  void Created(v1::GetNextItemResponse next);
  void Replied(const std::string& name, bool more,
               const v1::PresentedItem& item);
  void Refused(const grpc::Status& status);
  void CannotBegin(const grpc::Status& status);

  static bool IsBusy(const grpc::Status& status) {
    return status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
  }

  // Goes on after the delay that a busy server asks for.
  void After(const grpc::Status& status, std::function<void()> again);

  LoadRun* run_;
  std::function<void(bool ok)> then_;  // the next event
  Tag tag_;

 private:
  void NextSession();
  void Ask(const std::string& name, const v1::PresentedItem& item);
  void Send();

  v1::SubmitResponseRequest request_;
  std::chrono::steady_clock::time_point sent_;
  grpc::Alarm alarm_;
};

// By single calls, or over a stream, as the options say.
std::unique_ptr<Person> MakePerson(LoadRun* run);

}  // namespace adaptest

#endif  // ADAPTEST_CLI_LOAD_PERSON_H_

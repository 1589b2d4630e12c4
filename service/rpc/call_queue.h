#ifndef ADAPTEST_SERVICE_RPC_CALL_QUEUE_H_
#define ADAPTEST_SERVICE_RPC_CALL_QUEUE_H_

#include <grpcpp/server_builder.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "service/stores/store.h"

namespace adaptest {

// A tag of the completion queue. Its events come one at a time, on the polling
// thread.
class CallEvent {
 public:
  virtual ~CallEvent() = default;
  virtual void OnEvent(bool ok) = 0;
};

// The completion queue of all methods and its one polling thread, the only
// thread of the server that looks at sockets: each further one would be woken
// for nothing at every call. It never waits for the disk: the store calls back
// once an answer is durable, and the polling thread sends the replies.
//
// Calls that have arrived wait in a queue of this class, so that it knows how
// many there are: beyond the limit a call is refused with RESOURCE_EXHAUSTED
// and a delay after which to try again, before it costs more than that.
class CallQueue {
 public:
  // Calls that have arrived and are not answered yet; and open streams.
  struct Limits {
    int calls = 512;
    int streams = 4096;
  };

  // Before the server is built.
  CallQueue(grpc::ServerBuilder& builder, EventStore* store,
            const Limits& limits);
  ~CallQueue();

  // After the server is built and methods are served (unary_call.h,
  // stream_call.h).
  void Start();

  // After the server has shut down: waits for calls and streams under way.
  void Stop();

  // Runs `work` on the polling thread, soon.
  void Post(std::function<void()> work);

  // For calls.
  grpc::ServerCompletionQueue* queue() { return queue_.get(); }

  // The polling thread's: runs `begin` after what has arrived is taken in.
  void Begin(std::function<void()> begin);

  // A call is under way from CallBegins to CallEnds, which is after its answer
  // was handed over. A call that is refused where there are too many waits from
  // AdmitCall, if it says true, to CallAnswers, just before its answer.
  void CallBegins();
  bool AdmitCall();
  void CallAnswers();
  void CallEnds();

  // The same for a stream.
  bool AdmitStream();
  void StreamEnds();

 private:
  class Wake;

  void Poll();
  void TakeIn();
  void BeginArrived();
  void RunPosted();

  EventStore* store_;
  const Limits limits_;
  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::thread thread_;

  std::vector<std::function<void()>> arrived_;  // the polling thread's

  std::mutex mutex_;
  std::condition_variable idle_;
  int calls_ = 0;    // under way
  int waiting_ = 0;  // of those that may be refused
  int streams_ = 0;

  // What is posted, and the event of the queue that tells the polling thread of
  // it: one for all that has come since the last.
  std::vector<std::function<void()>> posted_;
  std::unique_ptr<Wake> wake_;
  bool waking_ = false;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_CALL_QUEUE_H_

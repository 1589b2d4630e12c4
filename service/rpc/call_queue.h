#ifndef ADAPTEST_SERVICE_RPC_CALL_QUEUE_H_
#define ADAPTEST_SERVICE_RPC_CALL_QUEUE_H_

#include <grpcpp/server_builder.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "service/rpc/session_service.h"
#include "service/sessions/session_manager.h"

namespace adaptest {

// Serves SubmitResponse and StreamSession from a completion queue with one
// polling thread, which never waits for the disk: the store calls back once an
// answer is durable. Calls that have arrived wait in a queue of this class, so
// that it knows how many there are: beyond the limit a call is refused with
// RESOURCE_EXHAUSTED and a delay after which to try again, before it costs more
// than that.
class CallQueue {
 public:
  // Calls that have arrived and are not answered yet; and open streams.
  struct Limits {
    int calls = 1024;
    int streams = 4096;
  };

  // Before the server is built.
  CallQueue(grpc::ServerBuilder& builder, SessionServiceImpl* service,
            SessionManager* manager, const Limits& limits);

  // After the server is built.
  void Start();

  // After the server has shut down: waits for the calls under way.
  void Stop();

 private:
  class Event;
  class SubmitCall;
  class StreamCall;

  void Poll();
  void CallBegins();

  // Whether one more call may wait; where it may, it is counted until CallEnds.
  bool Admit();
  void CallEnds();

  SessionServiceImpl* service_;
  SessionManager* manager_;
  const Limits limits_;
  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::thread thread_;

  // The polling thread's: calls to begin, and streams that are open.
  std::vector<std::function<void()>> arrived_;
  int streams_ = 0;

  std::mutex mutex_;
  std::condition_variable idle_;
  int calls_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_CALL_QUEUE_H_

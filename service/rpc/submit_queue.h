#ifndef ADAPTEST_SERVICE_RPC_SUBMIT_QUEUE_H_
#define ADAPTEST_SERVICE_RPC_SUBMIT_QUEUE_H_

#include <grpcpp/server_builder.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "service/rpc/session_service.h"
#include "service/sessions/session_manager.h"

namespace adaptest {

// Serves SubmitResponse from a completion queue with one polling thread, which
// never waits for the disk: the store calls back once an answer is durable.
class SubmitQueue {
 public:
  // Before the server is built.
  SubmitQueue(grpc::ServerBuilder& builder, SessionServiceImpl* service,
              SessionManager* manager);

  // After the server is built.
  void Start();

  // After the server has shut down: waits for the calls under way.
  void Stop();

 private:
  class Call;

  void Poll();
  void CallBegins();
  void CallEnds();

  SessionServiceImpl* service_;
  SessionManager* manager_;
  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::thread thread_;

  std::mutex mutex_;
  std::condition_variable idle_;
  int calls_under_way_ = 0;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_SUBMIT_QUEUE_H_

#ifndef ADAPTEST_SERVICE_RPC_UNARY_CALL_H_
#define ADAPTEST_SERVICE_RPC_UNARY_CALL_H_

#include <grpcpp/support/async_unary_call.h>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "absl/status/statusor.h"
#include "service/rpc/call_queue.h"
#include "service/rpc/overload.h"
#include "service/rpc/status_conversion.h"

namespace adaptest {

// How a unary method is served.
template <class Service, class Request, class Response>
struct UnaryMethod {
  // The service's Request... method that gRPC generates.
  using Ask = void (Service::*)(grpc::ServerContext*, Request*,
                                grpc::ServerAsyncResponseWriter<Response>*,
                                grpc::CompletionQueue*,
                                grpc::ServerCompletionQueue*, void*);
  using Done = std::function<void(absl::StatusOr<Response>)>;

  CallQueue* queue;
  Service* service;
  Ask ask;
  // Begins a call on the polling thread, without waiting for anything; `done`
  // is called once, on any thread.
  std::function<void(Request, Done)> start;
  bool limited;  // a busy server refuses the call
};

// One call: posted, begun, answered. It deletes itself after its last event.
template <class Service, class Request, class Response>
class UnaryCall final : public CallEvent {
 public:
  using Method = UnaryMethod<Service, Request, Response>;

  explicit UnaryCall(std::shared_ptr<const Method> method)
      : method_(std::move(method)), responder_(&context_) {
    (method_->service->*method_->ask)(&context_, &request_, &responder_,
                                      method_->queue->queue(),
                                      method_->queue->queue(), this);
  }

  // `ok` is false for a posted call when the server shuts down, and for an
  // answer that did not reach the client.
  void OnEvent(bool ok) override {
    if (answered_ || !ok) {
      delete this;
      return;
    }
    new UnaryCall(method_);
    answered_ = true;
    if (method_->limited && !method_->queue->AdmitCall()) {
      responder_.FinishWithError(ToGrpcStatus(OverloadError()), this);
      return;
    }
    method_->queue->CallBegins();
    method_->queue->Begin([this] { Start(); });
  }

 private:
  // The queue may delete this call as soon as the answer is handed over:
  // nothing of it is used after.
  void Start() {
    method_->start(std::move(request_), [this, queue = method_->queue](
                                            absl::StatusOr<Response> result) {
      if (method_->limited) queue->CallAnswers();
      if (result.ok()) {
        responder_.Finish(*result, grpc::Status::OK, this);
      } else {
        responder_.FinishWithError(ToGrpcStatus(result.status()), this);
      }
      queue->CallEnds();
    });
  }

  const std::shared_ptr<const Method> method_;
  grpc::ServerContext context_;
  Request request_;
  grpc::ServerAsyncResponseWriter<Response> responder_;
  bool answered_ = false;
};

// Serves a method; `posted` calls wait for clients at a time.
template <class Service, class Request, class Response>
void ServeUnary(UnaryMethod<Service, Request, Response> method, int posted) {
  const auto shared =
      std::make_shared<const UnaryMethod<Service, Request, Response>>(
          std::move(method));
  for (int i = 0; i < posted; ++i) {
    new UnaryCall<Service, Request, Response>(shared);
  }
}

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_UNARY_CALL_H_

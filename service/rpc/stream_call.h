#ifndef ADAPTEST_SERVICE_RPC_STREAM_CALL_H_
#define ADAPTEST_SERVICE_RPC_STREAM_CALL_H_

#include <grpcpp/support/async_stream.h>

#include <functional>
#include <memory>
#include <utility>

#include "service/rpc/call_queue.h"
#include "service/rpc/overload.h"
#include "service/rpc/status_conversion.h"

namespace adaptest {

// How a method with a stream both ways is served: a request, its response, the
// next request.
template <class Service, class Request, class Response>
struct StreamMethod {
  // The service's Request... method that gRPC generates.
  using Ask = void (Service::*)(
      grpc::ServerContext*, grpc::ServerAsyncReaderWriter<Response, Request>*,
      grpc::CompletionQueue*, grpc::ServerCompletionQueue*, void*);
  using Done = std::function<void(const Response&)>;

  CallQueue* queue;
  Service* service;
  Ask ask;
  // Begins a step on the polling thread, without waiting for anything; `done`
  // is called once, on any thread.
  std::function<void(Request, Done)> step;
};

// One stream: a request is read, and answered before the next is read. It
// deletes itself after its last event.
template <class Service, class Request, class Response>
class StreamCall final : public CallEvent {
 public:
  using Method = StreamMethod<Service, Request, Response>;

  explicit StreamCall(std::shared_ptr<const Method> method)
      : method_(std::move(method)), stream_(&context_) {
    (method_->service->*method_->ask)(&context_, &stream_,
                                      method_->queue->queue(),
                                      method_->queue->queue(), this);
  }

  void OnEvent(bool ok) override {
    switch (state_) {
      case State::kPosted:
        if (!ok) return Delete();
        new StreamCall(method_);
        return Open();
      case State::kReading:
        if (!ok) return Close(grpc::Status::OK);  // the client has finished
        return Arrive();
      case State::kWriting:
        if (!ok) return Close(grpc::Status::OK);  // the client has gone
        return Read();
      case State::kClosing:
        return Delete();
    }
  }

 private:
  enum class State { kPosted, kReading, kWriting, kClosing };

  void Delete() {
    if (open_) method_->queue->StreamEnds();
    delete this;
  }

  void Open() {
    if (!method_->queue->AdmitStream()) {
      return Close(ToGrpcStatus(OverloadError()));
    }
    open_ = true;
    Read();
  }

  void Close(const grpc::Status& status) {
    state_ = State::kClosing;
    stream_.Finish(status, this);
  }

  void Read() {
    state_ = State::kReading;
    stream_.Read(&request_, this);
  }

  // A stream has one step at a time, so their number is the limit.
  void Arrive() {
    state_ = State::kWriting;
    method_->queue->CallBegins();
    method_->queue->Begin([this] {
      method_->step(std::move(request_),
                    [this, queue = method_->queue](const Response& response) {
                      stream_.Write(response, this);
                      queue->CallEnds();
                    });
    });
  }

  const std::shared_ptr<const Method> method_;
  grpc::ServerContext context_;
  Request request_;
  grpc::ServerAsyncReaderWriter<Response, Request> stream_;
  State state_ = State::kPosted;
  bool open_ = false;
};

// Serves a method; `posted` streams wait for clients at a time.
template <class Service, class Request, class Response>
void ServeStream(StreamMethod<Service, Request, Response> method, int posted) {
  const auto shared =
      std::make_shared<const StreamMethod<Service, Request, Response>>(
          std::move(method));
  for (int i = 0; i < posted; ++i) {
    new StreamCall<Service, Request, Response>(shared);
  }
}

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_RPC_STREAM_CALL_H_

#include "service/rpc/call_queue.h"

#include <grpcpp/support/async_stream.h>
#include <grpcpp/support/async_unary_call.h>

#include <chrono>
#include <utility>

#include "service/rpc/overload.h"
#include "service/rpc/status_conversion.h"

namespace adaptest {
namespace {

// Calls posted to the queue at once, waiting for a client.
constexpr int kPostedCalls = 64;
constexpr int kPostedStreams = 16;

}  // namespace

// A tag of the completion queue.
class CallQueue::Event {
 public:
  virtual ~Event() = default;
  virtual void OnEvent(bool ok) = 0;  // on the polling thread
};

// One call: posted, then handed to the manager, then answered. Its events on
// the queue come one at a time; it deletes itself after the last.
class CallQueue::SubmitCall : public Event {
 public:
  explicit SubmitCall(CallQueue* owner) : owner_(owner), responder_(&context_) {
    owner_->service_->RequestSubmitResponse(&context_, &request_, &responder_,
                                            owner_->queue_.get(),
                                            owner_->queue_.get(), this);
  }

  // `ok` is false for a posted call when the server shuts down, and for an
  // answer that did not reach the client.
  void OnEvent(bool ok) override {
    if (answered_ || !ok) {
      delete this;
      return;
    }
    new SubmitCall(owner_);
    answered_ = true;
    if (!owner_->Admit()) {
      responder_.FinishWithError(ToGrpcStatus(OverloadError()), this);
      return;
    }
    owner_->arrived_.push_back([this] { Begin(); });
  }

 private:
  // The callback may run on another thread, and the queue may delete this call
  // as soon as the answer is handed over: nothing of it is used after.
  void Begin() {
    owner_->manager_->Submit(
        std::move(request_),
        [this, owner = owner_](
            const absl::StatusOr<v1::SubmitResponseResponse>& result) {
          if (result.ok()) {
            responder_.Finish(*result, grpc::Status::OK, this);
          } else {
            responder_.FinishWithError(ToGrpcStatus(result.status()), this);
          }
          owner->CallEnds();
        });
  }

  CallQueue* owner_;
  grpc::ServerContext context_;
  v1::SubmitResponseRequest request_;
  grpc::ServerAsyncResponseWriter<v1::SubmitResponseResponse> responder_;
  bool answered_ = false;
};

// One stream: a step is read, handed to the manager and answered before the
// next is read. Its events on the queue come one at a time; it deletes itself
// after the last.
class CallQueue::StreamCall : public Event {
 public:
  explicit StreamCall(CallQueue* owner) : owner_(owner), stream_(&context_) {
    owner_->service_->RequestStreamSession(
        &context_, &stream_, owner_->queue_.get(), owner_->queue_.get(), this);
  }

  void OnEvent(bool ok) override {
    switch (state_) {
      case State::kPosted:
        if (!ok) return Delete();
        new StreamCall(owner_);
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
    if (open_) --owner_->streams_;
    delete this;
  }

  void Open() {
    if (owner_->streams_ >= owner_->limits_.streams) {
      return Close(ToGrpcStatus(OverloadError()));
    }
    open_ = true;
    ++owner_->streams_;
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
    owner_->CallBegins();
    owner_->arrived_.push_back([this] {
      owner_->manager_->Step(
          std::move(request_),
          [this, owner = owner_](const v1::StreamSessionResponse& response) {
            stream_.Write(response, this);
            owner->CallEnds();
          });
    });
  }

  CallQueue* owner_;
  grpc::ServerContext context_;
  v1::StreamSessionRequest request_;
  grpc::ServerAsyncReaderWriter<v1::StreamSessionResponse,
                                v1::StreamSessionRequest>
      stream_;
  State state_ = State::kPosted;
  bool open_ = false;
};

CallQueue::CallQueue(grpc::ServerBuilder& builder, SessionServiceImpl* service,
                     SessionManager* manager, const Limits& limits)
    : service_(service),
      manager_(manager),
      limits_(limits),
      queue_(builder.AddCompletionQueue()) {}

void CallQueue::Start() {
  for (int i = 0; i < kPostedCalls; ++i) new SubmitCall(this);
  for (int i = 0; i < kPostedStreams; ++i) new StreamCall(this);
  thread_ = std::thread([this] { Poll(); });
}

void CallQueue::Stop() {
  {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [&] { return calls_ == 0; });
  }
  queue_->Shutdown();
  thread_.join();
}

// Takes in all that has arrived, then begins those calls, and so on: looking at
// the queue costs more than an event, so it is not done for each call.
void CallQueue::Poll() {
  void* tag = nullptr;
  bool ok = false;
  std::vector<std::function<void()>> calls;
  while (queue_->Next(&tag, &ok)) {
    static_cast<Event*>(tag)->OnEvent(ok);
    while (queue_->AsyncNext(&tag, &ok, gpr_time_0(GPR_CLOCK_REALTIME)) ==
           grpc::CompletionQueue::GOT_EVENT) {
      static_cast<Event*>(tag)->OnEvent(ok);
    }
    calls.swap(arrived_);
    for (const std::function<void()>& begin : calls) begin();
    calls.clear();
  }
}

bool CallQueue::Admit() {
  const std::lock_guard lock(mutex_);
  if (calls_ >= limits_.calls) return false;
  ++calls_;
  return true;
}

void CallQueue::CallBegins() {
  const std::lock_guard lock(mutex_);
  ++calls_;
}

void CallQueue::CallEnds() {
  const std::lock_guard lock(mutex_);
  if (--calls_ == 0) idle_.notify_all();
}

}  // namespace adaptest

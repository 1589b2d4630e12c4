#include "service/rpc/submit_queue.h"

#include <grpcpp/support/async_unary_call.h>

#include <utility>

#include "service/rpc/status_conversion.h"

namespace adaptest {
namespace {

// Calls posted to the queue at once, waiting for a client.
constexpr int kPostedCalls = 64;

}  // namespace

// One call: posted, then handed to the manager, then answered. Its events on
// the queue come one at a time; it deletes itself after the last.
class SubmitQueue::Call {
 public:
  explicit Call(SubmitQueue* owner) : owner_(owner), responder_(&context_) {
    owner_->service_->RequestSubmitResponse(&context_, &request_, &responder_,
                                            owner_->queue_.get(),
                                            owner_->queue_.get(), this);
  }

  // `ok` is false for a posted call when the server shuts down, and for an
  // answer that did not reach the client.
  void OnEvent(bool ok) {
    if (answered_ || !ok) {
      delete this;
      return;
    }
    new Call(owner_);
    answered_ = true;
    owner_->CallBegins();
    // The callback may run on another thread, and the queue may delete this
    // call as soon as the answer is handed over: nothing of it is used after.
    owner_->manager_->Submit(
        std::move(request_),
        [this,
         owner = owner_](absl::StatusOr<v1::SubmitResponseResponse> result) {
          if (result.ok()) {
            responder_.Finish(*result, grpc::Status::OK, this);
          } else {
            responder_.FinishWithError(ToGrpcStatus(result.status()), this);
          }
          owner->CallEnds();
        });
  }

 private:
  SubmitQueue* owner_;
  grpc::ServerContext context_;
  v1::SubmitResponseRequest request_;
  grpc::ServerAsyncResponseWriter<v1::SubmitResponseResponse> responder_;
  bool answered_ = false;
};

SubmitQueue::SubmitQueue(grpc::ServerBuilder& builder,
                         SessionServiceImpl* service, SessionManager* manager)
    : service_(service),
      manager_(manager),
      queue_(builder.AddCompletionQueue()) {}

void SubmitQueue::Start() {
  for (int i = 0; i < kPostedCalls; ++i) new Call(this);
  thread_ = std::thread([this] { Poll(); });
}

void SubmitQueue::Stop() {
  {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [&] { return calls_under_way_ == 0; });
  }
  queue_->Shutdown();
  thread_.join();
}

void SubmitQueue::Poll() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_->Next(&tag, &ok)) static_cast<Call*>(tag)->OnEvent(ok);
}

void SubmitQueue::CallBegins() {
  const std::lock_guard lock(mutex_);
  ++calls_under_way_;
}

void SubmitQueue::CallEnds() {
  const std::lock_guard lock(mutex_);
  if (--calls_under_way_ == 0) idle_.notify_all();
}

}  // namespace adaptest

#include "service/rpc/call_queue.h"

#include <grpcpp/alarm.h>

#include <utility>

namespace adaptest {

// Lets the polling thread look at what was posted. One at a time.
class CallQueue::Wake : public CallEvent {
 public:
  explicit Wake(CallQueue* owner) : owner_(owner) {}

  void Send() {
    alarm_.Set(owner_->queue(), gpr_inf_past(GPR_CLOCK_REALTIME), this);
  }

  void OnEvent(bool) override {
    const std::lock_guard lock(owner_->mutex_);
    owner_->waking_ = false;
  }

 private:
  CallQueue* owner_;
  grpc::Alarm alarm_;
};

CallQueue::CallQueue(grpc::ServerBuilder& builder, EventStore* store,
                     const Limits& limits)
    : store_(store),
      limits_(limits),
      queue_(builder.AddCompletionQueue()),
      wake_(std::make_unique<Wake>(this)) {}

CallQueue::~CallQueue() = default;

void CallQueue::Start() {
  thread_ = std::thread([this] { Poll(); });
}

void CallQueue::Stop() {
  {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [&] { return calls_ == 0 && streams_ == 0; });
  }
  queue_->Shutdown();
  thread_.join();
}

// Takes in all that has arrived, then begins those calls, and so on: looking at
// the queue costs more than an event, so it is not done for each call. The
// answers that came together share a commit, and while the store writes them
// the replies to those before are sent.
void CallQueue::Poll() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_->Next(&tag, &ok)) {
    static_cast<CallEvent*>(tag)->OnEvent(ok);
    TakeIn();
    BeginArrived();
    RunPosted();
  }
}

void CallQueue::TakeIn() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_->AsyncNext(&tag, &ok, gpr_time_0(GPR_CLOCK_REALTIME)) ==
         grpc::CompletionQueue::GOT_EVENT) {
    static_cast<CallEvent*>(tag)->OnEvent(ok);
  }
}

void CallQueue::BeginArrived() {
  const HeldWrites held(store_);
  for (const std::function<void()>& begin : arrived_) begin();
  arrived_.clear();
}

void CallQueue::RunPosted() {
  std::vector<std::function<void()>> posted;
  {
    const std::lock_guard lock(mutex_);
    posted.swap(posted_);
  }
  for (const std::function<void()>& work : posted) work();
}

void CallQueue::Post(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  posted_.push_back(std::move(work));
  if (!std::exchange(waking_, true)) wake_->Send();
}

void CallQueue::Begin(std::function<void()> begin) {
  arrived_.push_back(std::move(begin));
}

void CallQueue::CallBegins() {
  const std::lock_guard lock(mutex_);
  ++calls_;
}

bool CallQueue::AdmitCall() {
  const std::lock_guard lock(mutex_);
  if (waiting_ >= limits_.calls) return false;
  ++waiting_;
  return true;
}

void CallQueue::CallAnswers() {
  const std::lock_guard lock(mutex_);
  --waiting_;
}

void CallQueue::CallEnds() {
  const std::lock_guard lock(mutex_);
  if (--calls_ == 0) idle_.notify_all();
}

bool CallQueue::AdmitStream() {
  const std::lock_guard lock(mutex_);
  if (streams_ >= limits_.streams) return false;
  ++streams_;
  return true;
}

void CallQueue::StreamEnds() {
  const std::lock_guard lock(mutex_);
  if (--streams_ == 0) idle_.notify_all();
}

}  // namespace adaptest

#ifndef ADAPTEST_SERVICE_STORES_WRITE_QUEUE_H_
#define ADAPTEST_SERVICE_STORES_WRITE_QUEUE_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace adaptest {

// What waits to be written by a store's one writer thread, all of it in its
// next commit. `Batch` is a container of writes, with empty(). Safe to call
// from many threads.
template <class Batch>
class WriteQueue {
 public:
  // The writer waits that long for more before it takes a batch.
  explicit WriteQueue(std::chrono::microseconds wait) : wait_(wait) {}

  // Calls add(batch), which adds a write.
  template <class Add>
  void Push(Add add) {
    {
      const std::lock_guard lock(mutex_);
      add(batch_);
      if (holds_ > 0) return;
    }
    ready_.notify_one();
  }

  // The writer's: waits for writes and takes them; an empty batch after Close.
  Batch Take() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock,
                [&] { return closing_ || (!batch_.empty() && holds_ == 0); });
    if (!batch_.empty() && wait_.count() > 0) {
      ready_.wait_for(lock, wait_, [&] { return closing_; });
    }
    return std::exchange(batch_, Batch());
  }

  // From Hold to Release nothing is taken; so who holds waits for no write.
  void Hold() {
    const std::lock_guard lock(mutex_);
    ++holds_;
  }
  void Release() {
    {
      const std::lock_guard lock(mutex_);
      --holds_;
    }
    ready_.notify_one();
  }

  void Close() {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    ready_.notify_one();
  }

 private:
  const std::chrono::microseconds wait_;
  std::mutex mutex_;
  std::condition_variable ready_;
  Batch batch_;
  int holds_ = 0;
  bool closing_ = false;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_STORES_WRITE_QUEUE_H_

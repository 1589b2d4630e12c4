#ifndef ADAPTEST_SERVICE_SESSIONS_WORKERS_H_
#define ADAPTEST_SERVICE_SESSIONS_WORKERS_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace adaptest {

// Threads for work that may wait: for the disk, or for a long computation.
class Workers {
 public:
  explicit Workers(int threads);

  // Does what is still to be done.
  ~Workers();

  void Run(std::function<void()> work);

 private:
  void Loop();

  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> queue_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace adaptest

#endif  // ADAPTEST_SERVICE_SESSIONS_WORKERS_H_

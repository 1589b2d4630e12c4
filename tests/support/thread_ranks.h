#ifndef ADAPTEST_TESTS_SUPPORT_THREAD_RANKS_H_
#define ADAPTEST_TESTS_SUPPORT_THREAD_RANKS_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "calibration/ranks.h"

namespace adaptest {

// Ranks that are threads of one process.
class ThreadRanks final : public Ranks {
 public:
  // Calls work(ranks) on `size` threads, each with its own rank.
  static void Run(int size, const std::function<void(Ranks&)>& work) {
    const auto shared = std::make_shared<Shared>(size);
    std::vector<std::thread> threads;
    for (int r = 0; r < size; ++r) {
      threads.emplace_back([&, r] {
        ThreadRanks ranks(r, size, shared);
        work(ranks);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  void Sum(absl::Span<double> values) override {
    shared_->values[rank()] = {values.begin(), values.end()};
    Meet();
    std::vector<double> sums(values.size(), 0);
    for (const std::vector<double>& one : shared_->values) {
      for (size_t i = 0; i < sums.size(); ++i) sums[i] += one[i];
    }
    std::copy(sums.begin(), sums.end(), values.begin());
    Meet();
  }

  std::vector<std::string> Gather(absl::string_view text) override {
    shared_->texts[rank()] = std::string(text);
    Meet();
    std::vector<std::string> all = shared_->texts;
    Meet();
    return all;
  }

  void Send(absl::string_view text) override {
    const std::lock_guard<std::mutex> lock(shared_->mutex);
    shared_->sent[rank()].emplace_back(text);
    shared_->changed.notify_all();
  }

  std::string Receive(int from) override {
    std::unique_lock<std::mutex> lock(shared_->mutex);
    std::deque<std::string>& sent = shared_->sent[from];
    shared_->changed.wait(lock, [&] { return !sent.empty(); });
    std::string text = std::move(sent.front());
    sent.pop_front();
    return text;
  }

 private:
  struct Shared {
    explicit Shared(int size)
        : values(size), texts(size), sent(size), awaited(size) {}

    std::vector<std::vector<double>> values;    // [rank]
    std::vector<std::string> texts;             // [rank]
    std::vector<std::deque<std::string>> sent;  // [rank]
    std::mutex mutex;
    std::condition_variable changed;
    int awaited;
    int meetings = 0;
  };

  ThreadRanks(int rank, int size, std::shared_ptr<Shared> shared)
      : Ranks(rank, size), shared_(std::move(shared)) {}

  // Waits until all ranks are here.
  void Meet() {
    std::unique_lock<std::mutex> lock(shared_->mutex);
    const int meeting = shared_->meetings;
    if (--shared_->awaited == 0) {
      shared_->awaited = size();
      ++shared_->meetings;
      shared_->changed.notify_all();
      return;
    }
    shared_->changed.wait(lock, [&] { return shared_->meetings > meeting; });
  }

  std::shared_ptr<Shared> shared_;
};

}  // namespace adaptest

#endif  // ADAPTEST_TESTS_SUPPORT_THREAD_RANKS_H_

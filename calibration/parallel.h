#ifndef ADAPTEST_CALIBRATION_PARALLEL_H_
#define ADAPTEST_CALIBRATION_PARALLEL_H_

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace adaptest {

// Calls work(i) once for each i in [0, count), on up to `threads` threads, in
// no particular order. Results that are kept by i and combined afterwards in
// the order of i do not depend on the number of threads.
template <class Work>
void ParallelFor(int count, int threads, const Work& work) {
  if (threads > count) threads = count;
  std::atomic<int> next = 0;
  const auto run = [&] {
    for (int i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::thread> others;
  for (int t = 1; t < threads; ++t) others.emplace_back(run);
  run();
  for (std::thread& other : others) other.join();
}

// The same for each item, a few together, since one is little work.
template <class Work>
void ParallelForItems(int items, int threads, const Work& work) {
  constexpr int kTogether = 8;
  ParallelFor((items + kTogether - 1) / kTogether, threads, [&](int batch) {
    const int end = std::min(items, (batch + 1) * kTogether);
    for (int i = batch * kTogether; i < end; ++i) work(i);
  });
}

// The half-open part number i of n about equal parts of [0, size).
struct Part {
  Part(int i, int n, int size)
      : begin(static_cast<int>(int64_t{size} * i / n)),
        end(static_cast<int>(int64_t{size} * (i + 1) / n)) {}
  int begin;
  int end;
};

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_PARALLEL_H_

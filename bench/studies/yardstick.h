#ifndef ADAPTEST_BENCH_STUDIES_YARDSTICK_H_
#define ADAPTEST_BENCH_STUDIES_YARDSTICK_H_

#include <cblas.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

#include "engine/random.h"

namespace adaptest {

inline double SecondsOf(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - begin;
  return elapsed.count();
}

inline double MedianSeconds(int repetitions,
                            const std::function<void()>& work) {
  std::vector<double> seconds;
  for (int i = 0; i < repetitions; ++i) seconds.push_back(SecondsOf(work));
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

// GFLOP/s of one thread's product of two matrices of 2000 x 2000.
inline double Yardstick(int repetitions) {
  constexpr int kSize = 2000;
  openblas_set_num_threads(1);
  Random random(1);
  std::vector<double> a(kSize * kSize), b(kSize * kSize), c(kSize * kSize);
  for (double& x : a) x = random.Uniform();
  for (double& x : b) x = random.Uniform();
  const double seconds = MedianSeconds(repetitions, [&] {
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, kSize, kSize, kSize,
                1, a.data(), kSize, b.data(), kSize, 0, c.data(), kSize);
  });
  return 2e-9 * kSize * kSize * kSize / seconds;
}

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_YARDSTICK_H_

#ifndef ADAPTEST_BENCH_STUDIES_YARDSTICK_H_
#define ADAPTEST_BENCH_STUDIES_YARDSTICK_H_

#include <cblas.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <vector>

#include "engine/random.h"

namespace adaptest {

// Wall-clock time, and that of all processors that worked.
struct Seconds {
  double wall;
  double cpu;
};

inline Seconds SecondsOf(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpu_begin = std::clock();
  work();
  const double cpu = static_cast<double>(std::clock() - cpu_begin);
  const std::chrono::duration<double> wall =
      std::chrono::steady_clock::now() - begin;
  return {wall.count(), cpu / CLOCKS_PER_SEC};
}

// The medians of either.
inline Seconds MedianSeconds(int repetitions,
                             const std::function<void()>& work) {
  std::vector<double> wall, cpu;
  for (int i = 0; i < repetitions; ++i) {
    const Seconds seconds = SecondsOf(work);
    wall.push_back(seconds.wall);
    cpu.push_back(seconds.cpu);
  }
  std::sort(wall.begin(), wall.end());
  std::sort(cpu.begin(), cpu.end());
  return {wall[wall.size() / 2], cpu[cpu.size() / 2]};
}

// GFLOP/s, by CPU time, of one thread's product of two matrices of 2000 x 2000.
inline double Yardstick(int repetitions) {
  constexpr int kSize = 2000;
  openblas_set_num_threads(1);
  Random random(1);
  std::vector<double> a(kSize * kSize), b(kSize * kSize), c(kSize * kSize);
  for (double& x : a) x = random.Uniform();
  for (double& x : b) x = random.Uniform();
  const Seconds seconds = MedianSeconds(repetitions, [&] {
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, kSize, kSize, kSize,
                1, a.data(), kSize, b.data(), kSize, 0, c.data(), kSize);
  });
  return 2e-9 * kSize * kSize * kSize / seconds.cpu;
}

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_YARDSTICK_H_

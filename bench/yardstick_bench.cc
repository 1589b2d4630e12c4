// How fast the machine is at the moment: the yardstick that other figures are
// to be read beside, within one run.

#include <benchmark/benchmark.h>
#include <cblas.h>

#include <vector>

#include "engine/random.h"

namespace adaptest {
namespace {

// One thread's product of two matrices of 2000 x 2000 by OpenBLAS.
void Yardstick(benchmark::State& state) {
  constexpr int kSize = 2000;
  openblas_set_num_threads(1);
  Random random(1);
  std::vector<double> a(kSize * kSize);
  std::vector<double> b(kSize * kSize);
  for (double& x : a) x = random.Uniform();
  for (double& x : b) x = random.Uniform();
  std::vector<double> c(kSize * kSize);
  for (auto _ : state) {
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, kSize, kSize, kSize,
                1, a.data(), kSize, b.data(), kSize, 0, c.data(), kSize);
    benchmark::DoNotOptimize(c.data());
  }
  state.counters["GFLOP/s"] =
      benchmark::Counter(2e-9 * kSize * kSize * kSize,
                         benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(Yardstick)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace adaptest
